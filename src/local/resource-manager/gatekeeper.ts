import { ArmRefusal, authenticationFailed, authorizationFailed, resourceGroupNotFound } from './refusal.ts';
import type { Subscription } from './subscription.ts';
import { actorIn, type LocalActor } from './token.ts';

/** @throws ArmRefusal 401 when the header holds no token of a known caller */
export function authenticate(header: string | undefined, { tenantId }: Subscription, now: Date): LocalActor {
  if (!header) {
    throw authenticationFailed("Authentication failed. The 'Authorization' header is missing.", tenantId);
  }
  const actor = actorIn(/^Bearer (.+)$/i.exec(header)?.[1] ?? '', now);
  if (!actor) throw authenticationFailed('The access token is invalid or expired.', tenantId);
  return actor;
}

/** @throws ArmRefusal 400 unless the query names a version; which one makes no difference here */
export function checkApiVersion(url: URL): void {
  const version = url.searchParams.get('api-version');
  if (!version) {
    throw new ArmRefusal(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  }
  if (/^\d{4}-\d{2}-\d{2}(-preview)?$/.test(version)) return;
  throw new ArmRefusal(
    400,
    'InvalidApiVersionParameter',
    `The api-version '${version}' is invalid. The supported versions look like '2026-02-01'.`,
  );
}

/**
 * The caller may read and write this subscription and no other.
 *
 * @throws ArmRefusal 403 for another subscription, 404 for a resource group that is not there
 */
export function checkScope(path: string, subscription: Subscription, actor: LocalActor): void {
  const [, , subscriptionId = '', , group] = path.split('/');
  if (subscriptionId.toLowerCase() !== subscription.subscriptionId.toLowerCase()) {
    throw authorizationFailed(actor.objectId, readActionOf(path), path);
  }
  if (group === undefined || !/^\/subscriptions\/[^/]+\/resourceGroups\//i.test(path)) return;
  const id = `/subscriptions/${subscription.subscriptionId}/resourceGroups/${group}`;
  if (!subscription.resourceGroups.get(id)) throw resourceGroupNotFound(group);
}

/** `/subscriptions/s/…/providers/P/types/name/…` is read with `P/types/…/read`. */
function readActionOf(path: string): string {
  const [, inProvider] = path.split(/\/providers\//i);
  if (!inProvider) return 'Microsoft.Resources/subscriptions/read';
  const [provider, ...rest] = inProvider.split('/');
  const types = rest.filter((_, index) => index % 2 === 0);
  return [provider, ...types, 'read'].join('/');
}
