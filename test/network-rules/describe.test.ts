import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChangeLine, describeDifference, describeExposure } from '../../src/network-rules/describe.ts';
import { difference, isNoDifference } from '../../src/network-rules/difference.ts';
import { exposureOf } from '../../src/network-rules/exposure.ts';
import { reachOf } from '../../src/network-rules/reach.ts';
import { networkRules, someFacts } from '../arbitraries.ts';
import {
  type FactsOptions,
  factsFor,
  perimeter,
  rules,
  subnetId,
  subscriptionId,
  type VaultOptions,
  vault,
} from '../builders.ts';

describe('a change in words', () => {
  it.each<[before: VaultOptions, after: VaultOptions, lines: readonly (readonly [string, string, string])[]]>(
    [
      [{}, {}, []],
      [{}, { defaultAction: 'Allow' }, [['Default action', 'Deny', 'Allow']]],
      [{}, { bypass: 'None' }, [['Trusted services bypass', 'AzureServices', 'None']]],
      [{}, { bypass: 'Logging' }, [['Trusted services bypass', 'AzureServices', 'Logging (unknown)']]],
      [
        { publicNetworkAccess: 'Disabled' },
        { publicNetworkAccess: 'SecuredByPerimeter' },
        [['Public network access', 'Disabled', 'SecuredByPerimeter']],
      ],
      [
        {},
        { networkAcls: null },
        [
          ['Firewall (networkAcls)', 'present', 'absent'],
          ['Default action', 'Deny', 'Allow'],
        ],
      ],
      [
        {},
        { flags: { deployment: true, templateDeployment: true, diskEncryption: true } },
        [
          ['Enabled for VM deployment', 'no', 'yes'],
          ['Enabled for template deployment', 'no', 'yes'],
          ['Enabled for disk encryption', 'no', 'yes'],
        ],
      ],
      [{}, { ipRules: ['20.1.2.3'] }, [['IP rule added', '', '20.1.2.3/32']]],
      [{ ipRules: ["'odd'"] }, {}, [['IP rule removed', "'odd'", '']]],
      [{}, { subnets: ['app'] }, [['Virtual network rule added', '', subnetId('app')]]],
      [
        { privateEndpoints: [{ id: '/PE-1', status: 'Pending' }] },
        { privateEndpoints: [{ id: '/PE-1', status: 'Approved' }] },
        [
          ['Private endpoint added', '', '/pe-1 (approved)'],
          ['Private endpoint removed', '/pe-1 (pending)', ''],
        ],
      ],
      [
        { ipRules: ['20.1.2.3'] },
        { publicNetworkAccess: 'Disabled', ipRules: ['20.1.2.4'] },
        [
          ['Public network access', 'Enabled', 'Disabled'],
          ['IP rule added', '', '20.1.2.4/32'],
          ['IP rule removed', '20.1.2.3/32', ''],
        ],
      ],
    ],
  )('from %j to %j', (before, after, lines) => {
    const expected = lines.map(([label, was, is]): ChangeLine => ({ label, before: was, after: is }));
    expect(describeDifference(difference(rules(before), rules(after)))).toEqual(expected);
  });

  it('has a line exactly when something changed', () => {
    fc.assert(
      fc.property(networkRules(), networkRules(), (before, after) => {
        const change = difference(before, after);
        expect(describeDifference(change).length === 0).toBe(isNoDifference(change));
      }),
    );
  });
});

describe('who can reach the vault, in one line', () => {
  it.each<[line: string, options: VaultOptions, told?: FactsOptions]>([
    ['sealed: nobody', { bypass: 'None' }],
    ['sealed: trusted services', {}],
    ['internet: every public address, trusted services', { networkAcls: null }],
    ['internet: every public address', { defaultAction: 'Allow', bypass: 'None' }],
    ['restricted: 1 public address', { ipRules: ['20.1.2.3'], bypass: 'None' }],
    ['restricted: 65,536 public addresses', { ipRules: ['20.1.0.0/16'], bypass: 'None' }],
    ['restricted: 1 subnet', { subnets: ['app'], bypass: 'None' }],
    ['restricted: 2 subnets, trusted services', { subnets: ['app', 'data'] }],
    [
      'restricted: 1 subscription by perimeter',
      {},
      { perimeter: perimeter({ inboundSubscriptions: ['sub-2'] }) },
    ],
    ['private: 1 private endpoint', { bypass: 'None', privateEndpoints: [{}] }],
    [
      'private: 2 private endpoints, 1 private endpoint of another subscription',
      { bypass: 'None', privateEndpoints: [{}, {}, { subscriptionId: 'sub-2' }] },
    ],
    [
      'private: 2 private endpoints of other subscriptions',
      { bypass: 'None', privateEndpoints: [{ subscriptionId: 'sub-2' }, { subscriptionId: 'sub-3' }] },
    ],
  ])('%s', (line, options, told) => {
    const built = vault(options);
    const reach = reachOf(built.rules, factsFor(built, told));
    expect(describeExposure(exposureOf(reach, built.subscriptionId, 1))).toBe(line);
  });

  it('says nobody only of a sealed vault', () => {
    fc.assert(
      fc.property(networkRules(), someFacts(), (known, told) => {
        const exposure = exposureOf(reachOf(known, told), subscriptionId, 1);
        const line = describeExposure(exposure);
        if (line.endsWith(': nobody')) expect(line).toBe('sealed: nobody');
        expect(line.startsWith(`${exposure.level}: `)).toBe(true);
      }),
    );
  });
});
