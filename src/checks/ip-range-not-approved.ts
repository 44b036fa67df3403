import {
  type Ipv4Set,
  intersection,
  ipv4Set,
  isEmpty,
  overlapping,
  sizeOf,
  subtraction,
  toCidrs,
} from '../network-rules/ipv4-set.ts';
import { publicIpv4 } from '../network-rules/public-ipv4.ts';
import { addressesOfIpRules } from '../network-rules/reach.ts';
import { addIpRule, removeIpRule } from './az-cli.ts';
import { defineCheck, type Subject } from './check.ts';

export const ipRangeNotApproved = defineCheck({
  id: 'ip-range-not-approved',
  title: 'IP rule lets in addresses that are not approved',
  severity: 'high',
  rationale:
    'An IP rule that reaches beyond the approved ranges lets in networks that nobody vouched for. ' +
    'Ranges add up: a rule is approved when all its addresses are, however the approved ranges are cut.',
  references: { mcsb: ['NS-2'] },
  evaluate: (subject) => {
    const outside = outsideApproved(subject);
    return subject.vault.rules.ipRules.flatMap((rule) => {
      if (rule.kind !== 'range') return [];
      const part = overlapping(outside, rule.range);
      if (isEmpty(part)) return [];
      const addresses = sizeOf(part).toLocaleString('en');
      return [
        {
          target: rule.value,
          message: `IP rule ${rule.value} lets in ${addresses} addresses that are not approved: ${listed(part)}.`,
        },
      ];
    });
  },
  remediate: (subject, { target }) => {
    const rule = subject.vault.rules.ipRules.find(({ value }) => value === target);
    if (rule?.kind !== 'range') return [];
    const approved = subtraction(intersection(ipv4Set([rule.range]), publicIpv4), outsideApproved(subject));
    return [
      '# "add" skips what an existing rule overlaps, so the wide rule goes first; its callers are refused in between.',
      removeIpRule(subject.vault, target),
      ...toCidrs(approved).map((cidr) => addIpRule(subject.vault, cidr)),
    ];
  },
});

function outsideApproved({ vault, criteria }: Subject): Ipv4Set {
  if (criteria.approvedAddresses === undefined) return [];
  return subtraction(addressesOfIpRules(vault.rules), criteria.approvedAddresses);
}

function listed(part: Ipv4Set): string {
  const cidrs = toCidrs(part);
  const shown = cidrs.slice(0, 5).join(', ');
  return cidrs.length > 5 ? `${shown} and ${cidrs.length - 5} more ranges` : shown;
}
