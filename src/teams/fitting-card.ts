import type { NotificationMessage } from '../drift/messages.ts';
import type { Card } from './adaptive-card.ts';
import { digestCard } from './digest-card.ts';
import { driftCard } from './drift-card.ts';

/** Teams refuses a card of about 28 KB inside the flow, after it was accepted: stay well below. */
export const maxCardBytes = 20 * 1024;

/** One card for what is to be told: a drift in full, or a digest of several; shortened until Teams will show it. */
export function fittingCard(messages: readonly NotificationMessage[], portal: string): Card {
  const news = [...new Map(messages.map((message) => [message.id, message.data])).values()];
  const [only] = news;
  const build = (maxItems: number): Card =>
    news.length === 1 && only ? driftCard(only, portal, maxItems) : digestCard(news, maxItems);
  let maxItems = 30;
  let built = build(maxItems);
  while (bytesOf(built) > maxCardBytes && maxItems > 1) {
    maxItems -= 1;
    built = build(maxItems);
  }
  return built;
}

function bytesOf(built: Card): number {
  return Buffer.byteLength(JSON.stringify(built));
}
