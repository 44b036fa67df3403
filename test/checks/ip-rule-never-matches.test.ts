import { ipRuleNeverMatches } from '../../src/checks/ip-rule-never-matches.ts';
import { describeCheck } from './check-cases.ts';

describeCheck(ipRuleNeverMatches, {
  violates: [
    {
      name: 'a private range',
      vault: { ipRules: ['10.1.0.0/16'] },
      targets: ['10.1.0.0/16'],
      messages: ['IP rule 10.1.0.0/16 never matches: 10.0.0.0/8 is private, RFC 1918.'],
    },
    {
      name: "Azure's own address",
      vault: { ipRules: ['168.63.129.16'] },
      targets: ['168.63.129.16/32'],
      messages: ["IP rule 168.63.129.16/32 never matches: 168.63.129.16/32 is Azure's own virtual address."],
    },
    {
      name: 'addresses that providers share, loopback, documentation and multicast',
      vault: { ipRules: ['100.64.0.1', '127.0.0.1', '203.0.113.7', '224.0.0.1'] },
      targets: ['100.64.0.1/32', '127.0.0.1/32', '203.0.113.7/32', '224.0.0.1/32'],
    },
    {
      name: 'a range of two reserved blocks',
      vault: { ipRules: ['224.0.0.0/3'] },
      targets: ['224.0.0.0/3'],
    },
  ],
  complies: [
    { name: 'a public address', vault: { ipRules: ['20.1.2.3'] } },
    { name: 'a vault without IP rules', vault: { subnets: ['app'] } },
  ],
  boundary: [
    {
      name: 'the last private address of 172.16/12',
      vault: { ipRules: ['172.31.255.255'] },
      targets: ['172.31.255.255/32'],
    },
    { name: 'the first public address after it', vault: { ipRules: ['172.32.0.0'] }, targets: [] },
    { name: "the address next to Azure's own", vault: { ipRules: ['168.63.129.17'] }, targets: [] },
    {
      name: 'a range that is private for its greater part',
      vault: { ipRules: ['172.16.0.0/11'] },
      targets: [],
    },
    { name: 'the whole internet, private ranges included', vault: { ipRules: ['0.0.0.0/0'] }, targets: [] },
  ],
  unknown: [
    {
      name: 'a malformed rule; the report names it among the unknowns',
      vault: { ipRules: ['10.0.0.0/33'] },
      targets: [],
    },
    {
      name: 'a private range beside a malformed one',
      vault: { ipRules: ['10.0.0.1', 'nonsense'] },
      targets: ['10.0.0.1/32'],
    },
  ],
  remediates: [
    {
      name: 'removing it; a subnet rule or private endpoint does what was meant',
      vault: { ipRules: ['10.1.0.0/16'] },
      lines: [
        '# For machines in a virtual network use a subnet rule or a private endpoint instead.',
        'az keyvault network-rule remove --resource-group rg-1 --name vault-1 --ip-address 10.1.0.0/16',
      ],
    },
  ],
});
