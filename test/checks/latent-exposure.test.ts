import { latentExposure } from '../../src/checks/latent-exposure.ts';
import { perimeter } from '../builders.ts';
import { describeCheck } from './check-cases.ts';

const disabled = { publicNetworkAccess: 'Disabled' } as const;
const secured = { publicNetworkAccess: 'SecuredByPerimeter', networkAcls: null } as const;
const splitInternet = ['0.0.0.0/1', '128.0.0.0/1'];

describeCheck(latentExposure, {
  violates: [
    {
      name: 'a vault whose rules the portal wiped when it disabled access',
      vault: { ...disabled, networkAcls: null },
      targets: ['vault'],
      messages: [
        'Public network access keeps the internet out, but beneath it there is no firewall (networkAcls is missing).',
      ],
    },
    {
      name: 'Allow beneath disabled access',
      vault: { ...disabled, defaultAction: 'Allow' },
      targets: ['vault'],
      messages: ['Public network access keeps the internet out, but beneath it its rules let everybody in.'],
    },
    {
      name: 'a split /1 pair beneath disabled access',
      vault: { ...disabled, ipRules: splitInternet },
      targets: ['vault'],
    },
    {
      name: 'no firewall beneath access secured by a perimeter that is not there',
      vault: secured,
      targets: ['vault'],
    },
    {
      name: 'no firewall inside a learning perimeter, where own rules would count again',
      vault: secured,
      facts: { perimeter: perimeter({ accessMode: 'learning' }) },
      targets: ['vault'],
    },
  ],
  complies: [
    { name: 'Deny beneath disabled access', vault: disabled },
    { name: 'a vault that is open already: nothing is latent', vault: { defaultAction: 'Allow' } },
    {
      name: 'no firewall inside an enforced perimeter, which keeps deciding',
      vault: secured,
      facts: { perimeter: perimeter() },
    },
    {
      name: 'a vault that a learning perimeter opens already',
      vault: { ...disabled, networkAcls: null },
      facts: { perimeter: perimeter({ accessMode: 'learning', inboundAddresses: splitInternet }) },
    },
  ],
  boundary: [
    {
      name: 'half of the internet beneath, when half is the limit',
      vault: { ...disabled, ipRules: ['0.0.0.0/1'] },
      policy: { internetShare: 0.5 },
      targets: ['vault'],
    },
    {
      name: 'half of the internet beneath, when 90 % is the limit',
      vault: { ...disabled, ipRules: ['0.0.0.0/1'] },
      targets: [],
    },
  ],
  unknown: [
    {
      name: 'a default action that is new to us, beneath disabled access',
      vault: { ...disabled, defaultAction: 'DenyMost' },
      targets: ['vault'],
    },
    {
      name: 'a perimeter that was not read counts as none',
      vault: secured,
      facts: { perimeter: { kind: 'not-read', reason: 'refused' } },
      targets: ['vault'],
    },
    {
      name: 'public access that is new to us counts as open now, not latently',
      vault: { publicNetworkAccess: 'Sometimes', networkAcls: null },
      targets: [],
    },
  ],
  remediates: [
    {
      name: 'Deny by default, with both settings where networkAcls is missing',
      vault: { ...disabled, networkAcls: null },
      lines: [
        '# Add a rule for every address and subnet that needs the vault, then close it for everybody else.',
        'az keyvault update --resource-group rg-1 --name vault-1 --default-action Deny --bypass AzureServices',
      ],
    },
    {
      name: 'removing wide ranges where Deny is set already',
      vault: { ...disabled, ipRules: splitInternet },
      lines: [
        '# Add what is really needed once the wide ranges are gone: "add" skips what an existing rule overlaps.',
        'az keyvault network-rule remove --resource-group rg-1 --name vault-1 --ip-address 0.0.0.0/1',
      ],
    },
  ],
});
