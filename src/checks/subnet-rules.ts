import type { NetworkRules, VirtualNetworkRule } from '../network-rules/model.ts';

export type SubnetRule = Extract<VirtualNetworkRule, { kind: 'subnet' }>;

/** The virtual network rules that could be read. */
export function subnetRules({ virtualNetworkRules }: NetworkRules): readonly SubnetRule[] {
  return virtualNetworkRules.filter((rule) => rule.kind === 'subnet');
}
