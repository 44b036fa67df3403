import { rulesNotEnforced } from '../../src/checks/rules-not-enforced.ts';
import { perimeter } from '../builders.ts';
import { describeCheck } from './check-cases.ts';

const allow = { defaultAction: 'Allow', ipRules: ['20.1.2.3'] };

describeCheck(rulesNotEnforced, {
  violates: [
    {
      name: 'an IP rule beneath Allow',
      vault: allow,
      targets: ['vault'],
      messages: ['1 network rule is listed, but the default action lets everybody in, so it has no effect.'],
    },
    {
      name: 'IP and subnet rules beneath Allow, counted together',
      vault: { ...allow, subnets: ['app'] },
      targets: ['vault'],
      messages: [
        '2 network rules are listed, but the default action lets everybody in, so they have no effect.',
      ],
    },
    {
      name: 'a rule beneath a default action that ARM left out',
      vault: { ...allow, defaultAction: null },
      targets: ['vault'],
    },
    {
      name: 'a rule beneath Allow in a learning perimeter',
      vault: allow,
      facts: { perimeter: perimeter({ accessMode: 'learning' }) },
      targets: ['vault'],
    },
  ],
  complies: [
    { name: 'rules beneath Deny', vault: { ipRules: ['20.1.2.3'] } },
    {
      name: 'rules that disabled public access overrides',
      vault: { ...allow, publicNetworkAccess: 'Disabled' },
    },
    { name: 'rules that an enforced perimeter overrides', vault: allow, facts: { perimeter: perimeter() } },
  ],
  boundary: [
    {
      name: 'Allow without any rule: nothing pretends to protect',
      vault: { defaultAction: 'Allow' },
      targets: [],
    },
    { name: 'a subnet rule alone', vault: { defaultAction: 'Allow', subnets: ['app'] }, targets: ['vault'] },
    { name: 'a vault without a firewall', vault: { networkAcls: null }, targets: [] },
  ],
  unknown: [
    {
      name: 'a default action that is new to us, said so',
      vault: { ...allow, defaultAction: 'DenyMost' },
      targets: ['vault'],
      messages: [
        '1 network rule is listed, but the default action is "DenyMost", which is not known and may let everybody in.',
      ],
    },
    {
      name: 'a malformed rule is a rule that is listed',
      vault: { ...allow, ipRules: ['nonsense'] },
      targets: ['vault'],
    },
    {
      name: 'public network access that is new to us',
      vault: { ...allow, publicNetworkAccess: 'Sometimes' },
      targets: ['vault'],
    },
    {
      name: 'a perimeter that was not read',
      vault: allow,
      facts: { perimeter: { kind: 'not-read', reason: 'refused' } },
      targets: ['vault'],
    },
  ],
  remediates: [
    {
      name: 'Deny by default; the rules stay',
      vault: allow,
      lines: [
        '# The rules that are listed stay; everybody else is shut out. Check first that they name all who need the vault.',
        'az keyvault update --resource-group rg-1 --name vault-1 --default-action Deny --bypass AzureServices',
      ],
    },
  ],
});
