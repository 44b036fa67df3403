import { createPrivateEndpoint } from './az-cli.ts';
import { defineCheck } from './check.ts';

export const privateEndpointRequired = defineCheck({
  id: 'private-endpoint-required',
  title: 'Vault has no approved private endpoint',
  severity: 'medium',
  rationale:
    'The policy wants callers to come through a private endpoint, which keeps their traffic off public addresses. A ' +
    'connection that is pending or rejected carries nothing, so only an approved one counts.',
  references: {
    cis: { '2.0': '8.7', '2.1': '8.7', '3.0': '3.3.7', '4.0': '9.3.8', '5.0': '8.3.8', '6.0': '8.3.8' },
    mcsb: ['NS-2', 'DP-8'],
    azurePolicy: { 'a6abeaec-4d90-4a02-805f-6b26c4d3fbe9': 'Azure Key Vaults should use private link' },
  },
  evaluate: ({ vault, criteria }) => {
    const connections = vault.rules.privateEndpointConnections;
    if (criteria.privateEndpoints === 'optional' || connections.some(({ status }) => status === 'approved'))
      return [];
    const none = connections.length === 0;
    const message = none
      ? 'There is no private endpoint connection.'
      : 'No private endpoint connection is approved.';
    return [{ target: 'vault', message }];
  },
  remediate: ({ vault }) => [
    '# Put in the subnet that the callers use, and link the zone privatelink.vaultcore.azure.net to their network.',
    createPrivateEndpoint(vault),
  ],
});
