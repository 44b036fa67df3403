import { randomUUID } from 'node:crypto';
import { encodeToken, type LocalActor } from './token.ts';

/** The endpoint that App Service gives an app to fetch tokens from. */
export type ManagedIdentity = {
  /** What App Service puts into `IDENTITY_HEADER`. */
  readonly header: string;
  answer(url: URL, headers: Readonly<Record<string, unknown>>, now: Date): IdentityAnswer;
};

export type IdentityAnswer = { readonly status: number; readonly body: unknown };

/** The path of the endpoint, as on App Service. */
export const identityPath = '/msi/token';

/** Answers for any identity that is asked for: system-assigned, or user-assigned by its client id. */
export function createManagedIdentity(tenantId: string): ManagedIdentity {
  const header = randomUUID();
  return {
    header,
    answer(url, headers, now) {
      if (headers['x-identity-header'] !== header)
        return refused(401, 'the X-IDENTITY-HEADER does not match');
      const resource = url.searchParams.get('resource');
      if (!url.searchParams.get('api-version')) return refused(400, 'the api-version is missing');
      if (!resource) return refused(400, 'the resource is missing');
      const actor = vaultfenceApp(url.searchParams.get('client_id') ?? systemAssignedClientId);
      const accessToken = encodeToken(actor, resource, tenantId, now);
      return {
        status: 200,
        body: {
          access_token: accessToken,
          client_id: actor.appId,
          // Seconds as text, and no refresh hint: so answers App Service.
          expires_on: String(Math.floor(now.getTime() / 1000) + tokenLifetimeSeconds),
          resource,
          token_type: 'Bearer',
        },
      };
    },
  };
}

const systemAssignedClientId = '0b6b2f4e-5a57-4c0e-9f5b-2f6f3f8f1d10';

const tokenLifetimeSeconds = 23 * 60 * 60;

function vaultfenceApp(clientId: string): LocalActor {
  return { name: 'vaultfence', objectId: '8d3c1f5a-7e42-49b6-a0d8-5c9e6b1f2a37', appId: clientId };
}

function refused(status: number, message: string): IdentityAnswer {
  return { status, body: { statusCode: status, message } };
}
