import type { Severity } from '../checks/check.ts';
import type { Actor, Attribution, Transition } from '../drift/drift.ts';
import type { NotificationMessage } from '../drift/messages.ts';
import { type Card, card, type Element, line, openUrl, run, type Tone } from './adaptive-card.ts';
import { headlineOf, isOpen, toneOf } from './headline.ts';
import { portalUrlOf } from './portal.ts';

type News = NotificationMessage['data'];

/** One vault's drift: what changed, who did it, who can reach the vault now, and how to put it right. */
export function driftCard(news: News, portal: string, maxItems: number): Card {
  const headline = headlineOf(news);
  return card(
    headline,
    [
      {
        type: 'Container',
        style: toneOf(news),
        bleed: true,
        items: [
          line(run(headline, { weight: 'Bolder', size: 'Medium' })),
          line(
            run(`${news.vault.resourceGroup} · ${news.vault.subscriptionId}`, {
              isSubtle: true,
              size: 'Small',
            }),
          ),
        ],
      },
      section('Who can reach it', exposureLines(news)),
      ...whenAny('What changed', changeLines(news, maxItems)),
      section('Who did it', attributionLines(news.attribution)),
      ...whenAny('Findings', findingLines(news, maxItems)),
      ...whenAny('To put it right', remediationLines(news, maxItems)),
    ],
    [openUrl('Open the vault in the Azure portal', portalUrlOf(portal, news.vault))],
  );
}

function section(title: string, items: readonly Element[]): Element {
  return {
    type: 'Container',
    spacing: 'medium',
    items: [line(run(title, { weight: 'Bolder', size: 'Small', isSubtle: true })), ...items],
  };
}

function whenAny(title: string, items: readonly Element[]): readonly Element[] {
  return items.length > 0 ? [section(title, items)] : [];
}

function exposureLines({ summary, exposure }: News): readonly Element[] {
  const now = run(summary.exposure || 'the vault is deleted: nobody', { weight: 'Bolder' });
  const unknowns = (exposure?.unknowns ?? []).map((unknown) =>
    line(run(`Not known: ${unknown}`, { isSubtle: true, size: 'Small' })),
  );
  if (!summary.exposureBefore || summary.exposureBefore === summary.exposure) return [line(now), ...unknowns];
  return [line(run(summary.exposureBefore, { isSubtle: true }), run(' → '), now), ...unknowns];
}

function changeLines({ changes, changesLeftOut }: News, maxItems: number): readonly Element[] {
  const shown = changes.slice(0, maxItems).map(({ label, before, after }) => {
    if (before === '') return line(run(`${label}: `), run(after, { weight: 'Bolder' }));
    if (after === '') return line(run(`${label}: `), run(before, { isSubtle: true }));
    return line(
      run(`${label}: `),
      run(before, { isSubtle: true }),
      run(' → '),
      run(after, { weight: 'Bolder' }),
    );
  });
  return [...shown, ...restLine(changes.length + changesLeftOut - shown.length, 'change')];
}

function attributionLines(attribution: Attribution): readonly Element[] {
  switch (attribution.kind) {
    case 'actors':
      return attribution.actors.slice(0, 5).map((actor) => actorLine(actor, attribution.source));
    case 'policy':
      return [line(run('Nobody: the policy of Vaultfence changed, the vault did not.'))];
    case 'unknown':
      return [line(run(`Not known: ${attribution.reason}.`))];
  }
}

function actorLine(actor: Actor, source: Extract<Attribution, { kind: 'actors' }>['source']): Element {
  const where = actor.ipAddress ? ` from ${actor.ipAddress}` : '';
  const when = actor.at ? ` at ${actor.at.replace('T', ' ').replace(/\.\d+Z$|Z$/, ' UTC')}` : '';
  const how = sources[source];
  return line(run(actor.name, { weight: 'Bolder' }), run(`${where}${when}${how}`));
}

const sources = {
  event: '',
  'activity-log': ' (from the activity log; no event announced it)',
  'last-writer': ' (wrote the vault last; no event announced it)',
} as const;

const severityTones: Readonly<Record<Severity, Tone>> = {
  critical: 'attention',
  high: 'attention',
  medium: 'warning',
  low: 'default',
  informational: 'default',
};

function findingLines({ transitions, transitionsLeftOut }: News, maxItems: number): readonly Element[] {
  const shown = transitions.slice(0, maxItems).map((transition) => line(...findingRuns(transition)));
  return [...shown, ...restLine(transitions.length + transitionsLeftOut - shown.length, 'finding')];
}

function findingRuns(transition: Transition) {
  const { kind, finding } = transition;
  if (kind === 'exempted') {
    const { owner, reason, expires } = transition.exemption;
    return [
      run('exempted: ', { weight: 'Bolder' }),
      run(finding.title),
      run(` until ${expires} by ${owner}: ${reason}`),
    ];
  }
  const isResolved = kind === 'resolved';
  const word = isResolved ? 'resolved' : `${kind === 'opened' ? '' : 'changed, '}${finding.severity}`;
  return [
    run(`${word}: `, { weight: 'Bolder', color: isResolved ? 'good' : severityTones[finding.severity] }),
    run(finding.title),
    ...(isResolved ? [] : [run(` ${finding.message}`, { isSubtle: true })]),
  ];
}

function remediationLines({ transitions }: News, maxItems: number): readonly Element[] {
  const commands = transitions.flatMap(({ kind, finding }) => (isOpen(kind) ? finding.remediation : []));
  const shown = [...new Set(commands)].slice(0, maxItems);
  return shown.map((command) => line(run(command, { fontType: 'Monospace', size: 'Small' })));
}

function restLine(count: number, noun: string): readonly Element[] {
  if (count <= 0) return [];
  return [line(run(`and ${count} more ${noun}${count === 1 ? '' : 's'}`, { isSubtle: true }))];
}
