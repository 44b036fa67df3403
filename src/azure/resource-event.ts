import { EventGridDeserializer } from '@azure/eventgrid';
import type { Actor } from '../drift/drift.ts';
import type { ChangedResource } from '../drift/fan-out.ts';
import { parseVaultId, subscriptionOf, type VaultId } from '../network-rules/resource-id.ts';
import { actorOf, asFields } from './actor.ts';

/** What an event means to us: a vault to look at, a network or perimeter around vaults, or nothing and why. */
export type ResourceEvent =
  | { readonly kind: 'vault'; readonly vault: VaultId; readonly actor: Actor; readonly eventId: string }
  | {
      readonly kind: 'around';
      readonly changed: ChangedResource;
      readonly actor: Actor;
      readonly eventId: string;
    }
  | { readonly kind: 'ignored'; readonly reason: string; readonly eventId: string };

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
  const actor = actorOf(asFields(data), subject, isoTime(time));
  const vault = parseVaultId(partOf(subject, vaultPart));
  if (vault) return { kind: 'vault', vault, actor, eventId };
  const changed = changedAround(subject);
  return changed
    ? { kind: 'around', changed, actor, eventId }
    : ignored(`subject ${shown(subject)} decides about no vault`);
}

const vaultPart = /^.*?\/providers\/microsoft\.keyvault\/vaults\/[^/]+/i;
const subnetPart = /^.*?\/providers\/microsoft\.network\/virtualnetworks\/[^/]+\/subnets\/[^/]+/i;
const networkPart = /^.*?\/providers\/microsoft\.network\/virtualnetworks\/[^/]+/i;
const perimeterPart = /^.*?\/providers\/microsoft\.network\/networksecurityperimeters\/[^/]+/i;

/** A change below a resource (a private endpoint connection, an access rule) is a change of that resource to us. */
function partOf(subject: string, part: RegExp): string {
  return (part.exec(subject)?.[0] ?? subject).toLowerCase();
}

function changedAround(subject: string): ChangedResource | undefined {
  // A subnet is written through its network or alone; a join of a network card changes nobody's access.
  if (/\/subnets\/[^/]+\/join/i.test(subject)) return undefined;
  if (subnetPart.test(subject)) return { kind: 'network', id: partOf(subject, subnetPart) };
  if (networkPart.test(subject)) return { kind: 'network', id: partOf(subject, networkPart) };
  if (perimeterPart.test(subject)) return { kind: 'perimeter', id: partOf(subject, perimeterPart) };
  return undefined;
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

function shown(value: string): string {
  return JSON.stringify(value.slice(0, 200));
}
