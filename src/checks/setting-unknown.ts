import { unknownSettings } from '../network-rules/unknowns.ts';
import { defineCheck } from './check.ts';
import { oncePerTarget } from './once-per-target.ts';

export const settingUnknown = defineCheck({
  id: 'setting-unknown',
  title: 'Setting has a value that is not known',
  severity: 'medium',
  rationale:
    'Azure sent a value that this version does not know. It is read as the most open of its meanings; whether the ' +
    'vault is as open as that, a person has to say.',
  references: {},
  evaluate: ({ vault }) =>
    oncePerTarget(
      unknownSettings(vault.rules).map(({ setting, sentence }) => ({
        target: setting,
        message: `${sentence}.`,
      })),
    ),
  remediate: () => [
    '# Look the value up in the Key Vault documentation, and update Vaultfence if a newer version knows it.',
  ],
});
