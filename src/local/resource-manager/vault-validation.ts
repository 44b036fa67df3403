import { BlockList } from 'node:net';
import type { ArmProperties } from './arm-resource.ts';
import { ArmRefusal, badRequest } from './refusal.ts';
import { findSubnet, keyVaultEndpointWorks } from './subnets.ts';
import type { Subscription } from './subscription.ts';
import type { NetworkAclsBody } from './vault-body.ts';

/** @throws ArmRefusal 400 when the name is none that a vault can have (3 to 24 letters, digits and single hyphens). */
export function checkVaultName(name: string): void {
  if (/^[a-z](?!.*--)[a-z0-9-]{1,22}[a-z0-9]$/i.test(name)) return;
  throw new ArmRefusal(
    400,
    'VaultNameNotValid',
    `The vault name '${name}' is invalid. A vault's name must be between 3-24 alphanumeric characters. The name must ` +
      'begin with a letter, end with a letter or digit, and not contain consecutive hyphens.',
  );
}

/** @throws ArmRefusal 400 for rules that Azure Resource Manager would not store */
export function checkNetworkAcls(networkAcls: NetworkAclsBody, subscription: Subscription): void {
  networkAcls.ipRules.forEach(({ value }, index) => {
    const range = privateRangeOf(value);
    if (!range) return;
    throw badRequest(
      `Invalid value found at properties.networkAcls.ipRules[${index}].value: ${value} belongs to forbidden range ` +
        `${range.first}–${range.last} (private IP addresses)`,
    );
  });
  for (const rule of networkAcls.virtualNetworkRules) {
    if (!rule.ignoreMissingVnetServiceEndpoint) checkSubnet(rule.id, subscription);
  }
}

/**
 * Azure Disk Encryption needs the bypass, whether the firewall is on or off.
 *
 * @throws ArmRefusal 400
 */
export function checkBypass({ enabledForDiskEncryption, networkAcls }: ArmProperties): void {
  const bypass =
    typeof networkAcls === 'object' && networkAcls !== null && 'bypass' in networkAcls
      ? String(networkAcls.bypass)
      : 'AzureServices';
  if (enabledForDiskEncryption !== true || !/^none$/i.test(bypass)) return;
  throw badRequest(
    'Invalid value found at properties.networkAcls.bypass: networkAcls.bypass must include "AzureServices" ' +
      'while enabledForDiskEncryption is true',
  );
}

/** Subnets of other subscriptions are taken as given: nobody here can look at them. */
function checkSubnet(subnetId: string, subscription: Subscription): void {
  if (!subnetId.startsWith(`/subscriptions/${subscription.subscriptionId.toLowerCase()}/`)) return;
  const subnet = findSubnet(subscription.virtualNetworks, subnetId);
  if (!subnet) throw networkNotValid('SubnetsNotFound', `Subnet ${subnetId} is not found.`);
  if (keyVaultEndpointWorks(subnet)) return;
  throw networkNotValid(
    'SubnetsHaveNoServiceEndpointsConfigured',
    `Subnets ${subnet.name} of virtual network ${subnetId.split('/subnets/')[0]} do not have ServiceEndpoints for ` +
      "Microsoft.KeyVault resources configured. Add Microsoft.KeyVault to subnet's ServiceEndpoints collection " +
      'before trying to ACL Microsoft.KeyVault resources to these subnets.',
  );
}

function networkNotValid(innerCode: string, message: string): ArmRefusal {
  return new ArmRefusal(
    400,
    'VirtualNetworkNotValid',
    `Request to Microsoft.Network failed. Code: ${innerCode}, message: ${message}`,
  );
}

const privateRanges = [
  { first: '10.0.0.0', last: '10.255.255.255' },
  { first: '172.16.0.0', last: '172.31.255.255' },
  { first: '192.168.0.0', last: '192.168.255.255' },
].map((range) => {
  const list = new BlockList();
  list.addRange(range.first, range.last);
  return { ...range, list };
});

function privateRangeOf(rule: string) {
  const [address = ''] = rule.split('/');
  return privateRanges.find(({ list }) => list.check(address));
}
