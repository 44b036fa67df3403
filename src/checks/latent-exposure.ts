import type { NetworkRules } from '../network-rules/model.ts';
import { defineCheck } from './check.ts';
import { closeOwnRules, isInternet } from './close-own-rules.ts';

export const latentExposure = defineCheck({
  id: 'latent-exposure',
  title: 'Vault would be open to the internet if public access were enabled',
  severity: 'medium',
  rationale:
    'Public network access is all that keeps the internet out: the rules beneath let everybody in. The portal deletes ' +
    'the rules when it disables public access, so enabling it again, for a moment even, opens the vault to the world.',
  references: { mcsb: ['NS-2'] },
  evaluate: (subject) => {
    const { rules } = subject.vault;
    const isClosed =
      rules.publicNetworkAccess === 'disabled' || rules.publicNetworkAccess === 'secured-by-perimeter';
    if (!isClosed || subject.exposure.level === 'internet' || !isInternet(subject, opened(rules))) return [];
    const cause =
      rules.firewall === 'absent'
        ? 'there is no firewall (networkAcls is missing)'
        : 'its rules let everybody in';
    return [
      { target: 'vault', message: `Public network access keeps the internet out, but beneath it ${cause}.` },
    ];
  },
  remediate: (subject) => closeOwnRules(subject, opened(subject.vault.rules)),
});

function opened(rules: NetworkRules): NetworkRules {
  return { ...rules, publicNetworkAccess: 'enabled' };
}
