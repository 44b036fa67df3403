import { subnetFact } from '../network-rules/facts.ts';
import { removeSubnetRule } from './az-cli.ts';
import { defineCheck } from './check.ts';
import { subnetRules } from './subnet-rules.ts';

export const subnetMissing = defineCheck({
  id: 'subnet-missing',
  title: 'Virtual network rule names a subnet that does not exist',
  severity: 'medium',
  rationale:
    'The subnet was deleted and its rule stayed. Whoever makes a subnet of that name again gets access to the vault ' +
    'without anyone deciding so.',
  references: {},
  evaluate: ({ vault, facts }) =>
    subnetRules(vault.rules).flatMap(({ subnet }) =>
      subnetFact(facts, subnet).kind === 'missing'
        ? [{ target: subnet.id, message: `Subnet ${subnet.id} does not exist any more.` }]
        : [],
    ),
  remediate: ({ vault }, { target }) => [removeSubnetRule(vault, target)],
});
