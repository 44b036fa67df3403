import { ipRangeTooBroad } from '../../src/checks/ip-range-too-broad.ts';
import { describeCheck } from './check-cases.ts';

describeCheck(ipRangeTooBroad, {
  violates: [
    {
      name: 'a rule wider than the policy allows',
      vault: { ipRules: ['20.0.0.0/8', '20.1.2.3'] },
      policy: { shortestPrefix: 16 },
      targets: ['20.0.0.0/8'],
      messages: ['IP rule 20.0.0.0/8 is wider than /16, the widest that the policy allows.'],
    },
    {
      name: 'small ranges that add up to too many addresses',
      vault: { ipRules: ['20.1.0.0/24', '20.2.0.0/24'] },
      policy: { mostAddresses: 256 },
      targets: ['vault'],
      messages: ['IP rules name 512 public addresses together, the policy allows 256.'],
    },
    {
      name: 'one wide rule by both limits',
      vault: { ipRules: ['20.0.0.0/8'] },
      policy: { shortestPrefix: 16, mostAddresses: 256 },
      targets: ['20.0.0.0/8', 'vault'],
    },
    {
      name: 'rules beneath Allow as well: they count once it is Deny',
      vault: { defaultAction: 'Allow', ipRules: ['20.0.0.0/8'] },
      policy: { shortestPrefix: 16 },
      targets: ['20.0.0.0/8'],
    },
  ],
  complies: [
    { name: 'no rules at all', policy: { shortestPrefix: 32, mostAddresses: 0 } },
    {
      name: 'the same addresses listed twice',
      vault: { ipRules: ['20.1.0.0/24', '20.1.0.0/25'] },
      policy: { mostAddresses: 256 },
    },
    {
      name: 'reserved addresses, which let nobody in',
      vault: { ipRules: ['10.0.0.0/8'] },
      policy: { mostAddresses: 0 },
    },
  ],
  boundary: [
    {
      name: 'exactly the shortest prefix',
      vault: { ipRules: ['20.1.0.0/16'] },
      policy: { shortestPrefix: 16 },
      targets: [],
    },
    {
      name: 'one bit shorter',
      vault: { ipRules: ['20.0.0.0/15'] },
      policy: { shortestPrefix: 16 },
      targets: ['20.0.0.0/15'],
    },
    {
      name: 'a single address when only single addresses are allowed',
      vault: { ipRules: ['20.1.2.3'] },
      policy: { shortestPrefix: 32 },
      targets: [],
    },
    { name: '/0 when the policy allows /0', vault: { ipRules: ['0.0.0.0/0'] }, targets: [] },
    {
      name: 'exactly as many addresses as are allowed',
      vault: { ipRules: ['20.1.0.0/24'] },
      policy: { mostAddresses: 256 },
      targets: [],
    },
    {
      name: 'one address more',
      vault: { ipRules: ['20.1.0.0/24', '20.2.0.0'] },
      policy: { mostAddresses: 256 },
      targets: ['vault'],
    },
  ],
  unknown: [
    {
      name: 'a malformed rule has no width; the report names it among the unknowns',
      vault: { ipRules: ['20.0.0.0/8/8'] },
      policy: { shortestPrefix: 32, mostAddresses: 0 },
      targets: [],
    },
    {
      name: 'a wide rule beside a malformed one',
      vault: { ipRules: ['20.0.0.0/8', 'nonsense'] },
      policy: { shortestPrefix: 16 },
      targets: ['20.0.0.0/8'],
    },
  ],
  remediates: [
    {
      name: 'removing the wide range before its parts are added',
      vault: { ipRules: ['20.0.0.0/8'] },
      policy: { shortestPrefix: 16 },
      lines: [
        '# Add the addresses that are needed once the wide range is gone: "add" skips what an existing rule overlaps.',
        'az keyvault network-rule remove --resource-group rg-1 --name vault-1 --ip-address 20.0.0.0/8',
      ],
    },
    {
      name: 'looking at the list when all are too many together',
      vault: { ipRules: ['20.1.0.0/24'] },
      policy: { mostAddresses: 1 },
      lines: [
        '# Remove the ranges that are not needed; see them with:',
        'az keyvault network-rule list --resource-group rg-1 --name vault-1',
      ],
    },
  ],
});
