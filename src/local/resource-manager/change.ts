import { randomUUID } from 'node:crypto';
import type { ArmRequest, Change } from './route.ts';
import type { Subscription } from './subscription.ts';
import type { LocalActor } from './token.ts';

/** A successful change with who made it and how: what both the Activity Log and Event Grid are told. */
export type RecordedChange = {
  readonly change: Change;
  /** As the caller spelt it. */
  readonly resourceId: string;
  readonly at: Date;
  readonly caller: string;
  readonly claims: Readonly<Record<string, string>>;
  readonly authorization: {
    readonly scope: string;
    readonly action: string;
    readonly evidence: Readonly<Record<string, string>>;
  };
  readonly httpRequest: {
    readonly clientRequestId: string;
    readonly clientIpAddress: string;
    readonly method: string;
    readonly url: string;
  };
  readonly httpStatus: number;
  readonly correlationId: string;
  readonly subscriptionId: string;
  readonly tenantId: string;
};

export type Caller = {
  readonly request: ArmRequest;
  readonly method: string;
  readonly httpStatus: number;
  readonly correlationId: string;
  readonly clientRequestId: string | undefined;
};

export function recordChange(
  change: Change,
  { request, method, httpStatus, correlationId, clientRequestId }: Caller,
  { subscriptionId, tenantId }: Subscription,
): RecordedChange {
  const { actor, path, url, now } = request;
  return {
    change,
    resourceId: path,
    at: now,
    caller: actor.upn ?? actor.objectId,
    claims: claimsOf(actor, tenantId, now),
    authorization: {
      scope: path,
      action: change.operation,
      evidence: {
        role: 'Contributor',
        principalId: actor.objectId.replaceAll('-', ''),
        principalType: actor.upn === undefined ? 'ServicePrincipal' : 'User',
      },
    },
    httpRequest: {
      clientRequestId: clientRequestId ?? randomUUID(),
      clientIpAddress: actor.ipAddress ?? '127.0.0.1',
      method,
      url: `https://management.azure.com${url.pathname}${url.search}`,
    },
    httpStatus,
    correlationId,
    subscriptionId,
    tenantId,
  };
}

/** Under the long names that Azure gives them; an application has no name claims at all. */
function claimsOf(actor: LocalActor, tenantId: string, now: Date): Readonly<Record<string, string>> {
  const iat = String(Math.floor(now.getTime() / 1000));
  const { upn, name, ipAddress } = actor;
  return {
    aud: 'https://management.core.windows.net/',
    iss: `https://sts.windows.net/${tenantId}/`,
    iat,
    nbf: iat,
    appid: actor.appId,
    ...(upn === undefined
      ? { idtyp: 'app' }
      : {
          name,
          'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name': upn,
          'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn': upn,
        }),
    ...(ipAddress !== undefined && { ipaddr: ipAddress }),
    'http://schemas.microsoft.com/identity/claims/objectidentifier': actor.objectId,
    'http://schemas.microsoft.com/identity/claims/tenantid': tenantId,
    ver: '1.0',
  };
}
