import { exposureOf } from '../network-rules/exposure.ts';
import type { Perimeter } from '../network-rules/facts.ts';
import { reachOf } from '../network-rules/reach.ts';
import { denyByDefault } from './az-cli.ts';
import { defineCheck, type Subject } from './check.ts';

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
    if (!isClosed || !wouldBeOpen(subject)) return [];
    const cause =
      rules.firewall === 'absent'
        ? 'there is no firewall (networkAcls is missing)'
        : 'its rules let everybody in';
    return [
      { target: 'vault', message: `Public network access keeps the internet out, but beneath it ${cause}.` },
    ];
  },
  remediate: ({ vault }) => [denyByDefault(vault)],
});

const noPerimeter: Perimeter = { kind: 'none' };

function wouldBeOpen({ vault, facts, criteria }: Subject): boolean {
  const opened = { ...vault.rules, publicNetworkAccess: 'enabled' } as const;
  const reach = reachOf(opened, { ...facts, perimeter: noPerimeter });
  return exposureOf(reach, vault.subscriptionId, criteria.internetShare).level === 'internet';
}
