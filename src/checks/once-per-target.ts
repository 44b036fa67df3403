import type { Violation } from './check.ts';

/** The first violation of every target: a finding is known by its target, and Azure may list one thing twice. */
export function oncePerTarget(violations: readonly Violation[]): readonly Violation[] {
  const targets = violations.map(({ target }) => target);
  return violations.filter(({ target }, index) => targets.indexOf(target) === index);
}
