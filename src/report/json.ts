import type { StateRow } from '../drift/state-row.ts';
import type { AccessDecision } from '../network-rules/decide-access.ts';
import { describeExposure } from '../network-rules/describe.ts';
import { toCidrs } from '../network-rules/ipv4-set.ts';
import type { Vault } from '../network-rules/model.ts';
import type { Report } from '../policy/report.ts';

/** What every answer about access must not leave unsaid. */
const reminder =
  'Network rules guard the data plane only, and a caller that they let in still needs a token and a permission.';

/** One vault, evaluated just now. */
export function reportJson({ vault, exposure, findings }: Report, now: Date) {
  const { id, name, resourceGroup, subscriptionId, location, tags, rules } = vault;
  return {
    vault: { id, name, resourceGroup, subscriptionId, location, tags },
    evaluatedAt: now.toISOString(),
    compliant: findings.length === 0,
    exposure: { ...exposure, summary: describeExposure(exposure) },
    findings,
    rules,
    reminder,
  };
}

/** The subscription as it was last evaluated. */
export function stateJson(rows: readonly StateRow[], now: Date) {
  const vaults = rows.flatMap(({ vault, exposure, findings, evaluatedAt }) =>
    exposure
      ? [
          {
            vault,
            exposure: { ...exposure, summary: describeExposure(exposure) },
            findings,
            changedAt: evaluatedAt,
          },
        ]
      : [],
  );
  return {
    answeredAt: now.toISOString(),
    vaults,
    openFindings: vaults.reduce((sum, { findings }) => sum + findings.length, 0),
    reminder,
  };
}

/** Whether one source is let in to a vault, and why. */
export function decisionJson({ id, name }: Vault, from: string, decision: AccessDecision) {
  const { allowedAddresses, deniedAddresses, ...rest } = decision;
  return {
    vault: { id, name },
    from,
    ...rest,
    allowedAddresses: toCidrs(allowedAddresses),
    deniedAddresses: toCidrs(deniedAddresses),
  };
}
