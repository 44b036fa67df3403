import { gatesOf } from '../network-rules/gates.ts';
import { isUnknown } from '../network-rules/model.ts';
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
    const [areListed, have] =
      listed === 1
        ? ['1 network rule is listed', 'it has']
        : [`${listed} network rules are listed`, 'they have'];
    const message = isUnknown(rules.defaultAction)
      ? `${areListed}, but the default action is "${rules.defaultAction.unknown}", which is not known and may let everybody in.`
      : `${areListed}, but the default action lets everybody in, so ${have} no effect.`;
    return [{ target: 'vault', message }];
  },
  remediate: ({ vault }) => [
    '# The rules that are listed stay; everybody else is shut out. Check first that they name all who need the vault.',
    denyByDefault(vault),
  ],
});
