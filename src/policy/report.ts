import type { Exposure } from '../network-rules/exposure.ts';
import type { Vault } from '../network-rules/model.ts';
import type { Exemption } from './exemptions.ts';
import type { Finding } from './finding.ts';

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
