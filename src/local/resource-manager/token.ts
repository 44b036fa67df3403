import type { ActorType } from './arm-resource.ts';

/** Who calls: what Azure would write into the access token. */
export type LocalActor = {
  /** Display name. */
  readonly name: string;
  /** Only people have a user principal name; without one the caller is an application. */
  readonly upn?: string;
  readonly objectId: string;
  /** The application that asks: the app itself, or what the person signed in to (the portal, the command line). */
  readonly appId: string;
  readonly ipAddress?: string;
};

export type TokenClaims = {
  readonly aud: string;
  readonly iss: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  readonly oid: string;
  readonly tid: string;
  readonly appid: string;
  readonly name: string;
  readonly upn?: string;
  readonly ipaddr?: string;
};

const lifetimeSeconds = 24 * 60 * 60;

/** An access token without a signature: it opens the local Azure Resource Manager and nothing else. */
export function encodeToken(actor: LocalActor, audience: string, tenantId: string, now: Date): string {
  const iat = Math.floor(now.getTime() / 1000);
  const claims: TokenClaims = {
    aud: audience,
    iss: `https://sts.windows.net/${tenantId}/`,
    iat,
    nbf: iat,
    exp: iat + lifetimeSeconds,
    oid: actor.objectId,
    tid: tenantId,
    appid: actor.appId,
    name: actor.name,
    ...(actor.upn !== undefined && { upn: actor.upn }),
    ...(actor.ipAddress !== undefined && { ipaddr: actor.ipAddress }),
  };
  return `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(claims)}.`;
}

/** @returns the actor in the token, `undefined` when the text is no such token or it has expired. */
export function actorIn(token: string, now: Date): LocalActor | undefined {
  const claims = claimsIn(token);
  if (!claims || !(Number(claims.exp) * 1000 > now.getTime())) return undefined;
  const { oid, appid, name, upn, ipaddr } = claims;
  if (typeof oid !== 'string' || typeof appid !== 'string') return undefined;
  return {
    name: typeof name === 'string' ? name : appid,
    objectId: oid,
    appId: appid,
    ...(typeof upn === 'string' && { upn }),
    ...(typeof ipaddr === 'string' && { ipAddress: ipaddr }),
  };
}

/** How `systemData` remembers a caller: people by their user principal name, applications by their client id. */
export function signatureOf(actor: LocalActor): { readonly by: string; readonly type: ActorType } {
  return actor.upn === undefined ? { by: actor.appId, type: 'Application' } : { by: actor.upn, type: 'User' };
}

function claimsIn(token: string): Readonly<Record<string, unknown>> | undefined {
  const payload = token.split('.')[1];
  if (!payload) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return typeof claims === 'object' && claims !== null ? { ...claims } : undefined;
  } catch {
    return undefined;
  }
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
