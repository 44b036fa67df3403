import { internetReachable } from '../../src/checks/internet-reachable.ts';
import { subtraction, toCidrs } from '../../src/network-rules/ipv4-set.ts';
import { addresses, perimeter } from '../builders.ts';
import { describeCheck } from './check-cases.ts';

const splitInternet = ['0.0.0.0/1', '128.0.0.0/1'];
const everybody = { inboundAddresses: splitInternet };
const denyLine =
  'az keyvault update --resource-group rg-1 --name vault-1 --default-action Deny --bypass AzureServices';

describeCheck(internetReachable, {
  violates: [
    {
      name: 'a vault whose default action is Allow',
      vault: { defaultAction: 'Allow' },
      targets: ['vault'],
      messages: ['The default action is Allow, so every address is let in.'],
    },
    {
      name: 'a vault without a firewall',
      vault: { networkAcls: null },
      targets: ['vault'],
      messages: ['The vault has no firewall: networkAcls is missing, which means Allow.'],
    },
    {
      name: 'a vault whose firewall names no default action',
      vault: { defaultAction: null },
      targets: ['vault'],
    },
    {
      name: 'Allow although rules are listed, in any letter case',
      vault: {
        defaultAction: 'aLLOW',
        publicNetworkAccess: 'ENABLED',
        ipRules: ['20.1.2.3'],
        subnets: ['app'],
      },
      targets: ['vault'],
    },
    {
      name: 'a split /1 pair, although neither is /0',
      vault: { ipRules: splitInternet },
      targets: ['vault'],
      messages: ['IP rules together let in 100 % of all public addresses.'],
    },
    {
      name: 'an enforced perimeter that lets everybody in, whatever the own rules say',
      vault: { defaultAction: 'Allow' },
      facts: { perimeter: perimeter(everybody) },
      targets: ['vault'],
      messages: ['Inbound rules of the perimeter let in 100 % of all public addresses.'],
    },
    {
      name: 'public access that is disabled, but opened by a learning perimeter',
      vault: { publicNetworkAccess: 'Disabled', networkAcls: null },
      facts: { perimeter: perimeter({ ...everybody, accessMode: 'learning' }) },
      targets: ['vault'],
      messages: ['Inbound rules of the perimeter let in 100 % of all public addresses.'],
    },
    {
      name: 'own rules and a learning perimeter that let in the internet between them',
      vault: { ipRules: ['0.0.0.0/1'] },
      facts: { perimeter: perimeter({ inboundAddresses: ['128.0.0.0/1'], accessMode: 'learning' }) },
      targets: ['vault'],
      messages: ['Rules of the vault and its perimeter together let in 100 % of all public addresses.'],
    },
  ],
  complies: [
    { name: 'a vault that denies by default', vault: { ipRules: ['20.1.2.3'] } },
    {
      name: 'no firewall beneath disabled public access',
      vault: { networkAcls: null, publicNetworkAccess: 'disabled' },
    },
    {
      name: 'no firewall inside an enforced perimeter that lets nobody in',
      vault: { networkAcls: null },
      facts: { perimeter: perimeter() },
    },
    {
      name: 'a private endpoint of somebody else',
      vault: { privateEndpoints: [{ subscriptionId: 'other' }] },
    },
  ],
  boundary: [
    {
      name: 'half of the internet when the policy says half',
      vault: { ipRules: ['0.0.0.0/1'] },
      policy: { internetShare: 0.5 },
      targets: ['vault'],
    },
    {
      name: 'half of the internet when the policy says 90 %',
      vault: { ipRules: ['0.0.0.0/1'] },
      targets: [],
    },
    {
      name: 'the whole when the policy says 1',
      vault: { ipRules: ['0.0.0.0/0'] },
      policy: { internetShare: 1 },
      targets: ['vault'],
    },
    {
      name: 'everything but one public address when the policy says 1',
      vault: { ipRules: toCidrs(subtraction(addresses('0.0.0.0/0'), addresses('20.1.2.3'))) },
      policy: { internetShare: 1 },
      targets: [],
    },
  ],
  unknown: [
    {
      name: 'a default action that is new to us',
      vault: { defaultAction: 'DenyMost' },
      targets: ['vault'],
      messages: ['The default action is "DenyMost", which is not known and may let every address in.'],
    },
    {
      name: 'a firewall that is no object',
      properties: { networkAcls: 'Deny' },
      targets: ['vault'],
    },
    {
      name: 'public network access that is new to us counts as enabled',
      vault: { publicNetworkAccess: 'Sometimes', defaultAction: 'Allow' },
      targets: ['vault'],
    },
    {
      name: 'a perimeter that was not read counts as none',
      vault: { defaultAction: 'Allow' },
      facts: { perimeter: { kind: 'not-read', reason: 'refused' } },
      targets: ['vault'],
    },
    {
      name: 'a perimeter mode that is new to us counts as learning',
      vault: { defaultAction: 'Allow' },
      facts: { perimeter: perimeter({ accessMode: { unknown: 'Audit' } }) },
      targets: ['vault'],
    },
    { name: 'a malformed IP rule lets nobody in', vault: { ipRules: ['0.0.0.0/33'] }, targets: [] },
  ],
  remediates: [
    {
      name: 'Deny by default, after a rule for all who need the vault',
      vault: { defaultAction: 'Allow' },
      lines: [
        '# Add a rule for every address and subnet that needs the vault, then close it for everybody else.',
        denyLine,
      ],
    },
    {
      name: 'naming the bypass too where networkAcls is missing',
      vault: { networkAcls: null },
      lines: [
        '# Add a rule for every address and subnet that needs the vault, then close it for everybody else.',
        denyLine,
      ],
    },
    {
      name: 'leaving the bypass None as it is',
      vault: { defaultAction: 'Allow', bypass: 'None' },
      lines: [
        '# Add a rule for every address and subnet that needs the vault, then close it for everybody else.',
        'az keyvault update --resource-group rg-1 --name vault-1 --default-action Deny --bypass None',
      ],
    },
    {
      name: 'removing as few wide ranges as must go, and no narrow one',
      vault: { ipRules: [...splitInternet, '20.1.2.3'] },
      lines: [
        '# Add what is really needed once the wide ranges are gone: "add" skips what an existing rule overlaps.',
        'az keyvault network-rule remove --resource-group rg-1 --name vault-1 --ip-address 0.0.0.0/1',
      ],
    },
    {
      name: 'both where Deny alone would leave it open',
      vault: { defaultAction: 'Allow', ipRules: ['0.0.0.0/0'] },
      lines: [
        '# Add what is really needed once the wide ranges are gone: "add" skips what an existing rule overlaps.',
        'az keyvault network-rule remove --resource-group rg-1 --name vault-1 --ip-address 0.0.0.0/0',
        '# Add a rule for every address and subnet that needs the vault, then close it for everybody else.',
        denyLine,
      ],
    },
    {
      name: 'narrowing a perimeter that lets everybody in',
      vault: { ipRules: ['20.1.2.3'] },
      facts: { perimeter: perimeter(everybody) },
      lines: [
        "# Narrow the inbound rules of the perimeter's profile; see which profile it is with:",
        `az network perimeter association show --ids ${perimeter().associationId}`,
      ],
    },
  ],
});
