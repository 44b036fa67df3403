import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSubnetId, parseVaultId, subscriptionOf } from '../../src/network-rules/resource-id.ts';
import { anyCase } from '../arbitraries.ts';
import { armVault, subnetId } from '../builders.ts';

const vaultId = '/subscriptions/Sub-1/resourceGroups/RG-1/providers/Microsoft.KeyVault/vaults/My-Vault';

describe('reading a vault id', () => {
  it('names the subscription, resource group and vault in lower case', () => {
    expect(parseVaultId(vaultId)).toEqual({
      id: vaultId.toLowerCase(),
      subscriptionId: 'sub-1',
      resourceGroup: 'rg-1',
      name: 'my-vault',
    });
  });

  it('reads every spelling of one vault as the same vault', () => {
    fc.assert(
      fc.property(anyCase(vaultId), (spelling) => {
        expect(parseVaultId(spelling)).toEqual(parseVaultId(vaultId));
      }),
    );
  });

  it('reads a resource group with dots, parentheses and underscores', () => {
    const { id } = armVault({ resourceGroup: 'Rg_1.(west)' });
    expect(parseVaultId(id)?.resourceGroup).toBe('rg_1.(west)');
  });

  it.each(['abc', 'a-1', 'a23456789012345678901234'])('takes the vault name %s', (name) => {
    expect(parseVaultId(armVault({ name }).id)?.name).toBe(name);
  });

  it.each([
    ['nothing', ''],
    ['a name of two letters', armVault({ name: 'ab' }).id],
    ['a name of 25 letters', armVault({ name: 'a234567890123456789012345' }).id],
    ['a name that begins with a digit', armVault({ name: '1abc' }).id],
    ['a name that ends with a hyphen', armVault({ name: 'abc-' }).id],
    ['a part of a vault', `${vaultId}/privateEndpointConnections/pe-1`],
    ['a query behind the id', `${vaultId}?api-version=2026-02-01`],
    ['another kind of resource', subnetId('app')],
    ['a resource group alone', '/subscriptions/sub-1/resourceGroups/rg-1'],
    ['an empty resource group', vaultId.replace('RG-1', '')],
    ['a "?" in the resource group', vaultId.replace('RG-1', 'RG?1')],
    ['a "#" in the resource group', vaultId.replace('RG-1', 'RG#1')],
    ['a space in the resource group', vaultId.replace('RG-1', 'RG 1')],
  ])('refuses %s', (_, text) => {
    expect(parseVaultId(text)).toBeUndefined();
  });
});

describe('reading a subnet id', () => {
  const id =
    '/subscriptions/Sub-1/resourceGroups/RG-1/providers/Microsoft.Network/virtualNetworks/VNet-1/subnets/App';

  it('names its parts in lower case', () => {
    expect(parseSubnetId(id)).toEqual({
      id: id.toLowerCase(),
      subscriptionId: 'sub-1',
      resourceGroup: 'rg-1',
      virtualNetwork: 'vnet-1',
      subnet: 'app',
    });
  });

  it('reads every spelling of one subnet as the same subnet', () => {
    fc.assert(
      fc.property(anyCase(id), (spelling) => {
        expect(parseSubnetId(spelling)).toEqual(parseSubnetId(id));
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['its network alone', id.replace('/subnets/App', '')],
    ['a vault', vaultId],
    ['something below a subnet', `${id}/more`],
  ])('refuses %s', (_, text) => {
    expect(parseSubnetId(text)).toBeUndefined();
  });
});

describe('the subscription of any resource', () => {
  it.each([
    [vaultId, 'sub-1'],
    ['/SUBSCRIPTIONS/Sub-1', 'sub-1'],
    ['/subscriptions/', undefined],
    ['/providers/Microsoft.Management/managementGroups/sub-1', undefined],
    ['', undefined],
  ])('of %j is %j', (id, expected) => {
    expect(subscriptionOf(id)).toBe(expected);
  });
});
