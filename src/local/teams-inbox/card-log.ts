import type { Verdict } from './flow.ts';

/** A card that the flow has looked at. */
export type InboxCard = Verdict & {
  /** Counts from 1, also across `clear`. */
  readonly number: number;
  readonly receivedAt: Date;
};

/** Fewer cards came than were waited for. */
export class NoCardsError extends Error {
  override readonly name = 'NoCardsError';
}

export type CardLog = {
  cards(): readonly InboxCard[];
  add(verdict: Verdict, receivedAt: Date): void;
  waitForCards(count: number, timeoutMilliseconds: number): Promise<readonly InboxCard[]>;
  /** Calls back with every card from now on, `undefined` for a clear, until the function it returns is called. */
  watch(onChange: (card: InboxCard | undefined) => void): () => void;
  clear(): void;
  /** Whoever still waits will wait in vain. */
  close(): void;
};

export function createCardLog(): CardLog {
  let cards: readonly InboxCard[] = [];
  let lastNumber = 0;
  const watchers = new Set<(card: InboxCard | undefined) => void>();
  const waiting = new Set<(why: string) => void>();
  const tell = (card: InboxCard | undefined) => {
    for (const watcher of [...watchers]) watcher(card);
  };
  const watch: CardLog['watch'] = (onChange) => {
    watchers.add(onChange);
    return () => void watchers.delete(onChange);
  };

  return {
    cards: () => cards,
    watch,
    add(verdict, receivedAt) {
      lastNumber += 1;
      const card = { ...verdict, number: lastNumber, receivedAt };
      cards = [...cards, card];
      tell(card);
    },
    async waitForCards(count, timeoutMilliseconds) {
      if (cards.length >= count) return cards;
      const { promise, resolve, reject } = Promise.withResolvers<readonly InboxCard[]>();
      const giveUp = (why: string) =>
        reject(new NoCardsError(`${cards.length} of ${count} cards were there when ${why}`));
      const timer = setTimeout(giveUp, timeoutMilliseconds, `${timeoutMilliseconds} ms were over`);
      const unwatch = watch(() => {
        if (cards.length >= count) resolve(cards);
      });
      waiting.add(giveUp);
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
        unwatch();
        waiting.delete(giveUp);
      }
    },
    clear() {
      cards = [];
      tell(undefined);
    },
    close() {
      for (const giveUp of [...waiting]) giveUp('the inbox closed');
    },
  };
}
