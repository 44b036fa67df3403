import type { Actor } from '../drift/drift.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** Who wrote, as an event's data or a record of the activity log names them. */
export function actorOf(data: Fields, resourceId: string, at: string): Actor {
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
    resourceId,
    at,
    correlationId: text(data.correlationId),
  };
}

/** Older events carry `claims`, `authorization` and `httpRequest` as JSON in a string (subscription schema samples). */
export function asFields(value: unknown): Fields {
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

export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, 1000) : undefined;
}
