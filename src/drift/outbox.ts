import type { Drift } from './drift.ts';
import { type Clock, ConflictError, type DriftPublisher, type Log, type StateStore } from './ports.ts';
import type { StateRow, StoredRow } from './state-row.ts';

/** A drift younger than this is being published by whoever committed it; an older one was left behind by a crash. */
const graceSeconds = 10;

type OutboxPorts = {
  readonly store: StateStore;
  readonly publisher: DriftPublisher;
  readonly clock: Clock;
};

export type Outbox = {
  /**
   * Tells what the row still has to tell, then forgets it: the drift just committed, if any, and what a crash left
   * behind. Whatever goes wrong in between is told again later, with the same ids.
   *
   * @returns whether something is left that somebody else should be publishing just now
   */
  publish(stored: StoredRow, committedId: string | undefined, log: Log): Promise<boolean>;
};

export function createOutbox({ store, publisher, clock }: OutboxPorts): Outbox {
  function isDue(drift: Drift, committedId: string | undefined): boolean {
    return (
      drift.id === committedId || clock().getTime() - Date.parse(drift.detectedAt) >= graceSeconds * 1000
    );
  }

  async function forget(stored: StoredRow, told: ReadonlySet<string>): Promise<void> {
    for (let current: StoredRow | undefined = stored; current; current = await store.read(stored.row.vault)) {
      try {
        const row: StateRow = {
          ...current.row,
          outbox: current.row.outbox.filter(({ id }) => !told.has(id)),
        };
        if (row.outbox.length === current.row.outbox.length) return;
        const isOver = row.rules === undefined && row.outbox.length === 0;
        await (isOver ? store.remove(current) : store.write(row, current.version));
        return;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
      }
    }
  }

  return {
    async publish(stored, committedId, log) {
      const due = stored.row.outbox.filter((drift) => isDue(drift, committedId));
      const isSomethingLeft = due.length < stored.row.outbox.length;
      if (due.length === 0) return isSomethingLeft;
      for (const drift of due) {
        if (drift.id !== committedId) log.warn('publishing what was left behind', { drift: drift.id });
        await publisher.publish(drift);
      }
      await forget(stored, new Set(due.map(({ id }) => id)));
      return isSomethingLeft;
    },
  };
}
