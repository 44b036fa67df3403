import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NetworkRules } from '../../src/network-rules/model.ts';
import { normaliseVault } from '../../src/network-rules/normalise.ts';
import { anyCase, armProperties } from '../arbitraries.ts';
import { armVault, rules, subnetId } from '../builders.ts';

describe('whatever ARM sends', () => {
  const anything = fc.oneof(fc.jsonValue(), fc.anything(), armProperties());

  it('a vault is read, and every field has one of its known forms', () => {
    fc.assert(
      fc.property(anything, (properties) => expectWellFormed(rulesOf(properties))),
      { numRuns: 500 },
    );
  });

  it('a vault is read with garbage around its id', () => {
    fc.assert(
      fc.property(fc.object(), (garbage) => {
        const { id } = armVault();
        expect(normaliseVault({ ...garbage, id }).id).toBe(id.toLowerCase());
      }),
    );
  });

  it('the rules survive being stored as JSON', () => {
    fc.assert(
      fc.property(anything, (properties) => {
        const read = rulesOf(properties);
        expect(JSON.parse(JSON.stringify(read))).toEqual(read);
      }),
    );
  });

  it('a present field that is no known value is never read as a closed door', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        fc.pre(
          !(typeof value === 'string' && /^\s*(deny|none|disabled|securedbyperimeter)\s*$/i.test(value)),
        );
        const read = rulesOf({
          publicNetworkAccess: value,
          networkAcls: { defaultAction: value, bypass: value },
        });
        expect(['disabled', 'secured-by-perimeter']).not.toContain(read.publicNetworkAccess);
        expect(read.defaultAction).not.toBe('deny');
        expect(read.bypass).not.toBe('none');
      }),
    );
  });
});

describe('what means nothing changes nothing', () => {
  it('the order and repetition of list entries', () => {
    const twice = armProperties().chain((properties) =>
      fc.tuple(fc.constant(properties), shuffledLists(properties)),
    );
    fc.assert(
      fc.property(twice, ([properties, shuffled]) => {
        expect(rulesOf(shuffled)).toEqual(rulesOf(properties));
      }),
      { numRuns: 500 },
    );
  });

  it('the letter case of settings, subnet ids and private endpoint ids', () => {
    const endpoint = '/subscriptions/sub-2/resourceGroups/rg/providers/Microsoft.Network/privateEndpoints/pe';
    const spelling = fc.record({
      publicNetworkAccess: anyCase('SecuredByPerimeter'),
      defaultAction: anyCase('Deny'),
      bypass: anyCase('AzureServices'),
      subnets: fc.tuple(anyCase(subnetId('app'))),
      privateEndpoints: fc.tuple(fc.record({ id: anyCase(endpoint), status: anyCase('Approved') })),
    });
    fc.assert(
      fc.property(spelling, spelling, (one, other) => {
        expect(rules(one)).toEqual(rules(other));
      }),
    );
  });

  it('host bits and /32', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (ip, prefix) => {
        const read = rules({ ipRules: [`${ip}/${prefix}`] });
        const again = rules({ ipRules: read.ipRules.map(({ value }) => value) });
        expect(again).toEqual(read);
        expect(rules({ ipRules: [ip] })).toEqual(rules({ ipRules: [`${ip}/32`] }));
      }),
    );
  });
});

function rulesOf(properties: unknown): NetworkRules {
  return normaliseVault({ ...armVault(), properties }).rules;
}

const unknown = { unknown: expect.any(String) };

function expectWellFormed(read: NetworkRules): void {
  expect(['enabled', 'disabled', 'secured-by-perimeter', unknown]).toContainEqual(read.publicNetworkAccess);
  expect(['present', 'absent']).toContain(read.firewall);
  expect(['allow', 'deny', unknown]).toContainEqual(read.defaultAction);
  expect(['azure-services', 'none', unknown]).toContainEqual(read.bypass);
  for (const { kind } of read.ipRules) expect(['range', 'unreadable']).toContain(kind);
  for (const { kind } of read.virtualNetworkRules) expect(['subnet', 'unreadable']).toContain(kind);
  for (const { status } of read.privateEndpointConnections) {
    expect(['approved', 'pending', 'rejected', 'disconnected', unknown]).toContainEqual(status);
  }
  for (const list of [read.ipRules, read.virtualNetworkRules]) {
    const values = list.map(({ value }) => value);
    expect(values).toEqual([...new Set(values)].sort());
  }
}

/** The same properties with every list shuffled and some of its entries said twice. */
function shuffledLists(properties: Readonly<Record<string, unknown>>) {
  const { networkAcls, privateEndpointConnections } = properties;
  const acls = fc.record({
    ipRules: shuffled(field(networkAcls, 'ipRules')),
    virtualNetworkRules: shuffled(field(networkAcls, 'virtualNetworkRules')),
  });
  return fc.tuple(acls, shuffled(privateEndpointConnections)).map(([lists, connections]) => ({
    ...properties,
    networkAcls: isRecord(networkAcls) ? { ...networkAcls, ...lists } : networkAcls,
    privateEndpointConnections: connections,
  }));
}

function shuffled(list: unknown): fc.Arbitrary<unknown> {
  if (!Array.isArray(list)) return fc.constant(list);
  return fc
    .subarray(list)
    .chain((again) => fc.shuffledSubarray([...list, ...again], { minLength: list.length + again.length }));
}

function field(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
