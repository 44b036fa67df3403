/** Where everything of the sample company is. */
export const subscriptionId = '7e1f3a52-94c8-4d1b-8a6e-2f0c5b9d3e17';
export const tenantId = 'c2d94f60-3b7a-4e85-9f12-6a8b0d5e7c41';
/** A subscription of another department, which nobody here may read. */
export const otherSubscriptionId = '4b8c6d20-1f53-4a97-b6e8-d05a7c2f9e34';
export const location = 'westeurope';

export function networkResourceId(type: string, name: string, subscription = subscriptionId): string {
  return `/subscriptions/${subscription}/resourceGroups/rg-network/providers/Microsoft.Network/${type}/${name}`;
}

/** In lower case, as vaults keep the ids of subnets. */
export function subnetRuleId(network: string, subnet: string, subscription = subscriptionId): string {
  return `${networkResourceId('virtualNetworks', network, subscription)}/subnets/${subnet}`.toLowerCase();
}

export function vaultId(resourceGroup: string, name: string, subscription = subscriptionId): string {
  return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.KeyVault/vaults/${name}`;
}
