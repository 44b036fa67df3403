import { isUnknown } from '../network-rules/model.ts';
import { azCli } from './az-cli.ts';
import { defineCheck } from './check.ts';

export const trustedServicesBypass = defineCheck({
  id: 'trusted-services-bypass',
  title: 'Trusted-services bypass is not what the policy asks',
  severity: 'medium',
  rationale:
    'The bypass lets some forty Microsoft services past the firewall, whoever their customer is, as far as their ' +
    'permission reaches. Some vaults must not have that; others stop working without it.',
  references: {},
  evaluate: ({ vault: { rules }, criteria }) => {
    const value = isUnknown(rules.bypass) ? `"${rules.bypass.unknown}" (unknown)` : bypassNames[rules.bypass];
    const wanted = { forbidden: 'None', required: 'AzureServices', either: value }[criteria.trustedServices];
    return value === wanted
      ? []
      : [{ target: 'vault', message: `The bypass is ${value}; the policy asks for ${wanted}.` }];
  },
  remediate: ({ vault, criteria }) => {
    const { resourceGroup, name, rules } = vault;
    const wanted = criteria.trustedServices === 'forbidden' ? 'None' : 'AzureServices';
    const bypass = azCli`keyvault update --resource-group ${resourceGroup} --name ${name} --bypass ${wanted}`;
    // Where networkAcls is missing this writes it; naming Allow keeps what a missing one means.
    const update = rules.firewall === 'absent' ? `${bypass} --default-action Allow` : bypass;
    if (wanted === 'AzureServices' || !rules.deploymentFlags.diskEncryption) return [update];
    return [
      '# Azure refuses bypass None while Azure Disk Encryption may use the vault. Stop here if it must.',
      azCli`keyvault update --resource-group ${resourceGroup} --name ${name} --enabled-for-disk-encryption false`,
      update,
    ];
  },
});

const bypassNames = { 'azure-services': 'AzureServices', none: 'None' } as const;
