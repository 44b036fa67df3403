import { isUnknown } from '../network-rules/model.ts';
import { azCli } from './az-cli.ts';
import { defineCheck } from './check.ts';

export const publicAccessNotDisabled = defineCheck({
  id: 'public-access-not-disabled',
  title: 'Public network access is not disabled',
  severity: 'high',
  rationale:
    'The policy wants this vault to be reached by private endpoints alone. While public network access is enabled, ' +
    'one careless rule or default action is enough to open it.',
  references: {
    cis: { '4.0': '9.3.7', '5.0': '8.3.7', '6.0': '8.3.7' },
    mcsb: ['NS-2'],
    azurePolicy: {
      '405c5871-3e91-4644-8a63-58e19d68ff5b': 'Azure Key Vault should disable public network access',
    },
  },
  evaluate: ({ vault: { rules }, criteria }) => {
    const access = rules.publicNetworkAccess;
    if (
      criteria.publicNetworkAccess === 'allowed' ||
      access === 'disabled' ||
      access === 'secured-by-perimeter'
    ) {
      return [];
    }
    const value = isUnknown(access) ? `"${access.unknown}", which is not known` : 'enabled';
    return [{ target: 'vault', message: `Public network access is ${value}; the policy wants it disabled.` }];
  },
  remediate: ({ vault }) => [
    '# First make sure that every caller has an approved private endpoint: all others are shut out at once.',
    azCli`keyvault update --resource-group ${vault.resourceGroup} --name ${vault.name} --public-network-access Disabled`,
  ],
});
