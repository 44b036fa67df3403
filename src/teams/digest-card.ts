import { severities } from '../checks/check.ts';
import type { NotificationMessage } from '../drift/messages.ts';
import { type Card, card, type Element, line, run } from './adaptive-card.ts';
import { countOf, headlineOf, isOpen, toneOf } from './headline.ts';

type News = NotificationMessage['data'];

/** Many drifts in one card: worst first, as many as asked for, the rest counted. */
export function digestCard(news: readonly News[], maxItems: number): Card {
  const vaults = new Set(news.map(({ vault }) => vault.id)).size;
  const transitions = news.flatMap((one) => one.transitions);
  const headline = `${vaults} ${vaults === 1 ? 'vault' : 'vaults'} drifted: ${countOf(transitions, 'opened')} findings opened, ${countOf(transitions, 'resolved')} resolved`;
  const worstFirst = [...news].sort((a, b) => rank(a) - rank(b));
  const shown = worstFirst.slice(0, maxItems);
  return card(
    headline,
    [
      {
        type: 'Container',
        style: worstFirst[0] ? toneOf(worstFirst[0]) : 'accent',
        bleed: true,
        items: [line(run(headline, { weight: 'Bolder', size: 'Medium' }))],
      },
      ...shown.map(entry),
      ...(news.length > shown.length
        ? [
            line(
              run(`and ${news.length - shown.length} more; the findings queue has them all`, {
                isSubtle: true,
              }),
            ),
          ]
        : []),
    ],
    [],
  );
}

function entry(news: News): Element {
  const { attribution } = news;
  const who = attribution.kind === 'actors' ? (attribution.actors[0]?.name ?? '') : '';
  const tone = toneOf(news);
  return {
    type: 'Container',
    separator: true,
    spacing: 'small',
    items: [
      line(run(headlineOf(news), { weight: 'Bolder', color: tone === 'accent' ? 'default' : tone })),
      line(
        run([news.summary.exposure, who && `by ${who}`].filter(Boolean).join(' · '), {
          isSubtle: true,
          size: 'Small',
        }),
      ),
    ],
  };
}

function rank({ transitions }: News): number {
  const open = transitions.filter(({ kind }) => isOpen(kind));
  return Math.min(severities.length, ...open.map(({ finding }) => severities.indexOf(finding.severity)));
}
