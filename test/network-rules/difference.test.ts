import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  difference,
  isNoDifference,
  type ListDifference,
  type RulesDifference,
} from '../../src/network-rules/difference.ts';
import type { NetworkRules } from '../../src/network-rules/model.ts';
import { networkRules } from '../arbitraries.ts';
import { rules, subnetId, type VaultOptions } from '../builders.ts';

const none = { added: [], removed: [] };
const noDifference: RulesDifference = {
  before: {},
  after: {},
  ipRules: none,
  virtualNetworkRules: none,
  privateEndpointConnections: none,
};

describe('what changed', () => {
  it.each<[setting: string, before: VaultOptions, after: VaultOptions, was: object, is: object]>([
    ['default action', {}, { defaultAction: 'Allow' }, { defaultAction: 'deny' }, { defaultAction: 'allow' }],
    ['bypass', {}, { bypass: 'None' }, { bypass: 'azure-services' }, { bypass: 'none' }],
    [
      'public network access',
      {},
      { publicNetworkAccess: 'Disabled' },
      { publicNetworkAccess: 'enabled' },
      { publicNetworkAccess: 'disabled' },
    ],
    [
      'a value that is new to us',
      {},
      { bypass: 'Logging' },
      { bypass: 'azure-services' },
      { bypass: { unknown: 'Logging' } },
    ],
    [
      'a deployment flag',
      {},
      { flags: { diskEncryption: true } },
      { diskEncryption: false },
      { diskEncryption: true },
    ],
    [
      'a firewall that was wiped',
      {},
      { networkAcls: null },
      { firewall: 'present', defaultAction: 'deny' },
      { firewall: 'absent', defaultAction: 'allow' },
    ],
  ])('%s', (_, before, after, was, is) => {
    expect(difference(rules(before), rules(after))).toEqual({ ...noDifference, before: was, after: is });
  });

  it('an IP rule that came and one that went', () => {
    const before = rules({ ipRules: ['20.1.0.0/16', '20.2.0.0/16'] });
    const after = rules({ ipRules: ['20.2.0.0/16', '20.3.0.0/16'] });
    expect(difference(before, after)).toMatchObject({
      ipRules: { added: [{ value: '20.3.0.0/16' }], removed: [{ value: '20.1.0.0/16' }] },
      virtualNetworkRules: none,
    });
  });

  it('a virtual network rule that now accepts a missing endpoint: the old one went, the new one came', () => {
    const before = rules({ subnets: ['app'] });
    const after = rules({ subnets: [{ id: 'app', ignoreMissing: true }] });
    expect(difference(before, after).virtualNetworkRules).toMatchObject({
      added: [{ value: subnetId('app'), ignoreMissingServiceEndpoint: true }],
      removed: [{ value: subnetId('app'), ignoreMissingServiceEndpoint: false }],
    });
  });

  it('a private endpoint connection that was approved', () => {
    const before = rules({ privateEndpoints: [{ status: 'Pending' }] });
    const after = rules({ privateEndpoints: [{ status: 'Approved' }] });
    expect(difference(before, after).privateEndpointConnections).toMatchObject({
      added: [{ status: 'approved' }],
      removed: [{ status: 'pending' }],
    });
  });
});

describe('any one change is a difference', () => {
  it.each<VaultOptions>([
    { bypass: 'None' },
    { flags: { deployment: true } },
    { ipRules: ['20.1.2.3'] },
    { subnets: ['app'] },
    { privateEndpoints: [{}] },
  ])('%j, come or gone', (change) => {
    expect(isNoDifference(difference(rules(), rules(change)))).toBe(false);
    expect(isNoDifference(difference(rules(change), rules()))).toBe(false);
  });
});

describe('what is no change', () => {
  it.each<[what: string, before: VaultOptions, after: VaultOptions]>([
    [
      'the order of rules',
      { ipRules: ['20.1.0.0/16', '20.2.0.0/16'] },
      { ipRules: ['20.2.0.0/16', '20.1.0.0/16'] },
    ],
    ['/32 behind an address', { ipRules: ['20.1.2.3'] }, { ipRules: ['20.1.2.3/32'] }],
    ['host bits', { ipRules: ['20.1.2.3/24'] }, { ipRules: ['20.1.2.0/24'] }],
    ['the letter case of a setting', { publicNetworkAccess: 'Enabled' }, { publicNetworkAccess: 'ENABLED' }],
    [
      'the letter case of a subnet',
      { subnets: [subnetId('app')] },
      { subnets: [subnetId('app').toUpperCase()] },
    ],
    ['a default that is spelled out', { bypass: null }, { bypass: 'AzureServices' }],
    ['the tags', {}, { tags: { team: 'a' } }],
  ])('%s', (_, before, after) => {
    expect(difference(rules(before), rules(after))).toEqual(noDifference);
  });
});

describe('laws', () => {
  it('rules do not differ from themselves, nor from what is stored of them', () => {
    fc.assert(
      fc.property(networkRules(), (some) => {
        expect(difference(some, some)).toEqual(noDifference);
        expect(isNoDifference(difference(some, JSON.parse(JSON.stringify(some))))).toBe(true);
      }),
    );
  });

  it('the difference applied to the rules before gives the rules after', () => {
    fc.assert(
      fc.property(networkRules(), networkRules(), (before, after) => {
        const applied = applyDifference(before, difference(before, after));
        expect(inOrder(applied)).toEqual(inOrder(after));
      }),
    );
  });

  it('there is no difference exactly when the rules are equal', () => {
    const pair = fc.oneof(
      fc.tuple(networkRules(), networkRules()),
      networkRules().map((same) => [same, same] as const),
    );
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const areEqual = JSON.stringify(inOrder(before)) === JSON.stringify(inOrder(after));
        expect(isNoDifference(difference(before, after))).toBe(areEqual);
      }),
    );
  });

  it('the way back is the way there with the sides swapped', () => {
    fc.assert(
      fc.property(networkRules(), networkRules(), (one, other) => {
        const [there, back] = [difference(one, other), difference(other, one)];
        expect(back).toEqual({
          before: there.after,
          after: there.before,
          ipRules: swapped(there.ipRules),
          virtualNetworkRules: swapped(there.virtualNetworkRules),
          privateEndpointConnections: swapped(there.privateEndpointConnections),
        });
      }),
    );
  });
});

function applyDifference(before: NetworkRules, change: RulesDifference): NetworkRules {
  const { deploymentFlags, ...settings } = before;
  const { deployment, templateDeployment, diskEncryption, ...changed } = {
    ...deploymentFlags,
    ...change.after,
  };
  return {
    ...settings,
    ...changed,
    deploymentFlags: { deployment, templateDeployment, diskEncryption },
    ipRules: applyList(before.ipRules, change.ipRules),
    virtualNetworkRules: applyList(before.virtualNetworkRules, change.virtualNetworkRules),
    privateEndpointConnections: applyList(
      before.privateEndpointConnections,
      change.privateEndpointConnections,
    ),
  };
}

function applyList<T>(before: readonly T[], { added, removed }: ListDifference<T>): readonly T[] {
  const gone = new Set(removed.map((item) => JSON.stringify(item)));
  return [...before.filter((item) => !gone.has(JSON.stringify(item))), ...added];
}

/** Lists are sets: their order is no part of what they say. */
function inOrder(some: NetworkRules): NetworkRules {
  return {
    ...some,
    ipRules: sorted(some.ipRules),
    virtualNetworkRules: sorted(some.virtualNetworkRules),
    privateEndpointConnections: sorted(some.privateEndpointConnections),
  };
}

function sorted<T>(list: readonly T[]): readonly T[] {
  const byText = new Map(list.map((item) => [JSON.stringify(item), item]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

function swapped<T>({ added, removed }: ListDifference<T>): ListDifference<T> {
  return { added: removed, removed: added };
}
