import { trustedServicesBypass } from '../../src/checks/trusted-services-bypass.ts';
import { describeCheck } from './check-cases.ts';

const forbidden = { trustedServices: 'forbidden' } as const;
const required = { trustedServices: 'required' } as const;

describeCheck(trustedServicesBypass, {
  violates: [
    {
      name: 'AzureServices where the policy forbids it',
      policy: forbidden,
      targets: ['vault'],
      messages: ['The bypass is AzureServices; the policy asks for None.'],
    },
    {
      name: 'None where the policy requires trusted services',
      vault: { bypass: 'None' },
      policy: required,
      targets: ['vault'],
      messages: ['The bypass is None; the policy asks for AzureServices.'],
    },
    {
      name: 'a bypass that ARM left out, which means AzureServices',
      vault: { bypass: null },
      policy: forbidden,
      targets: ['vault'],
    },
    {
      name: 'a vault without a firewall',
      vault: { networkAcls: null },
      policy: forbidden,
      targets: ['vault'],
    },
  ],
  complies: [
    { name: 'None where it is asked, in any letter case', vault: { bypass: 'NONE' }, policy: forbidden },
    { name: 'AzureServices where it is asked', policy: required },
  ],
  boundary: [
    { name: 'AzureServices when either will do', policy: { trustedServices: 'either' }, targets: [] },
    {
      name: 'None when either will do',
      vault: { bypass: 'None' },
      policy: { trustedServices: 'either' },
      targets: [],
    },
    {
      name: 'AzureServices with public access disabled: they pass all the same',
      vault: { publicNetworkAccess: 'Disabled' },
      policy: forbidden,
      targets: ['vault'],
    },
  ],
  unknown: [
    {
      name: 'a bypass that is new to us, where it is forbidden',
      vault: { bypass: 'Logging' },
      policy: forbidden,
      targets: ['vault'],
      messages: ['The bypass is "Logging" (unknown); the policy asks for None.'],
    },
    {
      name: 'a bypass that is new to us, where it is required',
      vault: { bypass: 'Logging' },
      policy: required,
      targets: ['vault'],
    },
    {
      name: 'a bypass that is new to us, when either will do; the report names it among the unknowns',
      vault: { bypass: 'Logging' },
      targets: [],
    },
  ],
  remediates: [
    {
      name: 'setting None',
      policy: forbidden,
      lines: ['az keyvault update --resource-group rg-1 --name vault-1 --bypass None'],
    },
    {
      name: 'setting AzureServices',
      vault: { bypass: 'None' },
      policy: required,
      lines: ['az keyvault update --resource-group rg-1 --name vault-1 --bypass AzureServices'],
    },
    {
      name: 'both settings where networkAcls is missing',
      vault: { networkAcls: null },
      policy: forbidden,
      lines: ['az keyvault update --resource-group rg-1 --name vault-1 --bypass None --default-action Allow'],
    },
    {
      name: 'leaving alone a default action that is new to us',
      vault: { defaultAction: 'DenyMost' },
      policy: forbidden,
      lines: ['az keyvault update --resource-group rg-1 --name vault-1 --bypass None'],
    },
    {
      name: 'first ending disk encryption, with which Azure refuses None',
      vault: { flags: { diskEncryption: true } },
      policy: forbidden,
      lines: [
        '# Azure refuses bypass None while Azure Disk Encryption may use the vault. Stop here if it must.',
        'az keyvault update --resource-group rg-1 --name vault-1 --enabled-for-disk-encryption false',
        'az keyvault update --resource-group rg-1 --name vault-1 --bypass None',
      ],
    },
  ],
});
