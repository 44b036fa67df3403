import pMap from 'p-map';
import type { Vault } from '../network-rules/model.ts';
import { evaluate } from '../policy/evaluate.ts';
import { type Exemption, exemptionNotices } from '../policy/exemptions.ts';
import { advance, attribute, type Step } from './advance.ts';
import { attributionOf } from './attribution.ts';
import { createOutbox } from './outbox.ts';
import { ConflictError, type Log } from './ports.ts';
import { driftFields, type Reconcile, type ReconcilePorts } from './reconcile.ts';
import { dependenciesOf, type StoredRow } from './state-row.ts';

/** What a sweep did, vault by vault counted. */
export type SweepSummary = {
  readonly evaluated: number;
  readonly drifted: number;
  readonly failed: readonly { readonly vault: string; readonly reason: string }[];
};

export type Sweep = (log: Log) => Promise<SweepSummary>;

/** How many vaults of a page are worked on at once; only drifted ones make calls. */
const concurrency = 16;

/** Evaluates every vault of the subscription. One failing vault does not stop the others. */
export function createSweep(ports: ReconcilePorts, reconcile: Reconcile): Sweep {
  return async (log) => {
    const tally = createTally(log);
    // Rows before vaults: a write based on an older ARM read then loses to a newer one.
    const rows = new Map<string, StoredRow>();
    for await (const stored of ports.store.readAll()) rows.set(stored.row.vault.id, stored);
    const sweepVault = await createVaultSweep(ports, reconcile, rows, tally, log);

    const seen = new Set<string>();
    for await (const page of ports.vaults.pages()) {
      for (const { id } of page) seen.add(id);
      await pMap(page, (vault) => tally.count(vault.id, () => sweepVault(vault)), { concurrency });
    }
    const unseen = [...rows.values()].filter(({ row }) => !seen.has(row.vault.id));
    const lookAgain = ({ row: { vault } }: StoredRow) =>
      tally.count(vault.id, async () => (await reconcile(quietHint(vault), log)) === 'drifted');
    await pMap(unseen, lookAgain, { concurrency });

    await reportExemptions(ports, tally.used, log);
    return tally.summary();
  };
}

/** One vault against its row, both read already. */
async function createVaultSweep(
  ports: ReconcilePorts,
  reconcile: Reconcile,
  rows: ReadonlyMap<string, StoredRow>,
  tally: Tally,
  log: Log,
): Promise<(vault: Vault) => Promise<boolean>> {
  const outbox = createOutbox(ports);
  const [factsFor, policy] = await Promise.all([ports.facts.forSweep(), ports.policy('fresh')]);
  const readAt = ports.clock();

  async function commit(unattributed: Step, stored: StoredRow | undefined, vault: Vault): Promise<boolean> {
    const { drift } = unattributed;
    const since = stored?.row.evaluatedAt;
    const step = drift
      ? attribute(unattributed, await attributionOf(drift, since, undefined, vault, ports.activityLog))
      : unattributed;
    const written = await ports.store.write(step.row, stored?.version);
    await outbox.publish(written, step.drift?.id, log);
    if (step.drift) log.info('drift committed', driftFields(step.drift));
    return step.drift !== undefined;
  }

  return async (vault) => {
    const stored = rows.get(vault.id);
    const facts = await factsFor(vault);
    const report = evaluate(vault, facts, policy, readAt);
    for (const { exemption } of report.exempted) tally.used.add(exemption);
    tally.evaluated();
    const step = advance(stored?.row, {
      report,
      dependsOn: dependenciesOf(vault, facts),
      policyFingerprint: policy.fingerprint,
      readAt,
    });
    if (!step) {
      if (stored) await outbox.publish(stored, undefined, log);
      return false;
    }
    try {
      return await commit(step, stored, vault);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return (await reconcile(quietHint(vault), log)) === 'drifted';
    }
  };
}

function quietHint(vault: Vault | StoredRow['row']['vault']) {
  return { vault, actor: undefined, look: 'second' } as const;
}

type Tally = ReturnType<typeof createTally>;

function createTally(log: Log) {
  let evaluated = 0;
  let drifted = 0;
  const failed: { vault: string; reason: string }[] = [];
  return {
    used: new Set<Exemption>(),
    evaluated: () => {
      evaluated += 1;
    },
    async count(vault: string, work: () => Promise<boolean>): Promise<void> {
      try {
        if (await work()) drifted += 1;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        failed.push({ vault, reason });
        log.error('vault could not be swept', { vault, reason });
      }
    },
    summary(): SweepSummary {
      log.info('sweep finished', { evaluated, drifted, failed: failed.length });
      return { evaluated, drifted, failed };
    },
  };
}

async function reportExemptions(
  ports: ReconcilePorts,
  used: ReadonlySet<Exemption>,
  log: Log,
): Promise<void> {
  const { exemptions, exemptionWarningDays } = await ports.policy('recent');
  for (const { kind, message } of exemptionNotices(exemptions, used, ports.clock(), exemptionWarningDays)) {
    log.warn(`policy: ${message}`, { notice: kind });
  }
}
