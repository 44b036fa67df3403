import { describe, expect, it } from 'vitest';
import type { NetworkRules } from '../../src/network-rules/model.ts';
import { NotAVaultError, normaliseVault } from '../../src/network-rules/normalise.ts';
import { armVault, rules, subnetId, vault } from '../builders.ts';

describe('what ARM leaves out gets its default', () => {
  const whole: NetworkRules = {
    publicNetworkAccess: 'enabled',
    firewall: 'absent',
    defaultAction: 'allow',
    bypass: 'azure-services',
    ipRules: [],
    virtualNetworkRules: [],
    privateEndpointConnections: [],
    deploymentFlags: { deployment: false, templateDeployment: false, diskEncryption: false },
  };

  it.each<[omission: string, properties: unknown, expected: NetworkRules]>([
    ['no properties', undefined, whole],
    ['properties of null', null, whole],
    ['empty properties', {}, whole],
    ['networkAcls of null', { networkAcls: null }, whole],
    ['empty networkAcls', { networkAcls: {} }, { ...whole, firewall: 'present' }],
    [
      'a default action alone',
      { networkAcls: { defaultAction: 'Deny' } },
      { ...whole, firewall: 'present', defaultAction: 'deny' },
    ],
    [
      'settings and lists of null',
      {
        publicNetworkAccess: null,
        privateEndpointConnections: null,
        enabledForDeployment: null,
        networkAcls: { defaultAction: null, bypass: null, ipRules: null, virtualNetworkRules: null },
      },
      { ...whole, firewall: 'present' },
    ],
    [
      'a firewall wiped by disabling public access',
      { publicNetworkAccess: 'Disabled' },
      { ...whole, publicNetworkAccess: 'disabled' },
    ],
  ])('%s', (_, properties, expected) => {
    expect(normaliseVault({ ...armVault(), properties }).rules).toEqual(expected);
  });

  it('a vault without location, tags or last writer is still a vault', () => {
    const { id } = armVault();
    expect(normaliseVault({ id })).toMatchObject({ location: '', tags: {}, lastModified: undefined });
  });
});

describe('a setting in any letter case is the same setting', () => {
  it.each([
    ['Enabled', 'enabled'],
    ['DISABLED', 'disabled'],
    ['securedByPerimeter', 'secured-by-perimeter'],
  ])('public network access %s', (publicNetworkAccess, expected) => {
    expect(rules({ publicNetworkAccess }).publicNetworkAccess).toBe(expected);
  });

  it.each([
    ['ALLOW', 'allow'],
    ['deny', 'deny'],
  ])('default action %s', (defaultAction, expected) => {
    expect(rules({ defaultAction }).defaultAction).toBe(expected);
  });

  it.each([
    ['azureservices', 'azure-services'],
    ['NONE', 'none'],
  ])('bypass %s', (bypass, expected) => {
    expect(rules({ bypass }).bypass).toBe(expected);
  });

  it.each(['approved', 'PENDING', 'Rejected', 'disconnected'])('connection status %s', (status) => {
    expect(rules({ privateEndpoints: [{ status }] }).privateEndpointConnections).toMatchObject([
      { status: status.toLowerCase() },
    ]);
  });
});

describe('a value that is new to us is kept as unknown', () => {
  it.each(['Audit', '', 'constructor', '__proto__'])('the text %j', (text) => {
    const unknown = { unknown: text };
    expect(
      rules({
        publicNetworkAccess: text,
        defaultAction: text,
        bypass: text,
        privateEndpoints: [{ status: text }],
      }),
    ).toMatchObject({
      publicNetworkAccess: unknown,
      defaultAction: unknown,
      bypass: unknown,
      privateEndpointConnections: [{ status: unknown }],
    });
  });

  it.each<[value: unknown, unknown: string]>([
    [true, 'true'],
    [0, '0'],
    [['Deny'], '["Deny"]'],
    [{ action: 'Deny' }, '{"action":"Deny"}'],
  ])('%j where a text belongs', (defaultAction, unknown) => {
    expect(rulesOf({ networkAcls: { defaultAction } }).defaultAction).toEqual({ unknown });
  });

  it.each<[networkAcls: unknown, unknown: string]>([
    ['Deny', '"Deny"'],
    [false, 'false'],
    [[], '[]'],
  ])('a firewall that is %j is neither open nor closed', (networkAcls, unknown) => {
    expect(rulesOf({ networkAcls })).toMatchObject({ firewall: 'present', defaultAction: { unknown } });
  });

  it('a private endpoint connection without a status', () => {
    expect(rulesOf({ privateEndpointConnections: [{}] }).privateEndpointConnections).toEqual([
      { id: '', privateEndpointId: '', status: { unknown: '' } },
    ]);
  });
});

describe('answers in the shape that ARM gives', () => {
  const sample = {
    id: '/subscriptions/sub-1/resourceGroups/sample-group/providers/Microsoft.KeyVault/vaults/sample-vault',
    location: 'westus',
    systemData: { lastModifiedAt: '2020-01-01T12:00:00.0000000Z', lastModifiedBy: 'keyVaultUser2' },
  };
  const subnet =
    '/subscriptions/subid/resourcegroups/rg1/providers/microsoft.network/virtualnetworks/test-vnet/subnets/subnet1';
  const settings = { accessPolicies: [], sku: { family: 'A', name: 'premium' }, enabledForDeployment: true };

  it('a firewall with a rule in stray quotes', () => {
    const networkAcls = {
      bypass: 'AzureServices',
      defaultAction: 'Deny',
      ipRules: [{ value: '124.56.78.91/32' }, { value: "'10.91.4.0/24'" }],
      virtualNetworkRules: [{ id: subnet }],
    };
    expect(normaliseVault({ ...sample, properties: { ...settings, networkAcls } }).rules).toMatchObject({
      firewall: 'present',
      defaultAction: 'deny',
      bypass: 'azure-services',
      ipRules: [{ kind: 'unreadable' }, { kind: 'range', value: '124.56.78.91/32' }],
      virtualNetworkRules: [{ kind: 'subnet', value: subnet }],
      deploymentFlags: { deployment: true },
    });
  });

  it('a vault of a list, without networkAcls', () => {
    expect(normaliseVault({ ...sample, properties: settings })).toMatchObject({
      subscriptionId: 'sub-1',
      lastModified: { by: 'keyVaultUser2', at: '2020-01-01T12:00:00.0000000Z' },
      rules: { firewall: 'absent', defaultAction: 'allow', publicNetworkAccess: 'enabled' },
    });
  });
});

describe('the vault itself', () => {
  it('has its place in lower case, its tags as they are and its last writer', () => {
    const lastModified = { by: 'ada@example.com', at: '2026-01-02T03:04:05Z' };
    expect(vault({ name: 'My-Vault', resourceGroup: 'RG', tags: { Team: 'A' }, lastModified })).toMatchObject(
      {
        id: expect.stringMatching(/\/resourcegroups\/rg\/providers\/microsoft\.keyvault\/vaults\/my-vault$/),
        name: 'my-vault',
        resourceGroup: 'rg',
        location: 'westeurope',
        tags: { Team: 'A' },
        lastModified,
      },
    );
  });

  it('says which of the three deployment services may read secrets', () => {
    const flags = { deployment: true, templateDeployment: false, diskEncryption: true };
    expect(rules({ flags }).deploymentFlags).toEqual(flags);
  });

  it.each<[arm: unknown, shown: string]>([
    [undefined, 'undefined'],
    [null, 'undefined'],
    ['a vault', 'undefined'],
    [[], 'undefined'],
    [{ id: 7 }, '7'],
    [{ id: subnetId('app') }, `"${subnetId('app')}"`],
  ])('%j is no vault, and the error shows its id', (arm, shown) => {
    expect(() => normaliseVault(arm)).toThrow(NotAVaultError);
    expect(() => normaliseVault(arm)).toThrow(
      `id is ${shown}, expected a Microsoft.KeyVault/vaults resource id`,
    );
  });
});

function rulesOf(properties: unknown): NetworkRules {
  return normaliseVault({ ...armVault(), properties }).rules;
}
