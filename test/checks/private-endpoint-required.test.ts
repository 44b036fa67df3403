import { privateEndpointRequired } from '../../src/checks/private-endpoint-required.ts';
import { subscriptionId } from '../builders.ts';
import { describeCheck } from './check-cases.ts';

const policy = { privateEndpoints: 'required' } as const;

describeCheck(privateEndpointRequired, {
  violates: [
    {
      name: 'a vault without any connection',
      policy,
      targets: ['vault'],
      messages: ['There is no private endpoint connection.'],
    },
    {
      name: 'connections of which none is approved: a pending one carries nothing',
      vault: {
        privateEndpoints: [{ status: 'Pending' }, { status: 'Rejected' }, { status: 'Disconnected' }],
      },
      policy,
      targets: ['vault'],
      messages: ['No private endpoint connection is approved.'],
    },
  ],
  complies: [
    {
      name: 'an approved connection, in any letter case',
      vault: { privateEndpoints: [{ status: 'APPROVED' }] },
      policy,
    },
    { name: 'no connection when the policy does not ask for one' },
  ],
  boundary: [
    {
      name: 'one approved among many that are not',
      vault: { privateEndpoints: [{ status: 'Pending' }, { status: 'Approved' }] },
      policy,
      targets: [],
    },
    {
      name: 'public access disabled, but no connection',
      vault: { publicNetworkAccess: 'Disabled' },
      policy,
      targets: ['vault'],
    },
  ],
  unknown: [
    {
      name: 'a status that is new to us is not approved',
      vault: { privateEndpoints: [{ status: 'Updating' }] },
      policy,
      targets: ['vault'],
    },
    {
      name: 'a connection without any status',
      properties: { privateEndpointConnections: [{}] },
      policy,
      targets: ['vault'],
    },
  ],
  remediates: [
    {
      name: 'making one in the subnet of the callers',
      policy,
      lines: [
        '# Put in the subnet that the callers use, and link the zone privatelink.vaultcore.azure.net to their network.',
        `az network private-endpoint create --resource-group rg-1 --name vault-1-pe --connection-name vault-1 --private-connection-resource-id /subscriptions/${subscriptionId}/resourcegroups/rg-1/providers/microsoft.keyvault/vaults/vault-1 --group-id vault --subnet "$SUBNET_ID"`,
      ],
    },
  ],
});
