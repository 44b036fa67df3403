import { publicAccessNotDisabled } from '../../src/checks/public-access-not-disabled.ts';
import { describeCheck } from './check-cases.ts';

const policy = { publicNetworkAccess: 'disabled' } as const;

describeCheck(publicAccessNotDisabled, {
  violates: [
    {
      name: 'enabled public access',
      policy,
      targets: ['vault'],
      messages: ['Public network access is enabled; the policy wants it disabled.'],
    },
    {
      name: 'access that ARM left out, which means enabled',
      vault: { publicNetworkAccess: null },
      policy,
      targets: ['vault'],
    },
  ],
  complies: [
    { name: 'enabled access when the policy allows it' },
    { name: 'disabled access in any letter case', vault: { publicNetworkAccess: 'DISABLED' }, policy },
  ],
  boundary: [
    {
      name: 'access secured by a perimeter: rules of the vault cannot open it',
      vault: { publicNetworkAccess: 'SecuredByPerimeter' },
      policy,
      targets: [],
    },
    {
      name: 'Deny without any rule: one careless rule opens it',
      vault: { defaultAction: 'Deny' },
      policy,
      targets: ['vault'],
    },
  ],
  unknown: [
    {
      name: 'a value that is new to us',
      vault: { publicNetworkAccess: 'Sometimes' },
      policy,
      targets: ['vault'],
      messages: ['Public network access is "Sometimes", which is not known; the policy wants it disabled.'],
    },
    { name: 'an empty value', vault: { publicNetworkAccess: '' }, policy, targets: ['vault'] },
  ],
  remediates: [
    {
      name: 'disabling it, once every caller has a private endpoint',
      policy,
      lines: [
        '# First make sure that every caller has an approved private endpoint: all others are shut out at once.',
        'az keyvault update --resource-group rg-1 --name vault-1 --public-network-access Disabled',
      ],
    },
  ],
});
