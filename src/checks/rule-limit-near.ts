import { listRules } from './az-cli.ts';
import { defineCheck, type Violation } from './check.ts';

export const ruleLimitNear = defineCheck({
  id: 'rule-limit-near',
  title: 'Vault is near the limit of its rules',
  severity: 'low',
  rationale:
    'Azure refuses a change beyond 1000 IP rules or 200 virtual network rules, usually in the middle of a deployment. ' +
    'Whoever meets the limit under pressure merges rules into wide ranges.',
  references: {},
  evaluate: ({ vault: { rules }, criteria }) => [
    ...near('ipRules', 'IP rules', rules.ipRules.length, limits.ipRules, criteria.ruleLimitShare),
    ...near(
      'virtualNetworkRules',
      'virtual network rules',
      rules.virtualNetworkRules.length,
      limits.virtualNetworkRules,
      criteria.ruleLimitShare,
    ),
  ],
  remediate: ({ vault }) => [
    '# Remove what is not needed, or move callers to private endpoints.',
    listRules(vault),
  ],
});

/** A vault's limits (Key Vault documentation, network security). */
const limits = { ipRules: 1000, virtualNetworkRules: 200 };

function near(
  target: string,
  noun: string,
  count: number,
  limit: number,
  share: number,
): readonly Violation[] {
  // Divided, because limit times share is not exact: 200 * 0.55 is more than 110.
  return count / limit >= share
    ? [{ target, message: `${count} of at most ${limit} ${noun} are used.` }]
    : [];
}
