import { ipRuleRedundant } from '../../src/checks/ip-rule-redundant.ts';
import { describeCheck } from './check-cases.ts';

describeCheck(ipRuleRedundant, {
  violates: [
    {
      name: 'an address inside a range',
      vault: { ipRules: ['20.1.0.0/16', '20.1.2.3'] },
      targets: ['20.1.2.3/32'],
      messages: ['IP rule 20.1.2.3/32 is contained in 20.1.0.0/16 and changes nothing.'],
    },
    {
      name: 'every inner one of nested ranges, by the widest',
      vault: { ipRules: ['20.1.0.0/24', '20.1.0.0/16', '20.0.0.0/8'] },
      targets: ['20.1.0.0/16', '20.1.0.0/24'],
      messages: [
        'IP rule 20.1.0.0/16 is contained in 20.0.0.0/8 and changes nothing.',
        'IP rule 20.1.0.0/24 is contained in 20.0.0.0/8 and changes nothing.',
      ],
    },
  ],
  complies: [
    { name: 'ranges apart', vault: { ipRules: ['20.1.0.0/16', '20.3.0.0/16'] } },
    { name: 'one rule, listed with and without its prefix', vault: { ipRules: ['20.1.2.3', '20.1.2.3/32'] } },
  ],
  boundary: [
    {
      name: 'the first address of the range',
      vault: { ipRules: ['20.1.0.0/16', '20.1.0.0'] },
      targets: ['20.1.0.0/32'],
    },
    {
      name: 'the last address of the range',
      vault: { ipRules: ['20.1.0.0/16', '20.1.255.255'] },
      targets: ['20.1.255.255/32'],
    },
    { name: 'the address after it', vault: { ipRules: ['20.1.0.0/16', '20.2.0.0'] }, targets: [] },
    {
      name: 'neighbours that make a wider range together',
      vault: { ipRules: ['20.0.0.0/16', '20.1.0.0/16'] },
      targets: [],
    },
  ],
  unknown: [
    {
      name: 'a malformed rule is in nothing; the report names it among the unknowns',
      vault: { ipRules: ['20.1.0.0/16', '20.1.2.3/'] },
      targets: [],
    },
    {
      name: 'an address inside a range, beside a malformed one',
      vault: { ipRules: ['20.1.0.0/16', '20.1.2.3', 'x'] },
      targets: ['20.1.2.3/32'],
    },
  ],
  remediates: [
    {
      name: 'removing the inner one',
      vault: { ipRules: ['20.1.0.0/16', '20.1.2.3'] },
      lines: [
        'az keyvault network-rule remove --resource-group rg-1 --name vault-1 --ip-address 20.1.2.3/32',
      ],
    },
  ],
});
