import type { Transition } from '../drift/drift.ts';
import type { NotificationMessage } from '../drift/messages.ts';

type News = NotificationMessage['data'];

/** The one sentence that says what happened. */
export function headlineOf({
  vault,
  kind,
  transitions,
  transitionsLeftOut,
  exposure,
  exposureBefore,
  openFindings,
}: News): string {
  if (kind === 'deleted') return `${vault.name} was deleted`;
  if (kind === 'attributed') return `${vault.name}: somebody else wrote in the same span of time`;
  if (exposure?.level === 'internet' && exposureBefore?.level !== 'internet') {
    return kind === 'first-seen'
      ? `${vault.name} is open to the internet`
      : `${vault.name} was opened to the internet`;
  }
  const opened = countOf(transitions, 'opened');
  const resolved = countOf(transitions, 'resolved');
  if (opened > 0)
    return `${vault.name}: ${opened + transitionsLeftOut} ${opened === 1 ? 'finding' : 'findings'} opened`;
  if (resolved > 0 && openFindings === 0) return `${vault.name} was put right`;
  if (resolved > 0) return `${vault.name}: ${resolved} resolved, ${openFindings} still open`;
  if (transitions.length > 0) return `${vault.name}: a finding changed`;
  return `${vault.name}: network rules changed`;
}

/** The colour that says how bad it is at a glance. */
export function toneOf({ transitions, kind }: News): 'attention' | 'warning' | 'good' | 'accent' {
  const open = transitions.filter((transition) => isOpen(transition.kind));
  if (open.some(({ finding }) => finding.severity === 'critical' || finding.severity === 'high'))
    return 'attention';
  if (open.length > 0) return 'warning';
  return transitions.length > 0 && kind !== 'deleted' ? 'good' : 'accent';
}

export function countOf(transitions: readonly Transition[], kind: Transition['kind']): number {
  return transitions.filter((transition) => transition.kind === kind).length;
}

/** Whether a finding is open after the transition. */
export function isOpen(kind: Transition['kind']): boolean {
  return kind === 'opened' || kind === 'changed';
}
