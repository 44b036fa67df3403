import type { Vault } from '../network-rules/model.ts';
import type { VaultId } from '../network-rules/resource-id.ts';
import { evaluate } from '../policy/evaluate.ts';
import { advance, attribute, bury, credit, type Step } from './advance.ts';
import { attributionOf } from './attribution.ts';
import type { Hint } from './hint.ts';
import { createOutbox } from './outbox.ts';
import {
  type ActivityLog,
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
import { dependenciesOf, type StateRow, type StoredRow } from './state-row.ts';

export type ReconcilePorts = {
  readonly vaults: VaultReader;
  readonly facts: FactsReader;
  readonly activityLog: ActivityLog;
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
  const { vaults, facts, store, policy, clock, activityLog } = ports;
  const outbox = createOutbox(ports);

  async function evaluatedStep(
    previous: StateRow | undefined,
    vault: Vault,
    readAt: Date,
  ): Promise<Step | undefined> {
    const [currentPolicy, currentFacts] = await Promise.all([policy('recent'), facts.forVault(vault)]);
    return advance(previous, {
      report: evaluate(vault, currentFacts, currentPolicy, readAt),
      dependsOn: dependenciesOf(vault, currentFacts),
      policyFingerprint: currentPolicy.fingerprint,
      readAt,
    });
  }

  async function lookOnce({ vault: id, actor }: Hint): Promise<Look> {
    // The row is read before ARM is, so that a write based on an older ARM read loses to a newer one.
    const stored = await store.read(id);
    const previous = stored?.row;
    const readAt = clock();
    const vault = await vaults.get(id);
    const unattributed = vault
      ? await evaluatedStep(previous, vault, readAt)
      : previous && bury(previous, readAt);
    if (unattributed?.drift) {
      const since = previous?.evaluatedAt;
      const attribution = await attributionOf(unattributed.drift, since, actor, vault, activityLog);
      return written(attribute(unattributed, attribution), stored);
    }
    if (unattributed) return written(unattributed, stored);
    const credited = previous && actor && credit(previous, actor, readAt);
    return credited ? written(credited, stored) : { stored, step: undefined };
  }

  async function written(step: Step, stored: StoredRow | undefined): Promise<Look> {
    return { stored: await store.write(step.row, stored?.version), step };
  }

  return async (hint, log) => {
    const { stored, step } = await retryingConflicts(() => lookOnce(hint), hint.vault);
    const isSomethingLeft = stored !== undefined && (await outbox.publish(stored, step?.drift?.id, log));
    if (step?.drift) log.info('drift committed', driftFields(step.drift));
    // What another run is publishing is looked after as well: that run may have crashed.
    if (isSomethingLeft || (hint.look === 'first' && !step?.drift)) {
      await ports.rechecks.send({ ...hint, look: 'second' }, ports.secondLookDelaySeconds);
    }
    if (step?.drift) return 'drifted';
    return stored ? 'unchanged' : 'unknown-vault';
  };
}

type Look = { readonly stored: StoredRow | undefined; readonly step: Step | undefined };

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

export function driftFields({ vault, id, kind, exposure, transitions }: NonNullable<Step['drift']>) {
  return {
    vault: vault.id,
    drift: id,
    kind,
    exposure: exposure?.level,
    opened: transitions.filter((transition) => transition.kind === 'opened').length,
    resolved: transitions.filter((transition) => transition.kind === 'resolved').length,
  };
}
