import { sizeOf } from './ipv4-set.ts';
import type { PrivateEndpointConnection } from './model.ts';
import { publicIpv4Count } from './public-ipv4.ts';
import type { Reach } from './reach.ts';
import { subscriptionOf } from './resource-id.ts';

/**
 * Who can reach a vault, in one word, of ordinary callers (trusted services are told apart from it):
 * `internet`, (nearly) every public address; `restricted`, some public addresses, subnets or subscriptions;
 * `private`, private endpoints alone; `sealed`, nobody.
 */
export type ExposureLevel = 'internet' | 'restricted' | 'private' | 'sealed';

export type Exposure = {
  readonly level: ExposureLevel;
  /** How many public IPv4 addresses are let in: the union of all ranges, reserved blocks left out. */
  readonly publicAddresses: number;
  readonly subnets: readonly string[];
  readonly perimeterSubscriptions: readonly string[];
  readonly privateEndpoints: {
    readonly own: readonly string[];
    /** In another subscription than the vault's, or in one that is not told. */
    readonly foreign: readonly string[];
  };
  readonly trustedServices: boolean;
  /** What could not be known. Settings and subnets count as letting in; unreadable rules and an unread perimeter do not. */
  readonly unknowns: readonly string[];
};

/**
 * @param internetShare the share of all public IPv4 addresses, above 0 up to 1, from which on it is the internet
 */
export function exposureOf(reach: Reach, vaultSubscriptionId: string, internetShare: number): Exposure {
  const publicAddresses = sizeOf(reach.publicAddresses);
  const isOwn = (endpoint: PrivateEndpointConnection) =>
    subscriptionOf(endpoint.privateEndpointId) === vaultSubscriptionId.toLowerCase();
  return {
    level: levelOf(reach, publicAddresses >= internetShare * publicIpv4Count),
    publicAddresses,
    subnets: reach.subnets.map(({ id }) => id),
    perimeterSubscriptions: reach.perimeterSubscriptions,
    privateEndpoints: {
      own: reach.privateEndpoints.filter(isOwn).map(endpointName),
      foreign: reach.privateEndpoints.filter((endpoint) => !isOwn(endpoint)).map(endpointName),
    },
    trustedServices: reach.trustedServices,
    unknowns: reach.unknowns,
  };
}

/** A connection that names no endpoint is shown by its own id; nobody can say that it is ours. */
function endpointName({ privateEndpointId, id }: PrivateEndpointConnection): string {
  return privateEndpointId || id;
}

function levelOf(reach: Reach, isInternet: boolean): ExposureLevel {
  if (isInternet) return 'internet';
  const someAreLetIn = [reach.publicAddresses, reach.subnets, reach.perimeterSubscriptions].some(
    ({ length }) => length > 0,
  );
  if (someAreLetIn) return 'restricted';
  return reach.privateEndpoints.length > 0 ? 'private' : 'sealed';
}
