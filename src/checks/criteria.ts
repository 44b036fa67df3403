import type { Ipv4Set } from '../network-rules/ipv4-set.ts';
import type { SubnetId } from '../network-rules/resource-id.ts';

/** What a policy asks for, in the form that checks compare with. */
export type Criteria = {
  /** Addresses that may be let in; `undefined` when the policy names none and so has no opinion. */
  readonly approvedAddresses: Ipv4Set | undefined;
  /** Subnets that may be let in; `undefined` when the policy names none and so has no opinion. */
  readonly isApprovedSubnet: ((subnet: SubnetId) => boolean) | undefined;
  /** Subscriptions, lower case, besides the vault's own whose subnets and private endpoints may be let in. */
  readonly approvedSubscriptions: ReadonlySet<string>;
  /** The share of all public IPv4 addresses, above 0 up to 1, from which on a vault is open to the internet. */
  readonly internetShare: number;
  /** The shortest prefix that one IP rule may have, 0 to 32. */
  readonly shortestPrefix: number;
  /** How many public addresses all IP rules together may let in. */
  readonly mostAddresses: number;
  readonly publicNetworkAccess: 'allowed' | 'disabled';
  readonly privateEndpoints: 'optional' | 'required';
  readonly trustedServices: 'either' | 'required' | 'forbidden';
  /** The share of Key Vault's limits on rules, above 0 up to 1, from which on they are near. */
  readonly ruleLimitShare: number;
};
