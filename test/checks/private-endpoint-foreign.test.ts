import { privateEndpointForeign } from '../../src/checks/private-endpoint-foreign.ts';
import { armVault } from '../builders.ts';
import { describeCheck } from './check-cases.ts';

const other = '00000000-0000-0000-0000-000000000002';
const connection = (number: number) =>
  `${armVault().id}/privateEndpointConnections/pe-${number}`.toLowerCase();
const from = (subscriptionId: string, status = 'Approved') => ({
  privateEndpoints: [{ subscriptionId, status }],
});
const policy = { approvedSubscriptions: new Set([other]) };

describeCheck(privateEndpointForeign, {
  violates: [
    {
      name: 'an approved endpoint of another subscription',
      vault: from(other),
      targets: [connection(1)],
      messages: [
        `Private endpoint /subscriptions/${other}/resourcegroups/rg-network/providers/microsoft.network/privateendpoints/pe-1 is in subscription ${other}, which the policy does not name.`,
      ],
    },
    {
      name: 'one that passes although public access is disabled',
      vault: { ...from(other), publicNetworkAccess: 'Disabled' },
      targets: [connection(1)],
    },
  ],
  complies: [
    { name: "an endpoint of the vault's own subscription", vault: { privateEndpoints: [{}] } },
    { name: 'a subscription that the policy approves', vault: from(other), policy },
  ],
  boundary: [
    {
      name: 'our own subscription in capitals',
      vault: { subscriptionId: 'abcd', ...from('ABCD') },
      targets: [],
    },
    {
      name: 'a foreign endpoint that only waits: nobody is let in',
      vault: from(other, 'Pending'),
      targets: [],
    },
    {
      name: 'one of ours beside a foreign one',
      vault: { privateEndpoints: [{}, { subscriptionId: other }] },
      targets: [connection(2)],
    },
    {
      name: 'one connection that Azure lists twice',
      properties: {
        privateEndpointConnections: ['/subscriptions/a', '/subscriptions/b'].map((id) => ({
          id: '/c',
          properties: { privateEndpoint: { id }, privateLinkServiceConnectionState: { status: 'Approved' } },
        })),
      },
      targets: ['/c'],
    },
  ],
  unknown: [
    {
      name: 'a foreign endpoint with a status that is new to us',
      vault: from(other, 'Updating'),
      targets: [connection(1)],
    },
    {
      name: 'an endpoint whose subscription is not told',
      properties: {
        privateEndpointConnections: [
          { id: '/c', properties: { privateLinkServiceConnectionState: { status: 'Approved' } } },
        ],
      },
      policy,
      targets: ['/c'],
      messages: [
        'Private endpoint /c is in a subscription that is not told, which the policy does not name.',
      ],
    },
  ],
  remediates: [
    {
      name: 'deleting the connection',
      vault: from(other),
      lines: [`az keyvault private-endpoint-connection delete --id ${connection(1)}`],
    },
  ],
});
