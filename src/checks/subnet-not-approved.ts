import { removeSubnetRule } from './az-cli.ts';
import { defineCheck } from './check.ts';

export const subnetNotApproved = defineCheck({
  id: 'subnet-not-approved',
  title: 'Virtual network rule lets in a subnet that is not approved',
  severity: 'high',
  rationale:
    'Every machine in a listed subnet can reach the vault. A subnet that nobody approved may hold workloads that ' +
    'have no business with these secrets.',
  references: { mcsb: ['NS-2'] },
  evaluate: ({ vault, criteria }) =>
    vault.rules.virtualNetworkRules.flatMap((rule) =>
      rule.kind === 'subnet' && criteria.isApprovedSubnet?.(rule.subnet) === false
        ? [{ target: rule.value, message: `Subnet ${rule.value} is let in and not approved.` }]
        : [],
    ),
  remediate: ({ vault }, { target }) => [removeSubnetRule(vault, target)],
});
