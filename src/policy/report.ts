import type { Severity } from '../checks/check.ts';
import type { Exposure } from '../network-rules/exposure.ts';
import type { Vault } from '../network-rules/model.ts';
import type { Exemption } from './exemptions.ts';

/** A check's violation on one vault and one target. Identity: vault, check and target. */
export type Finding = {
  readonly vaultId: string;
  readonly checkId: string;
  readonly target: string;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  /** Shell lines that would put it right; `#` lines explain. Never executed by Vaultfence. */
  readonly remediation: readonly string[];
};

/** What a policy says about one vault at one moment. */
export type Report = {
  readonly vault: Vault;
  readonly exposure: Exposure;
  /** Open, worst first. */
  readonly findings: readonly Finding[];
  /** Found as well, and silenced by an exemption. */
  readonly exempted: readonly ExemptedFinding[];
};

export type ExemptedFinding = { readonly finding: Finding; readonly exemption: Exemption };

/** Equal for two findings exactly when they are the same finding, whatever their severity or message. */
export function findingKey({ vaultId, checkId, target }: Finding): string {
  return [vaultId, checkId, target].join('\n');
}
