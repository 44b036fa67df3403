import type { Vault } from '../network-rules/model.ts';
import { evaluate } from '../policy/evaluate.ts';
import { advance } from './advance.ts';
import { attributionOf } from './attribution.ts';
import { createOutbox } from './outbox.ts';
import { ConflictError, type Log } from './ports.ts';
import { driftFields, type Reconcile, type ReconcilePorts } from './reconcile.ts';
import type { StoredRow } from './state-row.ts';

/** What a sweep did, vault by vault counted. */
export type SweepSummary = {
  readonly evaluated: number;
  readonly drifted: number;
  readonly failed: readonly { readonly vault: string; readonly reason: string }[];
};

export type Sweep = (log: Log) => Promise<SweepSummary>;

/** Evaluates every vault of the subscription. One failing vault does not stop the others. */
export function createSweep(ports: ReconcilePorts, reconcile: Reconcile): Sweep {
  const { vaults, store, policy, clock } = ports;
  const outbox = createOutbox(ports);

  return async (log) => {
    // Rows before vaults: a write based on an older ARM read then loses to a newer one.
    const rows = new Map<string, StoredRow>();
    for await (const stored of store.readAll()) rows.set(stored.row.vault.id, stored);
    const factsFor = await ports.facts.forSweep();
    const currentPolicy = await policy();
    let evaluated = 0;
    const failed: { vault: string; reason: string }[] = [];
    let drifted = 0;

    async function attempt(vaultId: string, work: () => Promise<boolean>): Promise<void> {
      try {
        if (await work()) drifted += 1;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        failed.push({ vault: vaultId, reason });
        log.error('vault could not be swept', { vault: vaultId, reason });
      }
    }

    async function sweepVault(vault: Vault): Promise<boolean> {
      const stored = rows.get(vault.id);
      const report = evaluate(vault, await factsFor(vault), currentPolicy, clock());
      evaluated += 1;
      const step = advance(stored?.row, report, {
        now: clock(),
        policyFingerprint: currentPolicy.fingerprint,
        attribution: attributionOf(undefined, vault),
      });
      if (!step) {
        if (stored) await outbox.publish(stored, undefined, log);
        return false;
      }
      try {
        const written = await store.write(step.row, stored?.version);
        await outbox.publish(written, step.drift.id, log);
        log.info('drift committed', driftFields(step));
        return true;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        return (await reconcile({ vault, actor: undefined, look: 'second' }, log)) === 'drifted';
      }
    }

    const seen = new Set<string>();
    for await (const page of vaults.pages()) {
      for (const vault of page) {
        seen.add(vault.id);
        await attempt(vault.id, () => sweepVault(vault));
      }
    }
    for (const [id, { row }] of rows) {
      if (seen.has(id)) continue;
      await attempt(id, async () => {
        const outcome = await reconcile({ vault: row.vault, actor: undefined, look: 'second' }, log);
        return outcome === 'drifted';
      });
    }
    const summary: SweepSummary = { evaluated, drifted, failed };
    log.info('sweep finished', { evaluated: summary.evaluated, drifted, failed: failed.length });
    return summary;
  };
}
