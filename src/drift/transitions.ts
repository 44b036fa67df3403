import { type Finding, findingKey } from '../policy/finding.ts';
import type { Report } from '../policy/report.ts';
import type { ResolvedReason, Transition } from './drift.ts';

/** What turned the findings before into the findings now; empty when nothing did. */
export function transitionsBetween(
  before: readonly Finding[],
  now: Pick<Report, 'findings' | 'exempted'>,
  resolvedReason: ResolvedReason,
): readonly Transition[] {
  const was = new Map(before.map((finding) => [findingKey(finding), finding]));
  const is = new Set(now.findings.map(findingKey));
  const exempted = new Map(now.exempted.map((one) => [findingKey(one.finding), one]));
  return [
    ...now.findings.flatMap((finding): readonly Transition[] => {
      const previous = was.get(findingKey(finding));
      if (previous === undefined) return [{ kind: 'opened', finding }];
      return tellsTheSame(previous, finding) ? [] : [{ kind: 'changed', finding, previous }];
    }),
    ...before
      .filter((finding) => !is.has(findingKey(finding)))
      .map((finding): Transition => {
        const silenced = exempted.get(findingKey(finding));
        if (!silenced) return { kind: 'resolved', finding, reason: resolvedReason };
        const { reason, owner, expires } = silenced.exemption;
        return { kind: 'exempted', finding: silenced.finding, exemption: { reason, owner, expires } };
      }),
  ];
}

/** Titles and remediation are words of this version; only severity and message are news to people. */
function tellsTheSame(a: Finding, b: Finding): boolean {
  return a.severity === b.severity && a.message === b.message;
}
