import { ruleLimitNear } from '../../src/checks/rule-limit-near.ts';
import { describeCheck } from './check-cases.ts';

const ipRules = (count: number) => Array.from({ length: count }, (_, i) => `20.1.${i >> 8}.${i & 255}`);
const subnets = (count: number) => Array.from({ length: count }, (_, i) => `subnet-${i}`);
const malformed = (count: number) => Array.from({ length: count }, (_, i) => `nonsense ${i}`);

describeCheck(ruleLimitNear, {
  violates: [
    {
      name: 'as many IP rules as Azure takes',
      vault: { ipRules: ipRules(1000) },
      targets: ['ipRules'],
      messages: ['1000 of at most 1000 IP rules are used.'],
    },
    {
      name: 'as many virtual network rules as Azure takes',
      vault: { subnets: subnets(200) },
      targets: ['virtualNetworkRules'],
      messages: ['200 of at most 200 virtual network rules are used.'],
    },
    {
      name: 'both',
      vault: { ipRules: ipRules(950), subnets: subnets(190) },
      targets: ['ipRules', 'virtualNetworkRules'],
    },
  ],
  complies: [
    { name: 'a vault without rules' },
    { name: 'as many IP rules as a vault takes virtual network rules', vault: { ipRules: ipRules(200) } },
  ],
  boundary: [
    { name: '900 IP rules at 90 %', vault: { ipRules: ipRules(900) }, targets: ['ipRules'] },
    { name: '899 IP rules at 90 %', vault: { ipRules: ipRules(899) }, targets: [] },
    {
      name: '180 virtual network rules at 90 %',
      vault: { subnets: subnets(180) },
      targets: ['virtualNetworkRules'],
    },
    { name: '179 virtual network rules at 90 %', vault: { subnets: subnets(179) }, targets: [] },
    {
      name: '110 virtual network rules at 55 %',
      vault: { subnets: subnets(110) },
      policy: { ruleLimitShare: 0.55 },
      targets: ['virtualNetworkRules'],
    },
    {
      name: 'one below the limit when only the limit is near',
      vault: { ipRules: ipRules(999) },
      policy: { ruleLimitShare: 1 },
      targets: [],
    },
  ],
  unknown: [
    { name: 'malformed rules take places too', vault: { ipRules: malformed(900) }, targets: ['ipRules'] },
    {
      name: 'malformed subnet rules take places too',
      vault: { subnets: subnets(180).map((name) => `/${name}`) },
      targets: ['virtualNetworkRules'],
    },
  ],
  remediates: [
    {
      name: 'looking at the list',
      vault: { subnets: subnets(200) },
      lines: [
        '# Remove what is not needed, or move callers to private endpoints.',
        'az keyvault network-rule list --resource-group rg-1 --name vault-1',
      ],
    },
  ],
});
