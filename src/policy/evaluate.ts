import { type Check, type Severity, type Subject, severities } from '../checks/check.ts';
import { exposureOf } from '../network-rules/exposure.ts';
import type { Facts } from '../network-rules/facts.ts';
import type { Vault } from '../network-rules/model.ts';
import { reachOf } from '../network-rules/reach.ts';
import { isExpired } from './exemptions.ts';
import type { Finding } from './finding.ts';
import type { Policy } from './policy.ts';
import type { ExemptedFinding, Report } from './report.ts';

/** Applies the policy to one vault. Pure: the facts were gathered before; `now` decides which exemptions hold. */
export function evaluate(vault: Vault, facts: Facts, policy: Policy, now: Date): Report {
  const { criteria, checks } = policy.appliedTo(vault);
  const reach = reachOf(vault.rules, facts);
  const exposure = exposureOf(reach, vault.subscriptionId, criteria.internetShare);
  const subject: Subject = { vault, facts, reach, exposure, criteria };
  const found = checks.flatMap(({ check, severity }) => findingsOf(check, severity, subject));
  const findings: Finding[] = [];
  const exempted: ExemptedFinding[] = [];
  for (const finding of found.sort((a, b) => rank(a.severity) - rank(b.severity))) {
    const exemption = policy.exemptions.find((one) => !isExpired(one, now) && one.covers(vault, finding));
    if (exemption) exempted.push({ finding, exemption });
    else findings.push(finding);
  }
  return { vault, exposure, findings, exempted };
}

function findingsOf(check: Check, severity: Severity, subject: Subject): readonly Finding[] {
  return check.evaluate(subject).map((violation) => ({
    vaultId: subject.vault.id,
    checkId: check.id,
    target: violation.target,
    severity,
    title: check.title,
    message: violation.message,
    remediation: check.remediate(subject, violation),
  }));
}

function rank(severity: Severity): number {
  return severities.indexOf(severity);
}
