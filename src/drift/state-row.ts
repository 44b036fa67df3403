import type { Exposure } from '../network-rules/exposure.ts';
import type { Facts } from '../network-rules/facts.ts';
import type { NetworkRules, Vault } from '../network-rules/model.ts';
import type { VaultId } from '../network-rules/resource-id.ts';
import type { Finding } from '../policy/finding.ts';
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
  /** Resource ids, lower case, whose change may change who can reach the vault. */
  readonly dependsOn: readonly string[];
  readonly policyFingerprint: string;
  /** When Azure was asked for what is remembered here, ISO 8601. */
  readonly evaluatedAt: string;
  /** The drift before, to credit late events to it. */
  readonly lastDrift: LastDrift | undefined;
  /** Committed with the findings, published after, then cleared. */
  readonly outbox: readonly Drift[];
};

/** A committed drift, and the span of time in which its change was made. */
export type LastDrift = {
  readonly after: string;
  readonly until: string;
  /** Names that were told as its actors. */
  readonly actors: readonly string[];
};

/** A row together with the version that a conditional write must name. */
export type StoredRow = { readonly row: StateRow; readonly version: string };

/** Which other resources decide about a vault: its rules' subnets and their networks, and its perimeter. */
export function dependenciesOf({ rules }: Vault, { perimeter }: Facts): readonly string[] {
  const subnets = rules.virtualNetworkRules.flatMap((rule) => (rule.kind === 'subnet' ? [rule.value] : []));
  const networks = subnets.map((id) => id.slice(0, id.lastIndexOf('/subnets/')));
  const perimeters = perimeter.kind === 'associated' ? [perimeter.perimeterId] : [];
  return [...new Set([...subnets, ...networks, ...perimeters])].sort();
}
