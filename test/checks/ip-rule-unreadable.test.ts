import { ipRuleUnreadable } from '../../src/checks/ip-rule-unreadable.ts';
import { describeCheck } from './check-cases.ts';

describeCheck(ipRuleUnreadable, {
  violates: [
    {
      name: 'a slip in a template',
      vault: { ipRules: ["'20.1.0.0/16'"] },
      targets: ["'20.1.0.0/16'"],
      messages: [`IP rule "'20.1.0.0/16'" cannot be read: not an IPv4 address.`],
    },
    {
      name: 'an IPv6 address',
      vault: { ipRules: ['2001:db8::1'] },
      targets: ['2001:db8::1'],
      messages: ['IP rule "2001:db8::1" cannot be read: an IPv6 address; Key Vault takes IPv4 only.'],
    },
    { name: 'an empty rule', vault: { ipRules: [''] }, targets: [''] },
  ],
  complies: [
    { name: 'an address with and one without a prefix', vault: { ipRules: ['20.1.2.3', '20.2.0.0/16'] } },
    { name: 'a vault without rules' },
  ],
  boundary: [
    { name: 'prefix 32', vault: { ipRules: ['20.1.2.3/32'] }, targets: [] },
    { name: 'prefix 33', vault: { ipRules: ['20.1.2.3/33'] }, targets: ['20.1.2.3/33'] },
    { name: 'host bits, which Azure drops', vault: { ipRules: ['20.1.2.3/24'] }, targets: [] },
    { name: 'three parts of an address', vault: { ipRules: ['20.1.2'] }, targets: ['20.1.2'] },
    {
      name: 'the same malformed rule twice is one',
      vault: { ipRules: ['nonsense', 'nonsense'] },
      targets: ['nonsense'],
    },
  ],
  unknown: [
    {
      name: 'a list that is no list',
      properties: { networkAcls: { ipRules: '20.1.0.0/16' } },
      targets: ['"20.1.0.0/16"'],
    },
    {
      name: 'an entry without text',
      properties: { networkAcls: { ipRules: [{ value: 5 }] } },
      targets: ['{"value":5}'],
    },
  ],
  remediates: [
    {
      name: 'the portal or the template, because the command line refuses the value',
      vault: { ipRules: ['nonsense'] },
      lines: [
        "# The command line does not take a malformed value: remove it on the vault's Networking page or in its template.",
        'az keyvault network-rule list --resource-group rg-1 --name vault-1',
      ],
    },
  ],
});
