import type { Exposure } from '../network-rules/exposure.ts';
import type { Facts } from '../network-rules/facts.ts';
import type { Vault } from '../network-rules/model.ts';
import type { Reach } from '../network-rules/reach.ts';
import type { Criteria } from './criteria.ts';

export const severities = ['critical', 'high', 'medium', 'low', 'informational'] as const;

/** Worst first. */
export type Severity = (typeof severities)[number];

/** Everything a check may look at; all of it collected and normalised before. */
export type Subject = {
  readonly vault: Vault;
  readonly facts: Facts;
  readonly reach: Reach;
  readonly exposure: Exposure;
  readonly criteria: Criteria;
};

export type Violation = {
  /** What violates: a rule's value, a subnet id, or `vault` for the vault itself. Part of a finding's identity. */
  readonly target: string;
  /** One sentence with the facts, for a person. */
  readonly message: string;
};

/** Where the world asks for the same: control numbers by benchmark. */
export type References = {
  /** CIS Microsoft Azure Foundations, `version: control`. */
  readonly cis?: Readonly<Record<string, string>>;
  /** Microsoft cloud security benchmark controls. */
  readonly mcsb?: readonly string[];
  /** Azure Policy built-in definitions, id and title. */
  readonly azurePolicy?: Readonly<Record<string, string>>;
};

export type Check = {
  /** Stable: findings, policies and dashboards refer to it. */
  readonly id: string;
  readonly title: string;
  /** The default; a policy may choose another. */
  readonly severity: Severity;
  readonly rationale: string;
  readonly references: References;
  readonly evaluate: (subject: Subject) => readonly Violation[];
  /** Shell lines that would put one violation right, in an order that locks nobody out; `#` lines explain. */
  readonly remediate: (subject: Subject, violation: Violation) => readonly string[];
};

export function defineCheck<const C extends Check>(check: C): C {
  return check;
}
