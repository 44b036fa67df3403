import { nobodyCanReach } from '../../src/checks/nobody-can-reach.ts';
import { perimeter, subscriptionId } from '../builders.ts';
import { describeCheck } from './check-cases.ts';

const notRead = { kind: 'not-read', reason: 'refused' } as const;

describeCheck(nobodyCanReach, {
  violates: [
    {
      name: 'Deny without a rule',
      vault: { bypass: 'None' },
      targets: ['vault'],
      messages: ['No address, subnet or private endpoint is let in.'],
    },
    {
      name: 'a vault for trusted services alone, said so',
      targets: ['vault'],
      messages: ['No address, subnet or private endpoint is let in. Only trusted Microsoft services pass.'],
    },
    {
      name: 'disabled access without a private endpoint',
      vault: { publicNetworkAccess: 'Disabled', ipRules: ['20.1.2.3'] },
      targets: ['vault'],
    },
    { name: 'a rule that never matches', vault: { ipRules: ['10.0.0.1'] }, targets: ['vault'] },
    {
      name: 'a subnet that was deleted',
      vault: { subnets: ['app'] },
      facts: { subnets: { app: 'deleted' } },
      targets: ['vault'],
    },
    {
      name: 'a private endpoint that waits',
      vault: { privateEndpoints: [{ status: 'Pending' }] },
      targets: ['vault'],
    },
  ],
  complies: [
    { name: 'an address', vault: { ipRules: ['20.1.2.3'] } },
    { name: 'a subnet', vault: { subnets: ['app'] } },
    { name: 'a private endpoint', vault: { privateEndpoints: [{}] } },
    { name: 'a vault open to everybody', vault: { defaultAction: 'Allow' } },
  ],
  boundary: [
    {
      name: 'a perimeter that lets a subscription in',
      facts: { perimeter: perimeter({ inboundSubscriptions: [subscriptionId] }) },
      targets: [],
    },
    { name: 'the same perimeter without that rule', facts: { perimeter: perimeter() }, targets: ['vault'] },
  ],
  unknown: [
    {
      name: 'a subnet that was not read may be let in',
      vault: { subnets: ['app'] },
      facts: { subnets: { app: 'not-read' } },
      targets: [],
    },
    { name: 'a malformed rule lets nobody in', vault: { ipRules: ['nonsense'] }, targets: ['vault'] },
    {
      name: 'a perimeter that was not read counts as none',
      facts: { perimeter: notRead },
      targets: ['vault'],
    },
    {
      name: 'a private endpoint whose status is new to us may be let in',
      vault: { privateEndpoints: [{ status: 'Updating' }] },
      targets: [],
    },
  ],
  remediates: [
    {
      name: 'letting in just who needs it',
      lines: [
        '# If somebody should reach it, let in just them: an address, a subnet, or a private endpoint.',
        'az keyvault network-rule add --resource-group rg-1 --name vault-1 --ip-address "$ADDRESS"',
      ],
    },
    {
      name: 'a private endpoint where an IP rule would do nothing',
      vault: { publicNetworkAccess: 'Disabled' },
      lines: [
        "# The vault's own rules do not count now. If somebody should reach it, give them a private endpoint.",
        `az network private-endpoint create --resource-group rg-1 --name vault-1-pe --connection-name vault-1 --private-connection-resource-id /subscriptions/${subscriptionId}/resourcegroups/rg-1/providers/microsoft.keyvault/vaults/vault-1 --group-id vault --subnet "$SUBNET_ID"`,
      ],
    },
  ],
});
