import type { Exposure } from '../network-rules/exposure.ts';
import type { NetworkRules } from '../network-rules/model.ts';
import type { VaultId } from '../network-rules/resource-id.ts';
import type { Finding } from '../policy/report.ts';
import type { Drift } from './drift.ts';

/** The form of what is stored. Raise it with a change that older code could not read, and keep reading the older. */
export const stateSchema = 1;

/** What is remembered of one vault: its last evaluation, and the drifts that are not published yet. */
export type StateRow = {
  readonly schema: typeof stateSchema;
  readonly vault: VaultId;
  /** Tells this row's life from an earlier one of the same vault: when it began, ISO 8601. */
  readonly epoch: string;
  /** How many drifts were committed in this life. */
  readonly sequence: number;
  /** `undefined` once the vault is deleted. */
  readonly rules: NetworkRules | undefined;
  readonly exposure: Exposure | undefined;
  readonly findings: readonly Finding[];
  readonly policyFingerprint: string;
  /** When the row was last written, ISO 8601. */
  readonly evaluatedAt: string;
  /** Committed with the findings, published after, then cleared. */
  readonly outbox: readonly Drift[];
};

/** A row together with the version that a conditional write must name. */
export type StoredRow = { readonly row: StateRow; readonly version: string };
