import { privateEndpointNotApproved } from '../../src/checks/private-endpoint-not-approved.ts';
import { armVault } from '../builders.ts';
import { describeCheck } from './check-cases.ts';

const connection = (number: number) =>
  `${armVault().id}/privateEndpointConnections/pe-${number}`.toLowerCase();
const withStatus = (status: string) => ({ privateEndpoints: [{ id: '/pe', status }] });
const twice = ['Pending', 'Rejected'].map((status) => ({
  id: connection(1),
  properties: { privateLinkServiceConnectionState: { status } },
}));
const remove = `az keyvault private-endpoint-connection delete --id ${connection(1)}`;

describeCheck(privateEndpointNotApproved, {
  violates: [
    {
      name: 'a connection that waits',
      vault: withStatus('Pending'),
      targets: [connection(1)],
      messages: ['The connection of private endpoint /pe is pending.'],
    },
    {
      name: 'a rejected and a disconnected one',
      vault: { privateEndpoints: [{ status: 'Rejected' }, { status: 'DISCONNECTED' }] },
      targets: [connection(1), connection(2)],
    },
    {
      name: 'a connection that names no endpoint, by its own id',
      properties: { privateEndpointConnections: [twice[0]] },
      targets: [connection(1)],
      messages: [`The connection of private endpoint ${connection(1)} is pending.`],
    },
  ],
  complies: [
    { name: 'an approved connection', vault: withStatus('Approved') },
    { name: 'a vault without connections' },
  ],
  boundary: [
    {
      name: 'a pending one beside an approved one',
      vault: { privateEndpoints: [{}, { status: 'Pending' }] },
      targets: [connection(2)],
    },
    {
      name: 'one connection that Azure lists twice',
      properties: { privateEndpointConnections: twice },
      targets: [connection(1)],
    },
  ],
  unknown: [
    {
      name: 'a status that is new to us',
      vault: withStatus('Updating'),
      targets: [connection(1)],
      messages: ['The connection of private endpoint /pe is in the unknown state "Updating".'],
    },
    {
      name: 'a connection without any status',
      properties: { privateEndpointConnections: [{ id: '/c' }] },
      targets: ['/c'],
    },
  ],
  remediates: [
    {
      name: 'approving or rejecting who asks',
      vault: withStatus('Pending'),
      lines: [
        '# If you know who asks, approve …',
        `az keyvault private-endpoint-connection approve --id ${connection(1)}`,
        '# … if not, reject.',
        `az keyvault private-endpoint-connection reject --id ${connection(1)}`,
      ],
    },
    { name: 'deleting what is left over', vault: withStatus('Disconnected'), lines: [remove] },
    {
      name: 'looking first where the state is new to us',
      vault: withStatus('Updating'),
      lines: ['# Look at its state first: it may let somebody in who needs the vault.', remove],
    },
  ],
});
