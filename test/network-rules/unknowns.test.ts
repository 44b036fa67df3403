import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnknown } from '../../src/network-rules/model.ts';
import { unknownSettings, unknownsOf } from '../../src/network-rules/unknowns.ts';
import { networkRules } from '../arbitraries.ts';
import {
  armVault,
  type FactsOptions,
  factsFor,
  perimeter,
  subnetId,
  type VaultOptions,
  vault,
} from '../builders.ts';

describe('what is not known is said in one sentence each', () => {
  it.each<[options: VaultOptions, told: FactsOptions, sentences: readonly string[]]>([
    [{ ipRules: ['20.1.2.3'], subnets: ['app'], privateEndpoints: [{}] }, {}, []],
    [{ networkAcls: null, publicNetworkAccess: null }, {}, []],
    [
      { publicNetworkAccess: 'EnabledForSome' },
      {},
      ['publicNetworkAccess has the unknown value "EnabledForSome", read as Enabled'],
    ],
    [
      { defaultAction: 'Audit' },
      {},
      ['networkAcls.defaultAction has the unknown value "Audit", read as Allow'],
    ],
    [
      { bypass: 'Logging' },
      {},
      ['networkAcls.bypass has the unknown value "Logging", read as AzureServices'],
    ],
    [
      { privateEndpoints: [{ status: 'Waiting' }] },
      {},
      [
        `the status of private endpoint connection ${armVault().id.toLowerCase()}/privateendpointconnections/pe-1 has the unknown value "Waiting", read as Approved`,
      ],
    ],
    [
      { subnets: ['/not/a/subnet'] },
      {},
      ['virtual network rule "/not/a/subnet" could not be read: not the resource id of a subnet'],
    ],
    [
      { subnets: ['app'] },
      { subnets: { app: 'not-read' } },
      [`subnet ${subnetId('app')} was not read: Azure refused to show it`],
    ],
    [{ subnets: ['app'] }, { subnets: { app: 'deleted' } }, []],
    [
      {},
      { perimeter: { kind: 'not-read', reason: 'perimeters are not read' } },
      ['assuming no network security perimeter: perimeters are not read'],
    ],
    [
      {},
      {
        perimeter: perimeter({ accessMode: { unknown: 'Audit' }, unreadable: ['inbound rule "odd" is odd'] }),
      },
      [
        'the perimeter\'s access mode has the unknown value "Audit", read as Learning',
        'inbound rule "odd" is odd',
      ],
    ],
  ])('of %j with facts %j: %j', (options, told, sentences) => {
    const built = vault(options);
    expect(unknownsOf(built.rules, factsFor(built, told))).toEqual(sentences);
  });

  it('a subnet that nobody asked about', () => {
    const { rules } = vault({ subnets: ['app'] });
    expect(unknownsOf(rules, { subnets: new Map(), perimeter: { kind: 'none' } })).toEqual([
      `subnet ${subnetId('app')} was not read: nobody asked for it`,
    ]);
  });

  it('an unknown setting comes with its name and its value', () => {
    expect(unknownSettings(vault({ bypass: 'Logging' }).rules)).toMatchObject([
      { setting: 'networkAcls.bypass', value: 'Logging' },
    ]);
  });

  it('no unknown setting is left out', () => {
    fc.assert(
      fc.property(networkRules(), (rules) => {
        const { publicNetworkAccess, defaultAction, bypass, privateEndpointConnections } = rules;
        const values = [
          publicNetworkAccess,
          defaultAction,
          bypass,
          ...privateEndpointConnections.map(({ status }) => status),
        ];
        const told = unknownSettings(rules).map(({ value }) => value);
        for (const value of values.filter(isUnknown)) expect(told).toContain(value.unknown);
      }),
    );
  });
});
