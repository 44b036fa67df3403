import { gatesOf } from '../network-rules/gates.ts';
import { denyByDefault } from './az-cli.ts';
import { defineCheck } from './check.ts';

export const rulesNotEnforced = defineCheck({
  id: 'rules-not-enforced',
  title: 'Network rules are listed but not enforced',
  severity: 'high',
  rationale:
    'With default action Allow the IP and virtual network rules mean nothing: everybody is let in. ' +
    'The list makes the vault look protected to whoever reads it.',
  references: { mcsb: ['NS-2'] },
  evaluate: ({ vault: { rules }, facts }) => {
    const listed = rules.ipRules.length + rules.virtualNetworkRules.length;
    const decides = gatesOf(rules.publicNetworkAccess, facts.perimeter).ownRules;
    if (listed === 0 || rules.defaultAction === 'deny' || !decides) return [];
    const one = listed === 1;
    return [
      {
        target: 'vault',
        message: `${listed} network rule${one ? ' is' : 's are'} listed, but the default action lets everybody in, so ${one ? 'it has' : 'they have'} no effect.`,
      },
    ];
  },
  remediate: ({ vault }) => [
    '# The rules that are listed stay; everybody else is shut out. Check first that they name all who need the vault.',
    denyByDefault(vault),
  ],
});
