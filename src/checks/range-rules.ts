import type { IpRule, NetworkRules } from '../network-rules/model.ts';

export type RangeRule = Extract<IpRule, { kind: 'range' }>;

/** The IP rules that could be read. */
export function rangeRules({ ipRules }: Pick<NetworkRules, 'ipRules'>): readonly RangeRule[] {
  return ipRules.filter((rule) => rule.kind === 'range');
}
