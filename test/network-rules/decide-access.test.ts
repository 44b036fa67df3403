import { describe, expect, test } from 'vitest';
import { type AccessSource, parseAccessSource } from '../../src/network-rules/access-source.ts';
import { type AccessDecision, decideAccess, reminders } from '../../src/network-rules/decide-access.ts';
import type { Perimeter } from '../../src/network-rules/facts.ts';
import { toCidrs } from '../../src/network-rules/ipv4-set.ts';
import { type FactsOptions, factsFor, perimeter, subnetId, type VaultOptions, vault } from '../builders.ts';

function sourceOf(text: string): AccessSource {
  const source = parseAccessSource(text);
  if ('unreadable' in source) throw new TypeError(source.unreadable);
  return source;
}

function decide(options: VaultOptions, from: string, facts: FactsOptions = {}): AccessDecision {
  const { rules } = vault(options);
  return decideAccess(rules, sourceOf(from), factsFor({ rules }, facts));
}

const office = { ipRules: ['20.61.0.0/16'] };
const endpoint = `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-network/providers/Microsoft.Network/privateEndpoints/pe-1`;

describe('an address', () => {
  test.each<[string, VaultOptions, string, string, string | undefined]>([
    ['inside an IP rule is let in by that rule', office, '20.61.3.4', 'allowed', undefined],
    ['outside all rules is refused by the firewall', office, '84.1.2.3', 'denied', 'ForbiddenByFirewall'],
    [
      'is let in by default action Allow',
      { ...office, defaultAction: 'Allow' },
      '84.1.2.3',
      'allowed',
      undefined,
    ],
    ['is let in where there is no firewall', { networkAcls: null }, '84.1.2.3', 'allowed', undefined],
    [
      'is refused while public access is disabled',
      { ...office, publicNetworkAccess: 'disabled' },
      '20.61.3.4',
      'denied',
      'ForbiddenByConnection',
    ],
    [
      'is refused while the vault is secured by a perimeter that it has not',
      { ...office, publicNetworkAccess: 'SecuredByPerimeter' },
      '20.61.3.4',
      'denied',
      'ForbiddenByNsp',
    ],
    [
      'that is private is never seen',
      { defaultAction: 'Allow' },
      '10.0.0.4',
      'denied',
      'ForbiddenByFirewall',
    ],
  ])('%s', (_, options, from, verdict, refusal) => {
    expect(decide(options, from)).toMatchObject({ verdict, refusal });
  });

  test('is decided by the rule that names it', () => {
    expect(decide(office, '20.61.3.4').decidedBy).toBe('IP rule 20.61.0.0/16');
  });

  test('reads as a story in the order in which Key Vault asks', () => {
    expect(decide(office, '84.1.2.3').steps).toEqual([
      'The request does not come through a private endpoint.',
      'The vault is in no network security perimeter.',
      'The caller is not a trusted service.',
      "Public network access is enabled: the vault's own rules decide.",
      'The default action is Deny: only listed subnets and addresses are let in.',
      'Nothing lets 84.1.2.3 in: refused.',
    ]);
  });

  test('always hears that a token and a permission are needed, and what the firewall does not guard', () => {
    for (const from of ['20.61.3.4', '84.1.2.3', 'internet', 'Azure Backup']) {
      expect(decide(office, from).reminders).toEqual(reminders);
      expect(decide(office, from).needs).toContainEqual({
        what: 'a Microsoft Entra token and a permission',
        granted: undefined,
      });
    }
  });
});

describe('a range', () => {
  test('is let in in part, and both parts are named', () => {
    const decision = decide({ ipRules: ['20.61.0.0/17'] }, '20.61.0.0/16');
    expect(decision).toMatchObject({ verdict: 'partly', refusal: 'ForbiddenByFirewall' });
    expect(toCidrs(decision.allowedAddresses)).toEqual(['20.61.0.0/17']);
    expect(toCidrs(decision.deniedAddresses)).toEqual(['20.61.128.0/17']);
  });

  test('is let in by several rules together', () => {
    expect(decide({ ipRules: ['20.61.0.0/17', '20.61.128.0/17'] }, '20.61.0.0/16')).toMatchObject({
      verdict: 'allowed',
      decidedBy: 'IP rule 20.61.0.0/17 and 20.61.128.0/17',
    });
  });
});

describe('the internet', () => {
  test.each<[string, VaultOptions, string]>([
    ['is let in by two halves', { ipRules: ['0.0.0.0/1', '128.0.0.0/1'] }, 'allowed'],
    ['is let in in part by one rule', office, 'partly'],
    ['is refused by Deny alone', {}, 'denied'],
  ])('%s', (_, options, verdict) => {
    expect(decide(options, 'internet').verdict).toBe(verdict);
  });
});

describe('a subnet', () => {
  test.each<[string, VaultOptions, FactsOptions, string, string]>([
    [
      'that is listed and has a working endpoint is let in',
      { subnets: ['app'] },
      {},
      'allowed',
      `virtual network rule ${subnetId('app')}`,
    ],
    ['that is not listed is refused', {}, {}, 'denied', 'no virtual network rule names the subnet'],
    [
      'without the service endpoint is refused although listed',
      { subnets: ['app'] },
      { subnets: { app: 'missing-endpoint' } },
      'denied',
      'the subnet has no working Microsoft.KeyVault service endpoint',
    ],
    [
      'that was deleted is refused although listed',
      { subnets: ['app'] },
      { subnets: { app: 'deleted' } },
      'denied',
      'the subnet does not exist',
    ],
    [
      'that could not be read may be let in',
      { subnets: ['app'] },
      { subnets: { app: 'not-read' } },
      'allowed',
      `virtual network rule ${subnetId('app')}`,
    ],
    [
      'that is listed is refused while public access is disabled',
      { subnets: ['app'], publicNetworkAccess: 'Disabled' },
      {},
      'denied',
      'virtual network rules do not decide',
    ],
    [
      'is let in wherever it comes from by default action Allow',
      { defaultAction: 'Allow' },
      {},
      'allowed',
      'the default action Allow',
    ],
  ])('%s', (_, options, facts, verdict, decidedBy) => {
    expect(decide(options, subnetId('app'), facts)).toMatchObject({ verdict, decidedBy });
  });
});

describe('a private endpoint', () => {
  test.each(['Enabled', 'Disabled', 'SecuredByPerimeter'])(
    'that is approved is let in with public access %s',
    (publicNetworkAccess) => {
      const options = { publicNetworkAccess, privateEndpoints: [{ id: endpoint }] };
      for (const around of [undefined, perimeter({ accessMode: 'enforced' })]) {
        expect(decide(options, endpoint, around ? { perimeter: around } : {}).verdict).toBe('allowed');
      }
    },
  );

  test.each(['Pending', 'Rejected', 'Disconnected'])('that is %s carries nothing', (status) => {
    const decision = decide({ privateEndpoints: [{ id: endpoint, status }] }, endpoint);
    expect(decision.verdict).toBe('denied');
    expect(decision.decidedBy).toContain(status.toLowerCase());
  });

  test('that the vault does not know is refused', () => {
    expect(decide({}, endpoint)).toMatchObject({
      verdict: 'denied',
      decidedBy: 'the vault has no connection to it',
    });
  });
});

describe('the perimeter table, cell by cell', () => {
  const inside = '51.124.16.1';
  const own = '20.61.0.1';
  const rules: Perimeter = perimeter({ accessMode: 'learning', inboundAddresses: ['51.124.16.0/20'] });
  const enforced: Perimeter = { ...rules, accessMode: 'enforced' };

  test.each<[string, Perimeter | undefined, boolean, boolean, boolean]>([
    ['Enabled', undefined, true, false, true],
    ['Enabled', rules, true, true, true],
    ['Enabled', enforced, false, true, false],
    ['Disabled', undefined, false, false, true],
    ['Disabled', rules, false, true, true],
    ['Disabled', enforced, false, true, false],
    ['SecuredByPerimeter', undefined, false, false, false],
    ['SecuredByPerimeter', rules, false, true, false],
    ['SecuredByPerimeter', enforced, false, true, false],
  ])(
    '%s with %o: own rule %s, perimeter rule %s, trusted service %s',
    (access, around, byOwn, byPerimeter, trusted) => {
      const facts = around ? { perimeter: around } : {};
      const letsIn = (from: string) =>
        decide({ ...office, publicNetworkAccess: access }, from, facts).verdict === 'allowed';
      expect([letsIn(own), letsIn(inside), letsIn('Azure Backup')]).toEqual([byOwn, byPerimeter, trusted]);
    },
  );

  test('a subnet comes in by the subscription that the perimeter names', () => {
    const around = perimeter({ inboundSubscriptions: ['00000000-0000-0000-0000-000000000001'] });
    expect(decide({}, subnetId('app'), { perimeter: around }).verdict).toBe('allowed');
  });

  test('refuses with the code of the perimeter', () => {
    expect(decide(office, own, { perimeter: enforced }).refusal).toBe('ForbiddenByNsp');
  });

  test('not read is said', () => {
    const decision = decide(office, own, { perimeter: { kind: 'not-read', reason: 'Azure refused' } });
    expect(decision.steps).toContain('Assuming no network security perimeter: Azure refused.');
    expect(decision.unknowns).toContain('assuming no network security perimeter: Azure refused');
  });
});

describe('what cannot be read as a source', () => {
  test.each([
    ['::1', 'an IPv6 address; Key Vault takes IPv4 only'],
    ['20.1.2.3/33', '"/33" is not a prefix from /0 to /32'],
    ['300.1.1.1', 'not an IPv4 address'],
    ['a service that nobody knows', 'not an address, a subnet, a private endpoint or a known service'],
  ])('%s is refused with the reason', (text, unreadable) => {
    expect(parseAccessSource(text)).toEqual({ unreadable });
  });
});
