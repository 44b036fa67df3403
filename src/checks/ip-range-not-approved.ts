import type { Ipv4Range } from '../network-rules/ipv4.ts';
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
import { type RangeRule, rangeRules } from './range-rules.ts';

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
    return notApproved(subject, outside).map(({ value, range }) => {
      const part = overlapping(outside, range);
      const size = sizeOf(part);
      const addresses = size === 1 ? '1 address that is' : `${size.toLocaleString('en')} addresses that are`;
      return {
        target: value,
        message: `IP rule ${value} lets in ${addresses} not approved: ${listed(part)}.`,
      };
    });
  },
  remediate: (subject, { target }) => {
    const { vault } = subject;
    const outside = outsideApproved(subject);
    const going = notApproved(subject, outside);
    const rule = going.find(({ value }) => value === target);
    if (!rule) return [];
    const wider = going.find((other) => other !== rule && isWithin(rule.range, other.range));
    if (wider) {
      return [
        `# The wider rule ${wider.value} lets in the same addresses; it has to go as well.`,
        removeIpRule(vault, target),
      ];
    }
    const staying = rangeRules(vault.rules).filter((other) => !going.includes(other));
    const letInElsewhere = ipv4Set(staying.map(({ range }) => range));
    const approved = subtraction(intersection(ipv4Set([rule.range]), publicIpv4), outside);
    return [
      '# "add" skips what an existing rule overlaps, so the wide rule goes first; its callers are refused in between.',
      ...going
        .filter(({ range }) => isWithin(range, rule.range))
        .map(({ value }) => removeIpRule(vault, value)),
      ...toCidrs(subtraction(approved, letInElsewhere)).map((cidr) => addIpRule(vault, cidr)),
    ];
  },
});

function outsideApproved({ vault, criteria }: Subject): Ipv4Set {
  if (criteria.approvedAddresses === undefined) return [];
  return subtraction(addressesOfIpRules(vault.rules), criteria.approvedAddresses);
}

function notApproved({ vault }: Subject, outside: Ipv4Set): readonly RangeRule[] {
  return rangeRules(vault.rules).filter(({ range }) => !isEmpty(overlapping(outside, range)));
}

function isWithin(inner: Ipv4Range, outer: Ipv4Range): boolean {
  return outer[0] <= inner[0] && inner[1] <= outer[1];
}

function listed(part: Ipv4Set): string {
  const cidrs = toCidrs(part);
  const shown = cidrs.slice(0, 5).join(', ');
  return cidrs.length > 5 ? `${shown} and ${cidrs.length - 5} more` : shown;
}
