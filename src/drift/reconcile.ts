import type { Vault } from '../network-rules/model.ts';
import type { VaultId } from '../network-rules/resource-id.ts';
import { evaluate } from '../policy/evaluate.ts';
import { advance, bury, type Step } from './advance.ts';
import { attributionOf } from './attribution.ts';
import type { Hint } from './hint.ts';
import { createOutbox } from './outbox.ts';
import {
  type Clock,
  ConflictError,
  type DriftPublisher,
  type FactsReader,
  type Log,
  type PolicySource,
  type RecheckQueue,
  type StateStore,
  type VaultReader,
} from './ports.ts';
import type { StoredRow } from './state-row.ts';

export type ReconcilePorts = {
  readonly vaults: VaultReader;
  readonly facts: FactsReader;
  readonly store: StateStore;
  readonly publisher: DriftPublisher;
  readonly rechecks: RecheckQueue;
  readonly policy: PolicySource;
  readonly clock: Clock;
  /** How long after an unremarkable event the second look comes: ARM's reads may lag behind its events. */
  readonly secondLookDelaySeconds: number;
};

/** What came of looking at one vault. */
export type Outcome = 'drifted' | 'unchanged' | 'unknown-vault';

/** Brings what is remembered of one vault in line with Azure, and tells what changed. */
export type Reconcile = (hint: Hint, log: Log) => Promise<Outcome>;

/** More losers than this in a row means that something else is wrong. */
const maxConflicts = 20;

export function createReconcile(ports: ReconcilePorts): Reconcile {
  const { vaults, facts, store, policy, clock } = ports;
  const outbox = createOutbox(ports);

  async function nextStep(stored: StoredRow | undefined, vault: Vault | undefined, hint: Hint) {
    const attribution = attributionOf(hint.actor, vault);
    if (vault === undefined) return stored && bury(stored.row, clock(), attribution);
    const currentPolicy = await policy();
    const report = evaluate(vault, await facts.forVault(vault), currentPolicy, clock());
    const { fingerprint: policyFingerprint } = currentPolicy;
    return advance(stored?.row, report, { now: clock(), policyFingerprint, attribution });
  }

  async function lookOnce(hint: Hint): Promise<{ stored: StoredRow | undefined; step: Step | undefined }> {
    // The row is read before ARM is, so that a write based on an older ARM read loses to a newer one.
    const stored = await store.read(hint.vault);
    const vault = await vaults.get(hint.vault);
    const step = await nextStep(stored, vault, hint);
    if (!step) return { stored, step };
    return { stored: await store.write(step.row, stored?.version), step };
  }

  return async (hint, log) => {
    const { stored, step } = await retryingConflicts(() => lookOnce(hint), hint.vault);
    if (stored) await outbox.publish(stored, step?.drift.id, log);
    if (step) {
      log.info('drift committed', driftFields(step));
      return 'drifted';
    }
    if (hint.look === 'first') {
      await ports.rechecks.send({ ...hint, look: 'second' }, ports.secondLookDelaySeconds);
    }
    return stored ? 'unchanged' : 'unknown-vault';
  };
}

async function retryingConflicts<T>(attempt: () => Promise<T>, vault: VaultId): Promise<T> {
  for (let conflicts = 0; conflicts < maxConflicts; conflicts += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
  throw new Error(`${vault.id} was written by others ${maxConflicts} times in a row while it was looked at`);
}

export function driftFields({ drift }: Step) {
  return {
    vault: drift.vault.id,
    drift: drift.id,
    kind: drift.kind,
    exposure: drift.exposure?.level,
    opened: drift.transitions.filter(({ kind }) => kind === 'opened').length,
    resolved: drift.transitions.filter(({ kind }) => kind === 'resolved').length,
  };
}
