import type { Severity } from '../checks/check.ts';

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

/** Equal for two findings exactly when they are the same finding, whatever their severity or message. */
export function findingKey({ vaultId, checkId, target }: Finding): string {
  return [vaultId, checkId, target].join('\n');
}
