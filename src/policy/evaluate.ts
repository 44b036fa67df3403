import { type Severity, type Subject, severities } from '../checks/check.ts';
import { exposureOf } from '../network-rules/exposure.ts';
import type { Facts } from '../network-rules/facts.ts';
import type { Vault } from '../network-rules/model.ts';
import { reachOf } from '../network-rules/reach.ts';
import type { Policy } from './policy.ts';
import type { Finding, Report } from './report.ts';

/** Applies the policy to one vault. Pure: the facts were gathered before. */
export function evaluate(vault: Vault, facts: Facts, policy: Policy): Report {
  const { criteria } = policy;
  const reach = reachOf(vault.rules, facts);
  const exposure = exposureOf(reach, vault.subscriptionId, criteria.internetShare);
  const subject: Subject = { vault, facts, reach, exposure, criteria };
  const findings = policy.checks.flatMap(({ check, severity }) =>
    check.evaluate(subject).map(
      (violation): Finding => ({
        vaultId: vault.id,
        checkId: check.id,
        target: violation.target,
        severity,
        title: check.title,
        message: violation.message,
        remediation: check.remediate(subject, violation),
      }),
    ),
  );
  return { vault, exposure, findings: findings.sort((a, b) => rank(a.severity) - rank(b.severity)) };
}

function rank(severity: Severity): number {
  return severities.indexOf(severity);
}
