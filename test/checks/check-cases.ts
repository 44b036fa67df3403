import { describe, expect, it } from 'vitest';
import type { Check, Violation } from '../../src/checks/check.ts';
import { type Situation, subjectOf } from './subject.ts';

/** The tests of one check as lists of the smallest inputs; no list may be empty. */
export type CheckCases = {
  /** What the check reports, and its message where the wording carries facts. */
  readonly violates: Some<ViolatingCase>;
  readonly complies: Some<NamedCase>;
  /** Both sides of the line: the last that complies and the first that does not. */
  readonly boundary: Some<BoundaryCase>;
  /** What Azure sent and we do not know, or did not read. Whatever the check says of it, somebody is told. */
  readonly unknown: Some<BoundaryCase>;
  /** The exact lines that put a violation right. */
  readonly remediates: Some<RemediationCase>;
};

type NamedCase = Situation & { readonly name: string };

type ViolatingCase = NamedCase & {
  readonly targets: Some<string>;
  readonly messages?: readonly string[];
};

type BoundaryCase = NamedCase & {
  /** Empty where the check has nothing to report. */
  readonly targets: readonly string[];
  readonly messages?: readonly string[];
};

type RemediationCase = NamedCase & {
  /** Which violation; the only one when missing. */
  readonly target?: string;
  readonly lines: Some<string>;
};

type Some<T> = readonly [T, ...T[]];

export function describeCheck(check: Check, cases: CheckCases): void {
  describe(check.id, () => {
    describe('reports', () => {
      it.each(named(cases.violates))('%s', (_, one) => expectViolations(check, one));
    });
    describe('is content with', () => {
      it.each(named(cases.complies))('%s', (_, one) => expectViolations(check, { ...one, targets: [] }));
    });
    describe('draws the line', () => {
      it.each(named(cases.boundary))('%s', (_, one) => expectViolations(check, one));
    });
    describe('never takes the unknown as safe', () => {
      it.each(named(cases.unknown))('%s', (_, one) => {
        expectViolations(check, one);
        const { exposure } = subjectOf(one);
        expect([...one.targets, ...exposure.unknowns]).not.toEqual([]);
      });
    });
    describe('is put right by', () => {
      it.each(named(cases.remediates))('%s', (_, { target, lines, ...situation }) => {
        const subject = subjectOf(situation);
        const violations = check.evaluate(subject);
        const chosen = target === undefined ? violations : violations.filter((one) => one.target === target);
        expect(chosen).toHaveLength(1);
        expect(chosen.flatMap((violation) => check.remediate(subject, violation))).toEqual(lines);
      });
    });
  });
}

/** Vitest shortens what `$name` stands for; a title of its own it shows in full. */
function named<C extends NamedCase>(cases: readonly C[]): readonly (readonly [name: string, one: C])[] {
  return cases.map((one) => [one.name, one]);
}

function expectViolations(check: Check, { targets, messages, ...situation }: BoundaryCase): void {
  const violations: readonly Violation[] = check.evaluate(subjectOf(situation));
  expect(violations.map(({ target }) => target)).toEqual(targets);
  if (messages) expect(violations.map(({ message }) => message)).toEqual(messages);
}
