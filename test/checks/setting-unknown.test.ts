import { settingUnknown } from '../../src/checks/setting-unknown.ts';
import { perimeter } from '../builders.ts';
import { describeCheck } from './check-cases.ts';

const lookUp =
  '# Look the value up in the Key Vault documentation, and update Vaultfence if a newer version knows it.';

describeCheck(settingUnknown, {
  violates: [
    {
      name: 'public network access',
      vault: { publicNetworkAccess: 'Sometimes' },
      targets: ['publicNetworkAccess'],
      messages: ['publicNetworkAccess has the unknown value "Sometimes", read as Enabled.'],
    },
    {
      name: 'the default action and the bypass, each of its own',
      vault: { defaultAction: 'DenyMost', bypass: 'Logging' },
      targets: ['networkAcls.defaultAction', 'networkAcls.bypass'],
      messages: [
        'networkAcls.defaultAction has the unknown value "DenyMost", read as Allow.',
        'networkAcls.bypass has the unknown value "Logging", read as AzureServices.',
      ],
    },
    {
      name: 'a virtual network rule that is no subnet id',
      vault: { subnets: ['/nonsense'] },
      targets: ['virtualNetworkRules /nonsense'],
    },
    {
      name: 'the status of a private endpoint connection',
      properties: { privateEndpointConnections: [{ id: '/c' }] },
      targets: ['the status of private endpoint connection /c'],
    },
  ],
  complies: [
    {
      name: 'values that are known, in any letter case',
      vault: { defaultAction: 'DENY', bypass: 'none', publicNetworkAccess: 'securedbyperimeter' },
    },
    {
      name: 'settings that ARM left out',
      vault: { defaultAction: null, bypass: null, publicNetworkAccess: null },
    },
  ],
  boundary: [
    { name: 'a known value with blanks around it', vault: { defaultAction: ' Deny ' }, targets: [] },
    { name: 'an empty value', vault: { defaultAction: '' }, targets: ['networkAcls.defaultAction'] },
    {
      name: 'one connection that Azure lists twice',
      properties: {
        privateEndpointConnections: ['A', 'B'].map((status) => ({
          id: '/c',
          properties: { privateLinkServiceConnectionState: { status } },
        })),
      },
      targets: ['the status of private endpoint connection /c'],
    },
  ],
  unknown: [
    {
      name: 'a firewall that is no object',
      properties: { networkAcls: [] },
      targets: ['networkAcls.defaultAction'],
    },
    { name: 'a malformed IP rule is a finding of its own', vault: { ipRules: ['nonsense'] }, targets: [] },
    {
      name: 'a perimeter mode that is new to us is a finding of its own',
      facts: { perimeter: perimeter({ accessMode: { unknown: 'Audit' } }) },
      targets: [],
    },
  ],
  remediates: [{ name: 'looking the value up', vault: { bypass: 'Logging' }, lines: [lookUp] }],
});
