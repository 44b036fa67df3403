import { describe, expect, it } from 'vitest';
import type { Perimeter } from '../../src/network-rules/facts.ts';
import { publicIpv4 } from '../../src/network-rules/public-ipv4.ts';
import { addressesOfIpRules, type Reach, reachOf } from '../../src/network-rules/reach.ts';
import {
  addresses,
  type FactsOptions,
  facts,
  factsFor,
  perimeter,
  rules,
  subnetId,
  type VaultOptions,
  vault,
} from '../builders.ts';

const [own, byPerimeter] = ['20.1.0.0/16', '20.2.0.0/16'];

describe('the perimeter table, cell by cell', () => {
  const inbound = { inboundAddresses: [byPerimeter], inboundSubscriptions: ['sub-2'] };
  const none: Perimeter = { kind: 'none' };
  const learning = perimeter({ ...inbound, accessMode: 'learning' });
  const enforced = perimeter({ ...inbound, accessMode: 'enforced' });

  it.each<[access: string, around: string, perimeter: Perimeter, letIn: readonly string[]]>([
    ['Enabled', 'no', none, [own, 'subnet app', 'trusted services']],
    ['Enabled', 'a learning', learning, [own, byPerimeter, 'subnet app', 'sub-2', 'trusted services']],
    ['Enabled', 'an enforced', enforced, [byPerimeter, 'sub-2']],
    ['Disabled', 'no', none, ['trusted services']],
    ['Disabled', 'a learning', learning, [byPerimeter, 'sub-2', 'trusted services']],
    ['Disabled', 'an enforced', enforced, [byPerimeter, 'sub-2']],
    ['SecuredByPerimeter', 'no', none, []],
    ['SecuredByPerimeter', 'a learning', learning, [byPerimeter, 'sub-2']],
    ['SecuredByPerimeter', 'an enforced', enforced, [byPerimeter, 'sub-2']],
  ])('public access %s with %s perimeter', (publicNetworkAccess, _, around, letIn) => {
    const listed = { publicNetworkAccess, ipRules: [own], subnets: ['app'], privateEndpoints: [{}] };
    const reach = reachWith(listed, { perimeter: around });
    expect(reach.publicAddresses).toEqual(
      addresses(...[own, byPerimeter].filter((net) => letIn.includes(net))),
    );
    expect(reach.subnets.map(({ subnet }) => `subnet ${subnet}`)).toEqual(
      letIn.filter((one) => one.startsWith('subnet')),
    );
    expect(reach.perimeterSubscriptions).toEqual(letIn.filter((one) => one.startsWith('sub-')));
    expect(reach.trustedServices).toBe(letIn.includes('trusted services'));
    expect(reach.privateEndpoints).toHaveLength(1);
    expect(reach.unknowns).toEqual([]);
  });
});

describe('public addresses', () => {
  it.each<[vault: string, options: VaultOptions]>([
    ['without a firewall', { networkAcls: null }],
    ['that allows by default', { defaultAction: 'Allow' }],
    ['without a default action', { defaultAction: null }],
    ['with a default action that is new to us', { defaultAction: 'Audit' }],
    [
      'that allows by default, whatever its rules',
      { defaultAction: 'Allow', ipRules: [own], subnets: ['app'] },
    ],
    ['with a /0', { ipRules: ['0.0.0.0/0'] }],
    ['with a split /1 pair', { ipRules: ['0.0.0.0/1', '128.0.0.0/1'] }],
  ])('every one reaches a vault %s', (_, options) => {
    expect(reachWith(options).publicAddresses).toEqual(publicIpv4);
  });

  it('none reaches a vault that denies and lists nobody', () => {
    expect(reachWith({}).publicAddresses).toEqual([]);
  });

  it('none reaches a vault whose firewall was wiped while public access is disabled', () => {
    expect(reachWith({ publicNetworkAccess: 'Disabled', networkAcls: null }).publicAddresses).toEqual([]);
  });

  it('only the public ones of a rule count', () => {
    const ipRules = ['10.0.0.0/8', '192.168.1.1', '168.63.129.16', '172.0.0.0/11'];
    expect(addressesOfIpRules(rules({ ipRules }))).toEqual(addresses('172.0.0.0/12'));
  });

  it('only the public ones of a perimeter count', () => {
    const around = perimeter({ inboundAddresses: ['10.0.0.0/8', own] });
    expect(reachWith({}, { perimeter: around }).publicAddresses).toEqual(addresses(own));
  });

  it('a rule that cannot be read names none', () => {
    expect(addressesOfIpRules(rules({ ipRules: ["'20.1.0.0/16'", '::1'] }))).toEqual([]);
  });

  it('rules name the same addresses whether or not they are enforced', () => {
    const listed = rules({ defaultAction: 'Allow', publicNetworkAccess: 'Disabled', ipRules: [own] });
    expect(addressesOfIpRules(listed)).toEqual(addresses(own));
  });
});

describe('subnets', () => {
  it.each([
    ['working', [subnetId('app')]],
    ['missing-endpoint', []],
    ['deleted', []],
    ['not-read', [subnetId('app')]],
  ] as const)('one that is %s gives %j', (state, expected) => {
    expect(ids(reachWith({ subnets: ['app'] }, { subnets: { app: state } }).subnets)).toEqual(expected);
  });

  it('one whose endpoint is still being set up is not let in yet', () => {
    const { rules } = vault({ subnets: ['app'] });
    const settingUp = { kind: 'present', keyVaultEndpoint: 'not-working', serviceEndpoints: [] } as const;
    const subnets = new Map([[subnetId('app'), settingUp]]);
    expect(reachOf(rules, { ...facts(), subnets }).subnets).toEqual([]);
  });

  it('one that nobody asked about may be let in', () => {
    expect(ids(reachOf(rules({ subnets: ['app'] }), facts()).subnets)).toEqual([subnetId('app')]);
  });

  it('a rule that accepts a missing endpoint lets nobody in without it', () => {
    const subnets = [{ id: 'app', ignoreMissing: true }];
    expect(reachWith({ subnets }, { subnets: { app: 'missing-endpoint' } }).subnets).toEqual([]);
  });
});

describe('private endpoints', () => {
  it.each([
    ['Approved', 1],
    ['Pending', 0],
    ['Rejected', 0],
    ['Disconnected', 0],
    ['BrandNew', 1],
  ])('one that is %s gives %i', (status, expected) => {
    expect(reachWith({ privateEndpoints: [{ status }] }).privateEndpoints).toHaveLength(expected);
  });
});

describe('trusted services', () => {
  it.each([
    ['AzureServices', true],
    [null, true],
    ['None', false],
    ['BrandNew', true],
  ])('bypass %j: %j', (bypass, expected) => {
    expect(reachWith({ bypass }).trustedServices).toBe(expected);
  });
});

function reachWith(options: VaultOptions, told: FactsOptions = {}): Reach {
  const built = vault(options);
  return reachOf(built.rules, factsFor(built, told));
}

function ids(subnets: Reach['subnets']): readonly string[] {
  return subnets.map(({ id }) => id);
}
