import { exposureOf } from '../network-rules/exposure.ts';
import type { Ipv4Range } from '../network-rules/ipv4.ts';
import type { NetworkRules } from '../network-rules/model.ts';
import { reachOf } from '../network-rules/reach.ts';
import { denyByDefault, removeIpRule } from './az-cli.ts';
import type { Subject } from './check.ts';
import { rangeRules } from './range-rules.ts';

/** Whether a vault with these rules, all else as it is, is open to the internet. */
export function isInternet({ vault, facts, criteria }: Subject, rules: NetworkRules): boolean {
  return exposureOf(reachOf(rules, facts), vault.subscriptionId, criteria.internetShare).level === 'internet';
}

/** Shell lines after which these rules, the vault's own, no longer let in the internet. */
export function closeOwnRules(subject: Subject, rules: NetworkRules): readonly string[] {
  const denies = rules.defaultAction === 'deny';
  const wide = widestRanges(subject, { ...rules, defaultAction: 'deny' });
  return [
    ...(wide.length > 0
      ? [
          '# Add what is really needed once the wide ranges are gone: "add" skips what an existing rule overlaps.',
        ]
      : []),
    ...wide.map((cidr) => removeIpRule(subject.vault, cidr)),
    ...(denies
      ? []
      : [
          '# Add a rule for every address and subnet that needs the vault, then close it for everybody else.',
          denyByDefault(subject.vault),
        ]),
  ];
}

/** The widest ranges, as few of them as must go. */
function widestRanges(subject: Subject, rules: NetworkRules): readonly string[] {
  const widestFirst = [...rangeRules(rules)].sort((a, b) => width(b.range) - width(a.range));
  let gone = 0;
  while (gone < widestFirst.length && isInternet(subject, { ...rules, ipRules: widestFirst.slice(gone) })) {
    gone += 1;
  }
  return widestFirst.slice(0, gone).map(({ value }) => value);
}

function width([first, last]: Ipv4Range): number {
  return last - first;
}
