import { createHash } from 'node:crypto';
import { difference, isNoDifference } from '../network-rules/difference.ts';
import type { Report } from '../policy/report.ts';
import type { Attribution, Drift } from './drift.ts';
import { type StateRow, stateSchema } from './state-row.ts';
import { transitionsBetween } from './transitions.ts';

/** A step of one vault's story: what to store, and what to tell. */
export type Step = { readonly row: StateRow; readonly drift: Drift };

type Circumstances = {
  readonly now: Date;
  readonly policyFingerprint: string;
  /** Who did it; asked only for a drift. */
  readonly attribution: Attribution;
};

/** Compares an evaluation with what is remembered. `undefined` when nothing that people care for is different. */
export function advance(
  previous: StateRow | undefined,
  report: Report,
  { now, policyFingerprint, attribution }: Circumstances,
): Step | undefined {
  const remembered = previous?.rules ? previous : undefined;
  const rulesDifference = remembered?.rules && difference(remembered.rules, report.vault.rules);
  const transitions = transitionsBetween(remembered?.findings ?? [], report, 'put-right');
  const isSame =
    rulesDifference !== undefined &&
    isNoDifference(rulesDifference) &&
    transitions.length === 0 &&
    JSON.stringify(remembered?.exposure) === JSON.stringify(report.exposure);
  if (isSame) return undefined;
  const { id, subscriptionId, resourceGroup, name } = report.vault;
  const epoch = remembered?.epoch ?? now.toISOString();
  const sequence = (remembered?.sequence ?? 0) + 1;
  const drift: Drift = {
    id: driftId(id, epoch, sequence),
    vault: { id, subscriptionId, resourceGroup, name },
    sequence,
    detectedAt: now.toISOString(),
    kind: remembered ? 'changed' : 'first-seen',
    difference: rulesDifference,
    exposureBefore: remembered?.exposure,
    exposure: report.exposure,
    transitions,
    attribution:
      rulesDifference &&
      isNoDifference(rulesDifference) &&
      remembered?.policyFingerprint !== policyFingerprint
        ? { kind: 'policy' }
        : attribution,
    openFindings: report.findings.length,
  };
  return {
    drift,
    row: {
      schema: stateSchema,
      vault: drift.vault,
      epoch,
      sequence,
      rules: report.vault.rules,
      exposure: report.exposure,
      findings: report.findings,
      policyFingerprint,
      evaluatedAt: now.toISOString(),
      outbox: [...(previous?.outbox ?? []), drift],
    },
  };
}

/** The last step of a vault that is gone; `undefined` when that is known already. */
export function bury(previous: StateRow, now: Date, attribution: Attribution): Step | undefined {
  if (previous.rules === undefined) return undefined;
  const sequence = previous.sequence + 1;
  const drift: Drift = {
    id: driftId(previous.vault.id, previous.epoch, sequence),
    vault: previous.vault,
    sequence,
    detectedAt: now.toISOString(),
    kind: 'deleted',
    difference: undefined,
    exposureBefore: previous.exposure,
    exposure: undefined,
    transitions: transitionsBetween(previous.findings, { findings: [], exempted: [] }, 'vault-deleted'),
    attribution,
    openFindings: 0,
  };
  return {
    drift,
    row: {
      ...previous,
      sequence,
      rules: undefined,
      exposure: undefined,
      findings: [],
      evaluatedAt: now.toISOString(),
      outbox: [...previous.outbox, drift],
    },
  };
}

function driftId(vaultId: string, epoch: string, sequence: number): string {
  return createHash('sha256').update([vaultId, epoch, sequence].join('\n')).digest('hex').slice(0, 32);
}
