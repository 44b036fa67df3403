import type { Ipv4Set } from '../network-rules/ipv4-set.ts';
import type { SubnetId } from '../network-rules/resource-id.ts';

/** What a policy asks for, in the form that checks compare with. */
export type Criteria = {
  /** Addresses that may be let in; `undefined` when the policy names none and so has no opinion. */
  readonly approvedAddresses: Ipv4Set | undefined;
  /** Subnets that may be let in; `undefined` when the policy names none and so has no opinion. */
  readonly isApprovedSubnet: ((subnet: SubnetId) => boolean) | undefined;
  /** The share of all public IPv4 addresses, above 0 up to 1, from which on a vault is open to the internet. */
  readonly internetShare: number;
};
