import type { Ipv4Range } from '../network-rules/ipv4.ts';
import { intersection, ipv4Set, isEmpty } from '../network-rules/ipv4-set.ts';
import { publicIpv4, reservedBlocks } from '../network-rules/public-ipv4.ts';
import { removeIpRule } from './az-cli.ts';
import { defineCheck } from './check.ts';

export const ipRuleNeverMatches = defineCheck({
  id: 'ip-rule-never-matches',
  title: 'IP rule can never match a caller',
  severity: 'low',
  rationale:
    'The firewall sees public source addresses only, so a rule for a private or reserved range lets nobody in. ' +
    'Whoever added it believes that a network has access which it has not, and may open the vault wider next.',
  references: {},
  evaluate: ({ vault }) =>
    vault.rules.ipRules.flatMap((rule) =>
      rule.kind === 'range' && isEmpty(intersection(ipv4Set([rule.range]), publicIpv4))
        ? [{ target: rule.value, message: `IP rule ${rule.value} never matches: ${reasonFor(rule.range)}.` }]
        : [],
    ),
  remediate: ({ vault }, { target }) => [
    '# For machines in a virtual network use a subnet rule or a private endpoint instead.',
    removeIpRule(vault, target),
  ],
});

function reasonFor([first, last]: Ipv4Range): string {
  const block = reservedBlocks.find(({ range }) => range[0] <= last && range[1] >= first);
  return block ? `${block.cidr} is ${block.purpose}` : 'no caller has a public address in it';
}
