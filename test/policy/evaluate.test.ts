import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/policy/evaluate.ts';
import { exemptionNotices } from '../../src/policy/exemptions.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import { factsFor, subnetId, type VaultOptions, vault } from '../builders.ts';

const today = new Date('2026-11-24T12:00:00Z');

function report(policy: string, options: VaultOptions, now = today) {
  const subject = vault(options);
  return evaluate(subject, factsFor(subject), parsePolicy(`version: 1\n${policy}`, 'policy'), now);
}

function found(policy: string, options: VaultOptions, now = today): readonly string[] {
  return report(policy, options, now).findings.map(({ checkId, severity }) => `${severity} ${checkId}`);
}

const office = { ipRules: ['20.61.0.0/24'] };

describe('presets', () => {
  test.each<[string, VaultOptions, readonly string[]]>([
    ['baseline', office, []],
    ['baseline', { ipRules: ['20.0.0.0/15'] }, ['medium ip-range-too-broad']],
    [
      'block-internet',
      { ...office, defaultAction: 'Allow' },
      ['critical internet-reachable', 'critical rules-not-enforced'],
    ],
    [
      'block-internet',
      { publicNetworkAccess: 'Disabled', networkAcls: null, privateEndpoints: [{}] },
      ['high latent-exposure'],
    ],
    ['named-hosts', office, ['high ip-range-too-broad', 'high ip-range-not-approved']],
    ['named-hosts', { subnets: ['app'] }, ['high subnet-not-approved']],
    [
      'locked-network',
      { ipRules: ['20.61.0.1'] },
      ['critical ip-range-not-approved', 'medium ip-range-too-broad'],
    ],
    ['locked-network', { privateEndpoints: [{}] }, []],
  ])('%s judges %o', (preset, options, expected) => {
    expect(found(`extends: ${preset}`, options)).toEqual(expected);
  });

  test('give way to what the policy itself says', () => {
    expect(
      found(
        'extends: named-hosts\napproved: { ipRanges: [20.61.0.0/16] }\nlimits: { shortestPrefix: 24 }',
        office,
      ),
    ).toEqual([]);
  });
});

describe('checks', () => {
  test('are turned off, or given another severity, by id', () => {
    const open = { defaultAction: 'Allow' };
    expect(found('checks: { internet-reachable: { enabled: false } }', open)).toEqual([]);
    expect(found('checks: { internet-reachable: { severity: low } }', open)).toEqual([
      'low internet-reachable',
    ]);
  });

  test('are told worst first', () => {
    const severities = found('approved: { ipRanges: [] }', {
      ...office,
      ipRules: ['10.0.0.0/8', '84.1.2.3'],
    });
    expect(severities).toEqual([
      'high ip-range-not-approved',
      'medium ip-range-too-broad',
      'low ip-rule-never-matches',
    ]);
  });
});

describe('scopes', () => {
  const policy = `
require: { privateEndpoints: optional }
scopes:
  - name: production
    match: { tags: { Env: prod } }
    require: { privateEndpoints: required, trustedServices: forbidden }
  - name: payments
    match: { resourceGroups: [rg-pay-*] }
    require: { privateEndpoints: optional, trustedServices: required }
  - name: one vault
    match: { vaults: [kv-special] }
    require: { trustedServices: either }
`;

  test.each<[string, VaultOptions, readonly string[]]>([
    ['no scope', { ...office, name: 'kv-a' }, []],
    [
      'a tag, in any case',
      { ...office, tags: { env: 'PROD' } },
      ['medium trusted-services-bypass', 'medium private-endpoint-required'],
    ],
    [
      'a resource group',
      { ...office, resourceGroup: 'RG-Pay-1', bypass: 'None' },
      ['medium trusted-services-bypass'],
    ],
    [
      'a tag above a resource group',
      { ...office, resourceGroup: 'rg-pay-1', tags: { env: 'prod' }, bypass: 'None' },
      ['medium private-endpoint-required'],
    ],
    [
      'a name above both, setting by setting',
      { ...office, name: 'KV-Special', tags: { env: 'prod' } },
      ['medium private-endpoint-required'],
    ],
  ])('%s', (_, options, expected) => {
    expect(found(policy, options)).toEqual(expected);
  });

  test('a pattern is less specific than a name, and a list replaces the one below', () => {
    const nested = `
approved: { ipRanges: [20.61.0.0/16] }
scopes:
  - { name: exact, match: { vaults: [kv-a] }, approved: { ipRanges: [51.124.16.0/20] } }
  - { name: pattern, match: { vaults: [kv-*] }, approved: { ipRanges: [84.1.0.0/16] } }
`;
    expect(found(nested, { name: 'kv-a', ipRules: ['51.124.16.1'] })).toEqual([]);
    expect(found(nested, { name: 'kv-a', ...office })).toEqual(['high ip-range-not-approved']);
    expect(found(nested, { name: 'kv-b', ipRules: ['84.1.2.3'] })).toEqual([]);
    expect(found(nested, { name: 'other', ...office })).toEqual([]);
  });
});

describe('approved subnets', () => {
  const approve = (pattern: string) =>
    found(`approved: { subnets: ['${pattern}'] }`, { subnets: ['app-web'] });

  test.each([
    [subnetId('app-web'), true],
    [subnetId('APP-Web').toUpperCase().replace('MICROSOFT.NETWORK', 'microsoft.network'), true],
    [subnetId('app-*'), true],
    [subnetId('app-web').replace('vnet-1', '*'), true],
    [subnetId('*').replace('rg-network', '*'), true],
    [subnetId('data-*'), false],
    [subnetId('app-web').replace('/subnets/app-web', '/subnets/*x'), false],
  ])('%s', (pattern, isApproved) => {
    expect(approve(pattern)).toEqual(isApproved ? [] : ['high subnet-not-approved']);
  });
});

describe('exemptions', () => {
  const exempt = (more = '') =>
    `exemptions: [{ check: ip-range-not-approved, match: { vaults: [kv-a] }, reason: supplier, owner: eve, expires: 2026-11-24${more} }]\napproved: { ipRanges: [] }`;
  const options = { name: 'kv-a', ipRules: ['84.1.2.3', '84.1.2.4'] };

  test('silence a finding through their last day, and not a moment longer', () => {
    expect(found(exempt(), options, new Date('2026-11-24T23:59:59Z'))).toEqual([]);
    expect(found(exempt(), options, new Date('2026-11-25T00:00:00Z'))).toHaveLength(2);
  });

  test('show what they silenced, with owner and reason', () => {
    const { exempted } = report(exempt(), options);
    expect(exempted).toHaveLength(2);
    expect(exempted[0]).toMatchObject({
      finding: { target: '84.1.2.3/32' },
      exemption: { owner: 'eve', reason: 'supplier' },
    });
  });

  test('hold for one target, one check and their vaults alone', () => {
    expect(found(exempt(', target: 84.1.2.3/32'), options)).toHaveLength(1);
    expect(found(exempt(), { ...options, name: 'kv-b' })).toHaveLength(2);
    expect(found(exempt(), { name: 'kv-a', defaultAction: 'Allow' })).toEqual([
      'critical internet-reachable',
    ]);
  });

  test.each([
    ['2026-11-23', true, 'expired'],
    ['2026-11-24', true, 'expires-soon'],
    ['2026-12-08', true, 'expires-soon'],
    ['2026-12-09', true, undefined],
    ['2027-12-31', false, 'matches-nothing'],
  ])('that end on %s, used: %s, are reported as %s', (expires, isUsed, kind) => {
    const { exemptions, exemptionWarningDays } = parsePolicy(
      `version: 1\n${exempt().replace('2026-11-24', expires)}`,
      'policy',
    );
    const notices = exemptionNotices(
      exemptions,
      new Set(isUsed ? exemptions : []),
      today,
      exemptionWarningDays,
    );
    expect(notices.map((notice) => notice.kind)).toEqual(kind === undefined ? [] : [kind]);
    for (const { message } of notices) expect(message).toContain('ip-range-not-approved owned by eve');
  });
});
