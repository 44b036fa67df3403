import { ipRangeNotApproved } from '../../src/checks/ip-range-not-approved.ts';
import { addresses } from '../builders.ts';
import { describeCheck } from './check-cases.ts';

const policy = { approvedAddresses: addresses('20.1.0.0/16') };
const order =
  '# "add" skips what an existing rule overlaps, so the wide rule goes first; its callers are refused in between.';
const rule = (verb: string, cidr: string) =>
  `az keyvault network-rule ${verb} --resource-group rg-1 --name vault-1 --ip-address ${cidr}`;

describeCheck(ipRangeNotApproved, {
  violates: [
    {
      name: 'a range outside the approved ones',
      vault: { ipRules: ['20.2.0.0/24'] },
      policy,
      targets: ['20.2.0.0/24'],
      messages: ['IP rule 20.2.0.0/24 lets in 256 addresses that are not approved: 20.2.0.0/24.'],
    },
    {
      name: 'a single address, in the singular',
      vault: { ipRules: ['20.2.0.1'] },
      policy,
      targets: ['20.2.0.1/32'],
      messages: ['IP rule 20.2.0.1/32 lets in 1 address that is not approved: 20.2.0.1/32.'],
    },
    {
      name: 'a rule that reaches beyond, naming only the part beyond',
      vault: { ipRules: ['20.0.0.0/15'] },
      policy,
      targets: ['20.0.0.0/15'],
      messages: ['IP rule 20.0.0.0/15 lets in 65,536 addresses that are not approved: 20.0.0.0/16.'],
    },
    {
      name: 'every rule when the policy approves nobody',
      vault: { ipRules: ['20.1.0.1', '20.2.0.1'] },
      policy: { approvedAddresses: [] },
      targets: ['20.1.0.1/32', '20.2.0.1/32'],
    },
    {
      name: 'a rule beyond in many parts, naming the first five',
      vault: { ipRules: ['20.1.0.0/28'] },
      policy: { approvedAddresses: addresses(...[0, 2, 4, 6, 8, 10, 12].map((last) => `20.1.0.${last}`)) },
      targets: ['20.1.0.0/28'],
      messages: [
        'IP rule 20.1.0.0/28 lets in 9 addresses that are not approved: 20.1.0.1/32, 20.1.0.3/32, 20.1.0.5/32, 20.1.0.7/32, 20.1.0.9/32 and 3 more.',
      ],
    },
  ],
  complies: [
    { name: 'any rule when the policy has no opinion', vault: { ipRules: ['20.2.0.0/24'] } },
    { name: 'a rule inside an approved range', vault: { ipRules: ['20.1.2.0/24'] }, policy },
    { name: 'a private range, which lets nobody in', vault: { ipRules: ['10.0.0.0/8'] }, policy },
  ],
  boundary: [
    {
      name: 'two approved /25 approve their /24',
      vault: { ipRules: ['20.1.0.0/24'] },
      policy: { approvedAddresses: addresses('20.1.0.0/25', '20.1.0.128/25') },
      targets: [],
    },
    {
      name: 'one address short of the whole range',
      vault: { ipRules: ['20.1.0.0/31'] },
      policy: { approvedAddresses: addresses('20.1.0.0') },
      targets: ['20.1.0.0/31'],
    },
    { name: 'the approved range itself', vault: { ipRules: ['20.1.0.0/16'] }, policy, targets: [] },
    {
      name: 'the approved range and reserved addresses beside it',
      vault: { ipRules: ['192.0.0.0/23'] },
      policy: { approvedAddresses: addresses('192.0.1.0/24') },
      targets: [],
    },
  ],
  unknown: [
    {
      name: 'a malformed rule lets nobody in; the report names it among the unknowns',
      vault: { ipRules: ['20.2.0.0/24,'] },
      policy,
      targets: [],
    },
    {
      name: 'a rule beyond beside a default action that is new to us',
      vault: { defaultAction: 'DenyMost', ipRules: ['20.2.0.1'] },
      policy,
      targets: ['20.2.0.1/32'],
    },
  ],
  remediates: [
    {
      name: 'removing a rule of which nothing is approved',
      vault: { ipRules: ['20.2.0.0/24'] },
      policy,
      lines: [order, rule('remove', '20.2.0.0/24')],
    },
    {
      name: 'putting the approved part in its place',
      vault: { ipRules: ['20.0.0.0/15'] },
      policy,
      lines: [order, rule('remove', '20.0.0.0/15'), rule('add', '20.1.0.0/16')],
    },
    {
      name: 'adding nothing that overlaps a rule which stays',
      vault: { ipRules: ['20.0.0.0/15', '20.1.0.0/17'] },
      policy,
      target: '20.0.0.0/15',
      lines: [order, rule('remove', '20.0.0.0/15'), rule('add', '20.1.128.0/17')],
    },
    {
      name: 'removing the rules within it that go as well, so that its parts can be added',
      vault: { ipRules: ['20.0.0.0/14', '20.0.0.0/15'] },
      policy,
      target: '20.0.0.0/14',
      lines: [
        order,
        rule('remove', '20.0.0.0/14'),
        rule('remove', '20.0.0.0/15'),
        rule('add', '20.1.0.0/16'),
      ],
    },
    {
      name: 'removing only a rule inside a wider one that goes as well',
      vault: { ipRules: ['20.0.0.0/14', '20.0.0.0/15'] },
      policy,
      target: '20.0.0.0/15',
      lines: [
        '# The wider rule 20.0.0.0/14 lets in the same addresses; it has to go as well.',
        rule('remove', '20.0.0.0/15'),
      ],
    },
  ],
});
