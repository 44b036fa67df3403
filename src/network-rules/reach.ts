import { type Facts, subnetFact } from './facts.ts';
import { gatesOf } from './gates.ts';
import { type Ipv4Set, intersection, ipv4Set, noAddress, union } from './ipv4-set.ts';
import { isUnknown, type NetworkRules, type PrivateEndpointConnection } from './model.ts';
import { publicIpv4 } from './public-ipv4.ts';
import type { SubnetId } from './resource-id.ts';
import { unknownsOf } from './unknowns.ts';

/** Whose packets reach the vault's data plane. A token and a permission are needed besides. */
export type Reach = {
  readonly publicAddresses: Ipv4Set;
  /** Subnets let in by virtual network rules that work, or may work where the subnet could not be read. */
  readonly subnets: readonly SubnetId[];
  /** Subscriptions let in by a perimeter's inbound rules. */
  readonly perimeterSubscriptions: readonly string[];
  readonly privateEndpoints: readonly PrivateEndpointConnection[];
  readonly trustedServices: boolean;
  /** What was not known. Settings and subnets count as letting in; unreadable rules and an unread perimeter do not. */
  readonly unknowns: readonly string[];
};

/** Adds up every gate of the vault: own rules, perimeter, private endpoints, trusted services. */
export function reachOf(rules: NetworkRules, facts: Facts): Reach {
  const gates = gatesOf(rules.publicNetworkAccess, facts.perimeter);
  const own = gates.ownRules ? letInByOwnRules(rules, facts) : nobody;
  const perimeter = gates.perimeterRules ? letInByPerimeter(facts) : nobody;
  return {
    publicAddresses: union(own.publicAddresses, perimeter.publicAddresses),
    subnets: own.subnets,
    perimeterSubscriptions: perimeter.perimeterSubscriptions,
    privateEndpoints: rules.privateEndpointConnections.filter(
      ({ status }) => status === 'approved' || isUnknown(status),
    ),
    trustedServices: gates.trustedServices === 'by-bypass' && rules.bypass !== 'none',
    unknowns: unknownsOf(rules, facts),
  };
}

/** The public addresses that the IP rules name, whether or not the rules are enforced. */
export function addressesOfIpRules(rules: NetworkRules): Ipv4Set {
  const ranges = rules.ipRules.flatMap((rule) => (rule.kind === 'range' ? [rule.range] : []));
  return intersection(ipv4Set(ranges), publicIpv4);
}

type Opening = Pick<Reach, 'publicAddresses' | 'subnets' | 'perimeterSubscriptions'>;

const nobody: Opening = { publicAddresses: noAddress, subnets: [], perimeterSubscriptions: [] };

function letInByOwnRules(rules: NetworkRules, facts: Facts): Opening {
  // With default action Allow, IP and virtual network rules mean nothing: everybody is let in already.
  if (rules.defaultAction !== 'deny') return { ...nobody, publicAddresses: publicIpv4 };
  return {
    ...nobody,
    publicAddresses: addressesOfIpRules(rules),
    subnets: rules.virtualNetworkRules.flatMap((rule) =>
      rule.kind === 'subnet' && mayLetIn(facts, rule.subnet) ? [rule.subnet] : [],
    ),
  };
}

function mayLetIn(facts: Facts, subnet: SubnetId): boolean {
  const fact = subnetFact(facts, subnet);
  switch (fact.kind) {
    case 'present':
      return fact.keyVaultEndpoint === 'working';
    case 'missing':
      return false;
    case 'not-read':
      return true;
  }
}

function letInByPerimeter({ perimeter }: Facts): Opening {
  if (perimeter.kind !== 'associated') return nobody;
  return {
    ...nobody,
    publicAddresses: intersection(perimeter.inboundAddresses, publicIpv4),
    perimeterSubscriptions: perimeter.inboundSubscriptions,
  };
}
