import type { RulesDifference } from '../network-rules/difference.ts';
import type { Exposure } from '../network-rules/exposure.ts';
import type { VaultId } from '../network-rules/resource-id.ts';
import type { Finding } from '../policy/finding.ts';

/** Somebody who wrote a resource: a person, an application or an identity, as Azure names them. */
export type Actor = {
  /** The name people know: a user principal name or display name, else an application or object id. */
  readonly name: string;
  readonly objectId: string | undefined;
  readonly appId: string | undefined;
  /** The caller's address, where Azure told it. */
  readonly ipAddress: string | undefined;
  /** What was done, as `Microsoft.KeyVault/vaults/write`. */
  readonly operation: string;
  /** The resource that was written. */
  readonly resourceId: string;
  /** When, in ISO 8601; empty when Azure did not say. */
  readonly at: string;
  readonly correlationId: string | undefined;
};

/** Who made the change: named by an event or by Azure's records, newest first, or not known and why. */
export type Attribution =
  | {
      readonly kind: 'actors';
      readonly actors: readonly Actor[];
      readonly source: 'event' | 'activity-log' | 'last-writer';
    }
  | { readonly kind: 'policy' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** What happened to one finding between two evaluations. */
export type Transition =
  | { readonly kind: 'opened'; readonly finding: Finding }
  | { readonly kind: 'changed'; readonly finding: Finding; readonly previous: Finding }
  | { readonly kind: 'resolved'; readonly finding: Finding; readonly reason: ResolvedReason }
  | {
      readonly kind: 'exempted';
      readonly finding: Finding;
      readonly exemption: { readonly reason: string; readonly owner: string; readonly expires: string };
    };

export type ResolvedReason = 'put-right' | 'policy-changed' | 'vault-deleted';

/**
 * All that one evaluation changed about one vault: `first-seen` for one that was not known, `changed`, `deleted`, or
 * `attributed` when it is only learnt that somebody else had a hand in the drift before.
 */
export type DriftKind = 'first-seen' | 'changed' | 'deleted' | 'attributed';

export type Drift = {
  /** The same whenever the same committed change is told again. */
  readonly id: string;
  readonly vault: VaultId;
  /** Counts the vault's drifts from 1. */
  readonly sequence: number;
  /** ISO 8601. */
  readonly detectedAt: string;
  readonly kind: DriftKind;
  readonly difference: RulesDifference | undefined;
  readonly exposureBefore: Exposure | undefined;
  readonly exposure: Exposure | undefined;
  readonly transitions: readonly Transition[];
  readonly attribution: Attribution;
  /** How many findings are open on the vault now. */
  readonly openFindings: number;
};
