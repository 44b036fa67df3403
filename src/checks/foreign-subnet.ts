import { removeSubnetRule } from './az-cli.ts';
import { defineCheck } from './check.ts';
import { subnetRules } from './subnet-rules.ts';

export const foreignSubnet = defineCheck({
  id: 'foreign-subnet',
  title: 'Subnet of another subscription is let in',
  severity: 'medium',
  rationale:
    'A subnet of another subscription is governed by other people, in another tenant even. They decide which machines ' +
    'stand in it, and nobody here sees that change.',
  references: { mcsb: ['NS-2'] },
  evaluate: ({ vault, criteria }) =>
    subnetRules(vault.rules).flatMap(({ subnet }) => {
      const isKnown =
        subnet.subscriptionId === vault.subscriptionId ||
        criteria.approvedSubscriptions.has(subnet.subscriptionId) ||
        criteria.isApprovedSubnet?.(subnet) === true;
      if (isKnown) return [];
      const message = `Subnet ${subnet.id} is in subscription ${subnet.subscriptionId}, which the policy does not name.`;
      return [{ target: subnet.id, message }];
    }),
  remediate: ({ vault }, { target }) => [removeSubnetRule(vault, target)],
});
