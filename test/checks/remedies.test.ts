import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Check, Subject } from '../../src/checks/check.ts';
import { checks } from '../../src/checks/index.ts';
import { ipRangeNotApproved } from '../../src/checks/ip-range-not-approved.ts';
import { contains, intersection } from '../../src/network-rules/ipv4-set.ts';
import type { NetworkRules } from '../../src/network-rules/model.ts';
import { addressesOfIpRules } from '../../src/network-rules/reach.ts';
import { carryOut } from './az.ts';
import { subjectWith } from './subject.ts';
import { subjects } from './subjects.ts';

/** A person decides between their lines, or they put right something else than the vault. */
const leftToPeople: ReadonlySet<string> = new Set([
  'ip-rule-unreadable',
  'service-endpoint-missing',
  'private-endpoint-required',
  'private-endpoint-not-approved',
  'nobody-can-reach',
  'rule-limit-near',
  'perimeter-learning-mode',
  'setting-unknown',
]);

describe('remedies that are carried out put their findings right', () => {
  const remediable = checks.filter(({ id }) => !leftToPeople.has(id));

  it.each(remediable.map((check) => [check.id, check] as const))('%s', (_, check) => {
    fc.assert(
      fc.property(subjects(), (subject) => {
        const targets = reported(check, subject).filter((target) => !isLeftOver(check, target, subject));
        const left = reported(check, withRules(subject, remedied(check, subject)));
        expect(left.filter((target) => targets.includes(target))).toEqual([]);
      }),
    );
  });

  it('and none of the approved addresses that were let in is shut out', () => {
    fc.assert(
      fc.property(subjects(), (subject) => {
        const before = addressesOfIpRules(subject.vault.rules);
        const kept = intersection(before, subject.criteria.approvedAddresses ?? before);
        expect(contains(addressesOfIpRules(remedied(ipRangeNotApproved, subject)), kept)).toBe(true);
      }),
    );
  });
});

function remedied(check: Check, subject: Subject): NetworkRules {
  return check
    .evaluate(subject)
    .flatMap((violation) => check.remediate(subject, violation))
    .reduce(carryOut, subject.vault.rules);
}

function reported(check: Check, subject: Subject): readonly string[] {
  return check.evaluate(subject).map(({ target }) => target);
}

function withRules({ vault, facts, criteria }: Subject, rules: NetworkRules): Subject {
  return subjectWith({ ...vault, rules }, facts, criteria);
}

/**
 * What no line about one rule or connection undoes: what ranges let in together, what a perimeter lets in by itself,
 * and a connection that Azure sent without an id.
 */
function isLeftOver(check: Check, target: string, subject: Subject): boolean {
  switch (check.id) {
    case 'ip-range-too-broad':
      return target === 'vault';
    case 'private-endpoint-foreign':
      return target === '';
    case 'internet-reachable': {
      const closed = withRules(subject, { ...subject.vault.rules, defaultAction: 'deny', ipRules: [] });
      return closed.exposure.level === 'internet';
    }
    default:
      return false;
  }
}
