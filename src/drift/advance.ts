import { createHash } from 'node:crypto';
import { difference, isNoDifference } from '../network-rules/difference.ts';
import type { Vault } from '../network-rules/model.ts';
import type { Report } from '../policy/report.ts';
import type { Actor, Attribution, Drift } from './drift.ts';
import { type StateRow, stateSchema } from './state-row.ts';
import { transitionsBetween } from './transitions.ts';

/** A step of one vault's story: what to store, and what to tell, if anything. */
export type Step = { readonly row: StateRow; readonly drift: Drift | undefined };

type Evaluation = {
  readonly report: Report;
  readonly dependsOn: readonly string[];
  readonly policyFingerprint: string;
  /** When Azure was asked. */
  readonly readAt: Date;
};

const notAsked: Attribution = { kind: 'unknown', reason: 'nobody was asked yet' };

/**
 * Compares an evaluation with what is remembered. `undefined` when nothing is different. Who did it is left open, for
 * {@link attribute}: it is asked only when there is something to ask about.
 */
export function advance(previous: StateRow | undefined, evaluation: Evaluation): Step | undefined {
  const { report, dependsOn, policyFingerprint, readAt } = evaluation;
  const remembered = previous?.rules ? previous : undefined;
  const rulesDifference = remembered?.rules && difference(remembered.rules, report.vault.rules);
  const isVaultSame = rulesDifference !== undefined && isNoDifference(rulesDifference);
  const isByPolicy = isVaultSame && remembered?.policyFingerprint !== policyFingerprint;
  const transitions = transitionsBetween(
    remembered?.findings ?? [],
    report,
    isByPolicy ? 'policy-changed' : 'put-right',
  );
  const isSame = isVaultSame && transitions.length === 0 && equal(remembered?.exposure, report.exposure);
  if (isSame && equal(remembered?.dependsOn, dependsOn)) return undefined;

  const row: StateRow = {
    schema: stateSchema,
    vault: identityOf(report.vault),
    epoch: remembered?.epoch ?? readAt.toISOString(),
    sequence: remembered?.sequence ?? 0,
    rules: report.vault.rules,
    exposure: report.exposure,
    findings: report.findings,
    dependsOn,
    policyFingerprint,
    evaluatedAt: readAt.toISOString(),
    lastDrift: remembered?.lastDrift,
    outbox: previous?.outbox ?? [],
  };
  if (isSame) return { row, drift: undefined };
  return commit(row, remembered?.evaluatedAt, {
    detectedAt: readAt.toISOString(),
    kind: remembered ? 'changed' : 'first-seen',
    difference: rulesDifference,
    exposureBefore: remembered?.exposure,
    exposure: report.exposure,
    transitions,
    attribution: isByPolicy ? { kind: 'policy' } : notAsked,
    openFindings: report.findings.length,
  });
}

/** The last step of a vault that is gone; `undefined` when that is known already. */
export function bury(previous: StateRow, readAt: Date): Step | undefined {
  if (previous.rules === undefined) return undefined;
  const row: StateRow = {
    ...previous,
    rules: undefined,
    exposure: undefined,
    findings: [],
    dependsOn: [],
    evaluatedAt: readAt.toISOString(),
  };
  return commit(row, previous.evaluatedAt, {
    detectedAt: readAt.toISOString(),
    kind: 'deleted',
    difference: undefined,
    exposureBefore: previous.exposure,
    exposure: undefined,
    transitions: transitionsBetween(previous.findings, { findings: [], exempted: [] }, 'vault-deleted'),
    attribution: notAsked,
    openFindings: 0,
  });
}

/** How far Azure's clocks and ours may be apart. */
const clockSkewMilliseconds = 5_000;

/**
 * Credits an event that found nothing new to the drift before it, when its write fell into the same span of time and
 * its actor was not told: two people wrote, one evaluation saw both changes. `undefined` when there is nothing to add.
 */
export function credit(previous: StateRow, actor: Actor, now: Date): Step | undefined {
  const { lastDrift } = previous;
  if (!lastDrift || lastDrift.actors.includes(actor.name)) return undefined;
  const at = Date.parse(actor.at);
  const isInSpan =
    at > Date.parse(lastDrift.after) && at <= Date.parse(lastDrift.until) + clockSkewMilliseconds;
  if (!isInSpan) return undefined;
  const step = commit(previous, lastDrift.after, {
    detectedAt: now.toISOString(),
    kind: 'attributed',
    difference: undefined,
    exposureBefore: previous.exposure,
    exposure: previous.exposure,
    transitions: [],
    attribution: { kind: 'actors', actors: [actor], source: 'event' },
    openFindings: previous.findings.length,
  });
  return {
    ...step,
    row: { ...step.row, lastDrift: { ...lastDrift, actors: [...lastDrift.actors, actor.name] } },
  };
}

/** The same step with its attribution told. */
export function attribute(step: Step, attribution: Attribution): Step {
  if (!step.drift) return step;
  const drift: Drift = { ...step.drift, attribution };
  const actors = attribution.kind === 'actors' ? attribution.actors.map(({ name }) => name) : [];
  // Nobody's write made what a changed policy found, so no later event can be credited to it.
  const lastDrift = attribution.kind === 'policy' ? undefined : step.row.lastDrift;
  return {
    drift,
    row: {
      ...step.row,
      lastDrift: lastDrift && { ...lastDrift, actors },
      outbox: step.row.outbox.map((waiting) => (waiting.id === drift.id ? drift : waiting)),
    },
  };
}

function commit(
  row: StateRow,
  after: string | undefined,
  news: Omit<Drift, 'id' | 'vault' | 'sequence'>,
): Step {
  const sequence = row.sequence + 1;
  const drift: Drift = {
    id: driftId(row.vault.id, row.epoch, sequence),
    vault: row.vault,
    sequence,
    ...news,
  };
  return {
    drift,
    row: {
      ...row,
      sequence,
      // What is seen for the first time was made whenever: no event can be credited to it.
      lastDrift: after === undefined ? undefined : { after, until: row.evaluatedAt, actors: [] },
      outbox: [...row.outbox, drift],
    },
  };
}

function identityOf({ id, subscriptionId, resourceGroup, name }: Vault) {
  return { id, subscriptionId, resourceGroup, name };
}

function driftId(vaultId: string, epoch: string, sequence: number): string {
  return createHash('sha256').update([vaultId, epoch, sequence].join('\n')).digest('hex').slice(0, 32);
}

/** What is compared was read from JSON or built with its fields in one order, so equal values have equal texts. */
function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
