import type { Ipv4Set } from './ipv4-set.ts';
import type { Unknown } from './model.ts';
import type { SubnetId } from './resource-id.ts';

/** What was learnt about a subnet that a virtual network rule names. */
export type SubnetFact =
  | {
      readonly kind: 'present';
      /** The subnet's `Microsoft.KeyVault` service endpoint; only `working` (`Succeeded` in ARM) lets traffic match. */
      readonly keyVaultEndpoint: 'working' | 'not-working' | 'missing';
      /** Every service endpoint of the subnet, as ARM names them: a command that sets the list must repeat them. */
      readonly serviceEndpoints: readonly string[];
    }
  | { readonly kind: 'missing' }
  | { readonly kind: 'not-read'; readonly reason: string };

/** What was learnt about the Network Security Perimeter around a vault. */
export type Perimeter =
  | { readonly kind: 'none' }
  | { readonly kind: 'not-read'; readonly reason: string }
  | {
      readonly kind: 'associated';
      readonly perimeterId: string;
      /** The perimeter's `resourceAssociations` resource that names the vault. */
      readonly associationId: string;
      readonly accessMode: 'learning' | 'enforced' | Unknown;
      /** Public addresses that the perimeter's inbound rules let in. */
      readonly inboundAddresses: Ipv4Set;
      /** Subscriptions whose resources the perimeter's inbound rules let in, lower case. */
      readonly inboundSubscriptions: readonly string[];
      /** Inbound rules that could not be read, in words. */
      readonly unreadable: readonly string[];
    };

/** What a vault's own resource does not say, gathered before anything is decided. */
export type Facts = {
  /** By subnet id in lower case. A subnet that is not in it was not read. */
  readonly subnets: ReadonlyMap<string, SubnetFact>;
  readonly perimeter: Perimeter;
};

export function subnetFact(facts: Facts, subnet: SubnetId): SubnetFact {
  return facts.subnets.get(subnet.id) ?? { kind: 'not-read', reason: 'nobody asked for it' };
}
