import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Exposure, type ExposureLevel, exposureOf } from '../../src/network-rules/exposure.ts';
import { sizeOf } from '../../src/network-rules/ipv4-set.ts';
import { publicIpv4Count } from '../../src/network-rules/public-ipv4.ts';
import { reachOf } from '../../src/network-rules/reach.ts';
import { networkRules, someFacts } from '../arbitraries.ts';
import {
  type FactsOptions,
  factsFor,
  perimeter,
  subnetId,
  subscriptionId,
  type VaultOptions,
  vault,
} from '../builders.ts';

const nearlyEverybody = 0.9;

describe('who can reach a vault, in one word', () => {
  it.each<[level: ExposureLevel, whose: string, options: VaultOptions, told?: FactsOptions]>([
    ['internet', 'without a firewall', { networkAcls: null }],
    ['internet', 'that allows by default', { defaultAction: 'Allow' }],
    ['internet', 'with a split /1 pair', { ipRules: ['0.0.0.0/1', '128.0.0.0/1'] }],
    ['internet', 'with all but a sixteenth of the addresses', { ipRules: allButASixteenth() }],
    ['internet', 'with a default action that is new to us', { defaultAction: 'Audit' }],
    ['internet', 'with an open perimeter', {}, open()],
    ['restricted', 'with one address', { ipRules: ['20.1.2.3'] }],
    ['restricted', 'with half of the internet', { ipRules: ['0.0.0.0/1'] }],
    ['restricted', 'with a subnet', { subnets: ['app'] }],
    [
      'restricted',
      'with a subnet that could not be read',
      { subnets: ['app'] },
      { subnets: { app: 'not-read' } },
    ],
    ['restricted', 'with a perimeter for a subscription', {}, inboundSubscription()],
    [
      'restricted',
      'with an address and a private endpoint',
      { ipRules: ['20.1.2.3'], privateEndpoints: [{}] },
    ],
    ['private', 'with a private endpoint alone', { privateEndpoints: [{}] }],
    [
      'private',
      'with public access disabled',
      { publicNetworkAccess: 'Disabled', networkAcls: null, privateEndpoints: [{}] },
    ],
    ['private', 'with an endpoint of an unknown status', { privateEndpoints: [{ status: 'BrandNew' }] }],
    ['sealed', 'that denies and lists nobody', {}],
    ['sealed', 'that denies everybody but trusted services', { bypass: 'AzureServices' }],
    ['sealed', 'with private addresses in its rules', { ipRules: ['10.0.0.0/8', '168.63.129.16'] }],
    ['sealed', 'with a deleted subnet', { subnets: ['app'] }, { subnets: { app: 'deleted' } }],
    [
      'sealed',
      'with a private endpoint that waits for approval',
      { privateEndpoints: [{ status: 'Pending' }] },
    ],
    [
      'sealed',
      'that waits for its perimeter',
      { publicNetworkAccess: 'SecuredByPerimeter', networkAcls: null },
    ],
  ])('%s: one %s', (level, _, options, told) => {
    expect(exposureWith(options, told).level).toBe(level);
  });

  it('is internet from the given share of all public addresses on', () => {
    const half = exposureWith({ ipRules: ['0.0.0.0/1'] }).publicAddresses / publicIpv4Count;
    expect(exposureWith({ ipRules: ['0.0.0.0/1'] }, {}, half).level).toBe('internet');
    expect(exposureWith({ ipRules: ['0.0.0.0/2'] }, {}, half).level).toBe('restricted');
  });
});

describe('what is told besides', () => {
  it('the number of public addresses, each counted once', () => {
    const ipRules = ['20.1.2.0/24', '20.1.2.0/25', '20.1.3.4', '10.0.0.0/8'];
    expect(exposureWith({ ipRules }).publicAddresses).toBe(257);
  });

  it('private endpoints apart: of the own subscription and of others', () => {
    const { own, foreign } = exposureWith({
      privateEndpoints: [{}, { subscriptionId: 'Sub-2' }],
    }).privateEndpoints;
    expect(own).toEqual([expect.stringMatching(`^/subscriptions/${subscriptionId}/.*/pe-1$`)]);
    expect(foreign).toEqual([expect.stringMatching('^/subscriptions/sub-2/.*/pe-2$')]);
  });

  it('the own subscription is the same in any letter case', () => {
    const built = vault({ subscriptionId: 'Sub-1', privateEndpoints: [{ subscriptionId: 'sUB-1' }] });
    const reach = reachOf(built.rules, factsFor(built));
    expect(exposureOf(reach, 'SUB-1', nearlyEverybody).privateEndpoints.foreign).toEqual([]);
  });

  it('subnets, perimeter subscriptions, trusted services and what is not known', () => {
    const told: FactsOptions = {
      subnets: { app: 'not-read' },
      perimeter: perimeter({ accessMode: 'learning', inboundSubscriptions: ['sub-2'] }),
    };
    expect(exposureWith({ subnets: ['app'], bypass: 'None' }, told)).toMatchObject({
      subnets: [subnetId('app')],
      perimeterSubscriptions: ['sub-2'],
      trustedServices: false,
      unknowns: [`subnet ${subnetId('app')} was not read: Azure refused to show it`],
    });
  });
});

describe('the word agrees with who is let in', () => {
  it('for whatever rules and facts', () => {
    const share = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(networkRules(), someFacts(), share, (known, told, internetShare) => {
        const reach = reachOf(known, told);
        const exposure = exposureOf(reach, subscriptionId, internetShare);
        const others = reach.subnets.length + reach.perimeterSubscriptions.length;
        const isInternet = exposure.publicAddresses / publicIpv4Count >= internetShare;
        expect(exposure.publicAddresses).toBe(sizeOf(reach.publicAddresses));
        expect(exposure.level === 'internet').toBe(isInternet);
        expect(exposure.level === 'restricted').toBe(!isInternet && exposure.publicAddresses + others > 0);
        expect(['private', 'sealed'].includes(exposure.level)).toBe(exposure.publicAddresses + others === 0);
        expect(exposure.level === 'private').toBe(
          exposure.publicAddresses + others === 0 && reach.privateEndpoints.length > 0,
        );
        const { own, foreign } = exposure.privateEndpoints;
        expect(own.length + foreign.length).toBe(reach.privateEndpoints.length);
      }),
    );
  });
});

function exposureWith(options: VaultOptions, told?: FactsOptions, internetShare = nearlyEverybody): Exposure {
  const built = vault(options);
  return exposureOf(reachOf(built.rules, factsFor(built, told)), built.subscriptionId, internetShare);
}

function allButASixteenth(): readonly string[] {
  return Array.from({ length: 15 }, (_, index) => `${index * 16}.0.0.0/4`);
}

function open(): FactsOptions {
  return { perimeter: perimeter({ inboundAddresses: ['0.0.0.0/0'] }) };
}

function inboundSubscription(): FactsOptions {
  return { perimeter: perimeter({ inboundSubscriptions: ['sub-2'] }) };
}
