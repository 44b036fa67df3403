import { describe, expect, it } from 'vitest';
import type { NetworkRules } from '../../src/network-rules/model.ts';
import { normaliseVault } from '../../src/network-rules/normalise.ts';
import { armVault, range, rules, subnetId } from '../builders.ts';

describe('IP rules', () => {
  it.each([
    ['20.1.2.3', '20.1.2.3/32'],
    ['20.1.2.3/32', '20.1.2.3/32'],
    ['20.1.2.3/24', '20.1.2.0/24'],
    [' 20.1.0.0/16', '20.1.0.0/16'],
  ])('%j is the rule %s', (text, value) => {
    expect(rules({ ipRules: [text] }).ipRules).toEqual([{ kind: 'range', value, range: range(value) }]);
  });

  it('an address with and without /32 is one rule', () => {
    expect(rules({ ipRules: ['20.1.2.3', '20.1.2.3/32'] }).ipRules).toHaveLength(1);
  });

  it.each<[ipRules: unknown, value: string, reason: string]>([
    [[{ value: "'10.91.4.0/24'" }], "'10.91.4.0/24'", 'not an IPv4 address'],
    [[{ value: '2001:db8::1' }], '2001:db8::1', 'an IPv6 address; Key Vault takes IPv4 only'],
    [[{ value: 5 }], '{"value":5}', 'has no text as value'],
    [['20.1.0.0/16'], '"20.1.0.0/16"', 'has no text as value'],
    [[null], 'null', 'has no text as value'],
    ['20.1.0.0/16', '"20.1.0.0/16"', 'has no text as value'],
    [{ value: 5 }, '{"value":5}', 'has no text as value'],
  ])('%j is kept as one that cannot be read', (ipRules, value, reason) => {
    expect(rulesOf({ networkAcls: { ipRules } }).ipRules).toEqual([{ kind: 'unreadable', value, reason }]);
  });
});

describe('virtual network rules', () => {
  it('name their subnet, whatever the letter case', () => {
    expect(rules({ subnets: [subnetId('app').toUpperCase()] }).virtualNetworkRules).toEqual([
      {
        kind: 'subnet',
        value: subnetId('app'),
        subnet: expect.objectContaining({ virtualNetwork: 'vnet-1', subnet: 'app' }),
        ignoreMissingServiceEndpoint: false,
      },
    ]);
  });

  it('say whether a missing endpoint was accepted; of two spellings of one subnet the lenient one counts', () => {
    const subnets = ['app', { id: subnetId('APP'), ignoreMissing: true }, subnetId('App').toUpperCase()];
    expect(rules({ subnets }).virtualNetworkRules).toMatchObject([{ ignoreMissingServiceEndpoint: true }]);
  });

  it.each<[rule: unknown, value: string]>([
    [{ id: '/subscriptions/sub-1' }, '/subscriptions/sub-1'],
    [{ id: 7 }, '{"id":7}'],
    [{}, '{}'],
    ['app', '"app"'],
  ])('%j is kept as one that cannot be read', (rule, value) => {
    expect(rulesOf({ networkAcls: { virtualNetworkRules: [rule] } }).virtualNetworkRules).toEqual([
      { kind: 'unreadable', value, reason: 'not the resource id of a subnet' },
    ]);
  });
});

describe('private endpoint connections', () => {
  it('name the connection and the endpoint, which may be in another subscription', () => {
    expect(rules({ privateEndpoints: [{ subscriptionId: 'Sub-2' }] }).privateEndpointConnections).toEqual([
      {
        id: `${armVault().id}/privateEndpointConnections/pe-1`.toLowerCase(),
        privateEndpointId:
          '/subscriptions/sub-2/resourcegroups/rg-network/providers/microsoft.network/privateendpoints/pe-1',
        status: 'approved',
      },
    ]);
  });

  it('that are said twice count once', () => {
    const connection = {
      id: 'pe-1',
      properties: { privateLinkServiceConnectionState: { status: 'Approved' } },
    };
    const privateEndpointConnections = [connection, { ...connection, id: 'PE-1' }];
    expect(rulesOf({ privateEndpointConnections }).privateEndpointConnections).toHaveLength(1);
  });
});

function rulesOf(properties: unknown): NetworkRules {
  return normaliseVault({ ...armVault(), properties }).rules;
}
