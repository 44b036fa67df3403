import type { Facts } from '../../src/network-rules/facts.ts';
import type { NetworkRules } from '../../src/network-rules/model.ts';
import { reservedBlocks } from '../../src/network-rules/public-ipv4.ts';

/**
 * Whether one address is let in, question by question in the order in which Key Vault asks, rule by rule, without sets:
 * slow, plain, and written apart from the code that it is compared with.
 */
export function naivelyLetsIn(rules: NetworkRules, facts: Facts, address: number): boolean {
  if (reservedBlocks.some(({ range: [first, last] }) => address >= first && address <= last)) return false;
  const { perimeter } = facts;
  const mode =
    perimeter.kind !== 'associated' ? 'none' : perimeter.accessMode === 'enforced' ? 'enforced' : 'learning';
  const byPerimeter =
    perimeter.kind === 'associated' &&
    perimeter.inboundAddresses.some(([first, last]) => address >= first && address <= last);
  if (mode === 'enforced') return byPerimeter;
  if (mode === 'learning' && byPerimeter) return true;
  if (rules.publicNetworkAccess === 'disabled' || rules.publicNetworkAccess === 'secured-by-perimeter')
    return false;
  if (rules.defaultAction !== 'deny') return true;
  for (const rule of rules.ipRules) {
    if (rule.kind === 'range' && address >= rule.range[0] && address <= rule.range[1]) return true;
  }
  return false;
}
