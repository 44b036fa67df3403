import type { Facts } from '../network-rules/facts.ts';
import type { Vault } from '../network-rules/model.ts';
import type { VaultId } from '../network-rules/resource-id.ts';
import type { Policy } from '../policy/policy.ts';
import type { Actor, Drift } from './drift.ts';
import type { Hint } from './hint.ts';
import type { StateRow, StoredRow } from './state-row.ts';

/** The vaults as Azure Resource Manager knows them. Errors pass through: a failed read is never an absent vault. */
export type VaultReader = {
  /** `undefined` when Azure says that there is no such vault. */
  get(id: VaultId): Promise<Vault | undefined>;
  /** Every vault of the subscription, page by page. */
  pages(): AsyncIterable<readonly Vault[]>;
};

/** What a vault's own resource does not say. */
export type FactsReader = {
  forVault(vault: Vault): Promise<Facts>;
  /** Reads the subscription's networks once and answers for any number of vaults. */
  forSweep(): Promise<(vault: Vault) => Promise<Facts>>;
};

/** Azure's record of who wrote what; a few minutes behind, so asked only when no event told. */
export type ActivityLog = {
  /** Successful writes and deletions of one resource between two times (ISO 8601), newest first. */
  writersOf(resourceId: string, after: string, until: string): Promise<WritersAnswer>;
};

export type WritersAnswer =
  | { readonly kind: 'writers'; readonly writers: readonly Actor[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** Somebody else wrote the row since it was read. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** One row a vault. A write names the version it replaces, `undefined` for none: else it throws ConflictError. */
export type StateStore = {
  read(id: VaultId): Promise<StoredRow | undefined>;
  readAll(): AsyncIterable<StoredRow>;
  /** The vaults whose rows depend on a resource (see `StateRow.dependsOn`). */
  vaultsDependingOn(resourceId: string): AsyncIterable<VaultId>;
  write(row: StateRow, replaces: string | undefined): Promise<StoredRow>;
  remove(stored: StoredRow): Promise<void>;
};

/** Where drifts are told. At least once: a repeat carries the same ids. */
export type DriftPublisher = { publish(drift: Drift): Promise<void> };

/** Which vaults a network security perimeter is around, as Azure says now. */
export type PerimeterMembers = { vaultsIn(perimeterId: string): Promise<readonly VaultId[]> };

/** Looks at a vault again, later. */
export type RecheckQueue = { send(hint: Hint, delaySeconds: number): Promise<void> };

export type Clock = () => Date;

/** Structured logging; `fields` never hold a secret. */
export type Log = {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
};

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** The policy in force. `recent` may be a minute old, `fresh` is asked for anew. */
export type PolicySource = (freshness: 'recent' | 'fresh') => Promise<Policy>;
