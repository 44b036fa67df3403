import { EventGridDeserializer } from '@azure/eventgrid';
import type { Actor } from '../drift/drift.ts';
import { parseVaultId, subscriptionOf, type VaultId } from '../network-rules/resource-id.ts';

/** What an event means to us: a vault to look at, or nothing and why. */
export type ResourceEvent =
  | { readonly kind: 'vault'; readonly vault: VaultId; readonly actor: Actor; readonly eventId: string }
  | { readonly kind: 'ignored'; readonly reason: string; readonly eventId: string };

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads one resource-change event in either schema (Event Grid, CloudEvents 1.0). Never fails: an event that says
 * nothing about a vault of this subscription is `ignored` with the reason, as sending it again would not change it.
 */
export async function parseResourceEvent(event: unknown, subscriptionId: string): Promise<ResourceEvent> {
  const envelope = await readEnvelope(event);
  if ('unreadable' in envelope) return { kind: 'ignored', reason: envelope.unreadable, eventId: 'unknown' };
  const { id: eventId, type, subject, time, data } = envelope;
  const ignored = (reason: string): ResourceEvent => ({ kind: 'ignored', reason, eventId });

  if (!/^Microsoft\.Resources\.Resource(Write|Delete|Action)/i.test(type)) {
    return ignored(`type ${shown(type)} is no resource change`);
  }
  if (!/Success$/i.test(type)) return ignored(`type ${shown(type)} changed nothing`);
  if (!subject) return ignored('it has no subject');
  if (subscriptionOf(subject) !== subscriptionId) {
    return ignored(`subject ${shown(subject)} is not in subscription ${subscriptionId}`);
  }
  const vault = parseVaultId(vaultPartOf(subject));
  if (!vault) return ignored(`subject ${shown(subject)} is not a vault`);
  return { kind: 'vault', vault, actor: actorOf(asFields(data), isoTime(time)), eventId };
}

type Envelope = {
  readonly id: string;
  readonly type: string;
  readonly subject: string | undefined;
  readonly time: Date | undefined;
  readonly data: unknown;
};

const deserializer = new EventGridDeserializer();

async function readEnvelope(event: unknown): Promise<Envelope | { readonly unreadable: string }> {
  const fields = asFields(event);
  try {
    if ('specversion' in fields) {
      const [cloudEvent] = await deserializer.deserializeCloudEvents({ ...fields });
      return cloudEvent ? { time: undefined, subject: undefined, data: undefined, ...cloudEvent } : notOne;
    }
    const [gridEvent] = await deserializer.deserializeEventGridEvents({ ...fields });
    return gridEvent ? { ...gridEvent, type: gridEvent.eventType, time: gridEvent.eventTime } : notOne;
  } catch (error) {
    return { unreadable: `not an event: ${error instanceof Error ? error.message : error}` };
  }
}

const notOne = { unreadable: 'not an event' };

function isoTime(time: Date | undefined): string {
  return time && !Number.isNaN(time.getTime()) ? time.toISOString() : '';
}

/** A change below the vault (a private endpoint connection, say) is a change of who can reach the vault. */
function vaultPartOf(subject: string): string {
  return /^.*?\/providers\/microsoft\.keyvault\/vaults\/[^/]+/i.exec(subject)?.[0] ?? subject;
}

function actorOf(data: Fields, at: string): Actor {
  const claims = asFields(data.claims);
  const claim = (...names: readonly string[]) => names.map((name) => text(claims[name])).find(Boolean);
  const request = asFields(data.httpRequest);
  const evidence = asFields(asFields(data.authorization).evidence);
  const objectId =
    claim('http://schemas.microsoft.com/identity/claims/objectidentifier', 'oid') ??
    text(evidence.principalId);
  const appId = claim('appid', 'azp');
  return {
    name:
      claim(
        'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn',
        'upn',
        'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name',
        'name',
        'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
      ) ??
      appId ??
      objectId ??
      'somebody whom the event does not name',
    objectId,
    appId,
    ipAddress: claim('ipaddr') ?? text(request.clientIpAddress),
    operation: text(data.operationName) ?? 'an operation that the event does not name',
    at,
    correlationId: text(data.correlationId),
  };
}

/** Older events carry `claims`, `authorization` and `httpRequest` as JSON in a string (subscription schema samples). */
function asFields(value: unknown): Fields {
  if (typeof value === 'string') return asFields(parsed(value));
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function parsed(json: string): unknown {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? undefined : value;
  } catch {
    return undefined;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, 1000) : undefined;
}

function shown(value: string): string {
  return JSON.stringify(value.slice(0, 200));
}
