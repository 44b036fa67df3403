import type { Ipv4Range } from './ipv4.ts';
import type { SubnetId, VaultId } from './resource-id.ts';

/** A value that Azure sent and this version does not know; never taken as safe. */
export type Unknown = { readonly unknown: string };

export type PublicNetworkAccess = 'enabled' | 'disabled' | 'secured-by-perimeter' | Unknown;
export type DefaultAction = 'allow' | 'deny' | Unknown;
export type Bypass = 'azure-services' | 'none' | Unknown;
export type ConnectionStatus = 'approved' | 'pending' | 'rejected' | 'disconnected' | Unknown;

/** An entry that could not be read: it is kept, shown and never counted as letting anybody in or out. */
export type UnreadableRule = { readonly kind: 'unreadable'; readonly value: string; readonly reason: string };

/** `value` is the canonical network (`20.1.0.0/16`, single addresses with `/32`): equal rules have equal values. */
export type IpRule =
  | { readonly kind: 'range'; readonly value: string; readonly range: Ipv4Range }
  | UnreadableRule;

export type VirtualNetworkRule =
  | {
      readonly kind: 'subnet';
      /** The subnet's id in lower case: equal rules have equal values. */
      readonly value: string;
      readonly subnet: SubnetId;
      /** ARM's `ignoreMissingVnetServiceEndpoint`: the rule was accepted although the endpoint may be missing. */
      readonly ignoreMissingServiceEndpoint: boolean;
    }
  | UnreadableRule;

export type PrivateEndpointConnection = {
  /** The connection's own id in lower case. */
  readonly id: string;
  /** The private endpoint's id in lower case; it may be in somebody else's subscription. */
  readonly privateEndpointId: string;
  readonly status: ConnectionStatus;
};

/** The flags that let three Azure services retrieve secrets (`enabledFor…` in ARM). */
export type DeploymentFlags = {
  readonly deployment: boolean;
  readonly templateDeployment: boolean;
  readonly diskEncryption: boolean;
};

/** All that a vault itself says about who can reach it, with every default applied and lists sorted as sets. */
export type NetworkRules = {
  readonly publicNetworkAccess: PublicNetworkAccess;
  /** Whether ARM sent `networkAcls` at all: without it there is no firewall. */
  readonly firewall: 'present' | 'absent';
  readonly defaultAction: DefaultAction;
  readonly bypass: Bypass;
  readonly ipRules: readonly IpRule[];
  readonly virtualNetworkRules: readonly VirtualNetworkRule[];
  readonly privateEndpointConnections: readonly PrivateEndpointConnection[];
  readonly deploymentFlags: DeploymentFlags;
};

export type Vault = VaultId & {
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Who wrote the resource last, from ARM's `systemData`, where ARM says so. */
  readonly lastModified: { readonly by: string; readonly at: string } | undefined;
  readonly rules: NetworkRules;
};

export function isUnknown(value: unknown): value is Unknown {
  return typeof value === 'object' && value !== null && 'unknown' in value;
}
