import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facts, Perimeter, SubnetFact } from '../../src/network-rules/facts.ts';
import { contains } from '../../src/network-rules/ipv4-set.ts';
import type { NetworkRules } from '../../src/network-rules/model.ts';
import { normaliseVault } from '../../src/network-rules/normalise.ts';
import { publicIpv4 } from '../../src/network-rules/public-ipv4.ts';
import { type Reach, reachOf } from '../../src/network-rules/reach.ts';
import { associatedPerimeters, ipv4Networks, networkRules, someFacts } from '../arbitraries.ts';
import { armVault, facts, perimeter, range, rules } from '../builders.ts';

const unknown = { unknown: 'BrandNew' };
const notRead: SubnetFact = { kind: 'not-read', reason: 'Azure refused to show it' };

describe('not knowing never looks safer than knowing', () => {
  it.each<[setting: string, forget: (rules: NetworkRules) => NetworkRules]>([
    ['public network access', (rules) => ({ ...rules, publicNetworkAccess: unknown })],
    ['the default action', (rules) => ({ ...rules, defaultAction: unknown })],
    ['the bypass', (rules) => ({ ...rules, bypass: unknown })],
    [
      'the status of the private endpoint connections',
      (rules) => ({
        ...rules,
        privateEndpointConnections: rules.privateEndpointConnections.map((connection) => ({
          ...connection,
          status: unknown,
        })),
      }),
    ],
  ])('%s', (_, forget) => {
    fc.assert(
      fc.property(networkRules(), someFacts(), (known, told) => {
        expectAtLeast(reachOf(forget(known), told), reachOf(known, told));
      }),
    );
  });

  it.each<[fact: string, forget: (facts: Facts) => Facts]>([
    ['the subnets', (told) => ({ ...told, subnets: new Map() })],
    [
      'each subnet',
      (told) => ({ ...told, subnets: new Map([...told.subnets.keys()].map((id) => [id, notRead])) }),
    ],
    ["the perimeter's access mode", (told) => ({ ...told, perimeter: withoutMode(told.perimeter) })],
  ])('%s', (_, forget) => {
    fc.assert(
      fc.property(networkRules(), someFacts(), (known, told) => {
        expectAtLeast(reachOf(known, forget(told)), reachOf(known, told));
      }),
    );
  });

  it('a firewall that cannot be read is as open as none', () => {
    const garbage = fc.jsonValue().filter((value) => typeof value !== 'object' || Array.isArray(value));
    fc.assert(
      fc.property(garbage, (networkAcls) => {
        const unread = normaliseVault({ ...armVault(), properties: { networkAcls } }).rules;
        expectAtLeast(reachOf(unread, facts()), reachOf(rules({ networkAcls: null }), facts()));
      }),
    );
  });

  it('whatever is unknown about a setting is said', () => {
    fc.assert(
      fc.property(networkRules(), someFacts(), (known, told) => {
        const { unknowns } = reachOf({ ...known, publicNetworkAccess: unknown, bypass: unknown }, told);
        expect(unknowns).toContain('publicNetworkAccess has the unknown value "BrandNew", read as Enabled');
        expect(unknowns).toContain(
          'networkAcls.bypass has the unknown value "BrandNew", read as AzureServices',
        );
      }),
    );
  });
});

describe('more rules never let in fewer', () => {
  it('an IP rule', () => {
    fc.assert(
      fc.property(networkRules(), someFacts(), ipv4Networks(), (before, told, network) => {
        const rule = { kind: 'range', value: 'added', range: network } as const;
        const after = { ...before, ipRules: [...before.ipRules, rule] };
        expectAtLeast(reachOf(after, told), reachOf(before, told));
      }),
    );
  });

  it('a virtual network rule', () => {
    const [rule] = rules({ subnets: ['more'] }).virtualNetworkRules;
    fc.assert(
      fc.property(networkRules(), someFacts(), (before, told) => {
        const after = { ...before, virtualNetworkRules: rule ? [...before.virtualNetworkRules, rule] : [] };
        expectAtLeast(reachOf(after, told), reachOf(before, told));
      }),
    );
  });

  it('an approved private endpoint', () => {
    const { privateEndpointConnections: more } = rules({ privateEndpoints: [{}] });
    fc.assert(
      fc.property(networkRules(), someFacts(), (before, told) => {
        const after = {
          ...before,
          privateEndpointConnections: [...before.privateEndpointConnections, ...more],
        };
        expectAtLeast(reachOf(after, told), reachOf(before, told));
      }),
    );
  });

  it('an inbound rule of the perimeter', () => {
    fc.assert(
      fc.property(networkRules(), associatedPerimeters(), (known, around) => {
        const wider = { ...around, inboundAddresses: [range('0.0.0.0/0')] };
        const before = reachOf(known, facts({ perimeter: around }));
        expectAtLeast(reachOf(known, facts({ perimeter: wider })), before);
      }),
    );
  });
});

describe('whoever is let in', () => {
  it('has a public address, a subnet that the vault lists or an endpoint of the vault', () => {
    fc.assert(
      fc.property(networkRules(), someFacts(), (known, told) => {
        const reach = reachOf(known, told);
        expect(contains(publicIpv4, reach.publicAddresses)).toBe(true);
        expect(known.virtualNetworkRules.map(({ value }) => value)).toEqual(
          expect.arrayContaining(reach.subnets.map(({ id }) => id)),
        );
        expect(known.privateEndpointConnections).toEqual(expect.arrayContaining([...reach.privateEndpoints]));
      }),
    );
  });

  it('by a private endpoint is the same whatever the firewall and the perimeter say', () => {
    fc.assert(
      fc.property(networkRules(), networkRules(), someFacts(), (known, other, told) => {
        const { privateEndpointConnections } = known;
        const { privateEndpoints } = reachOf({ ...other, privateEndpointConnections }, told);
        expect(privateEndpoints).toEqual(reachOf(known, facts()).privateEndpoints);
      }),
    );
  });

  it('is decided by the perimeter alone once it is enforced', () => {
    const around = perimeter({ accessMode: 'enforced', inboundAddresses: ['20.1.0.0/16'] });
    fc.assert(
      fc.property(networkRules(), (known) => {
        expect(reachOf(known, facts({ perimeter: around }))).toMatchObject({
          publicAddresses: [range('20.1.0.0/16')],
          subnets: [],
          trustedServices: false,
        });
      }),
    );
  });
});

function withoutMode(around: Perimeter): Perimeter {
  return around.kind === 'associated' ? { ...around, accessMode: unknown } : around;
}

/** Everybody who is let in by `less` is let in by `more`. */
function expectAtLeast(more: Reach, less: Reach): void {
  expect(contains(more.publicAddresses, less.publicAddresses)).toBe(true);
  // Default action Allow lets every subnet in as well, and then lists none of them.
  if (!contains(more.publicAddresses, publicIpv4))
    expect(idsOf(more.subnets)).toEqual(including(less.subnets));
  expect(more.perimeterSubscriptions).toEqual(expect.arrayContaining([...less.perimeterSubscriptions]));
  expect(idsOf(more.privateEndpoints)).toEqual(including(less.privateEndpoints));
  if (less.trustedServices) expect(more.trustedServices).toBe(true);
}

function idsOf(items: readonly { readonly id: string }[]): readonly string[] {
  return items.map(({ id }) => id);
}

function including(items: readonly { readonly id: string }[]) {
  return expect.arrayContaining([...idsOf(items)]);
}
