import type { ArmResource } from '../arm-resource.ts';
import { storedSubnet } from '../subnets.ts';
import { location, networkResourceId, subscriptionId } from './place.ts';

export const resourceGroups: readonly ArmResource[] = ['rg-payments', 'rg-platform', 'rg-network'].map(
  (name) => resourceGroup(name, subscriptionId),
);

export function resourceGroup(name: string, subscription: string): ArmResource {
  return {
    id: `/subscriptions/${subscription}/resourceGroups/${name}`,
    name,
    type: 'Microsoft.Resources/resourceGroups',
    location,
    tags: {},
    properties: { provisioningState: 'Succeeded' },
  };
}

/** `app-legacy`, which a vault still names, was deleted. */
export const virtualNetworks: readonly ArmResource[] = [
  virtualNetwork('vnet-payments', '10.20.0.0/16', [
    {
      name: 'app-checkout',
      addressPrefix: '10.20.1.0/24',
      endpoints: ['Microsoft.KeyVault', 'Microsoft.Sql'],
    },
    { name: 'app-batch', addressPrefix: '10.20.2.0/24', endpoints: ['Microsoft.Storage'] },
    { name: 'private-endpoints', addressPrefix: '10.20.9.0/24', endpoints: [] },
  ]),
  virtualNetwork('vnet-platform', '10.30.0.0/16', [
    { name: 'build-agents', addressPrefix: '10.30.1.0/24', endpoints: ['Microsoft.KeyVault'] },
  ]),
];

type SubnetOutline = {
  readonly name: string;
  readonly addressPrefix: string;
  readonly endpoints: readonly string[];
};

function virtualNetwork(name: string, addressPrefix: string, subnets: readonly SubnetOutline[]): ArmResource {
  const id = networkResourceId('virtualNetworks', name);
  return {
    id,
    name,
    type: 'Microsoft.Network/virtualNetworks',
    location,
    tags: {},
    properties: {
      provisioningState: 'Succeeded',
      addressSpace: { addressPrefixes: [addressPrefix] },
      subnets: subnets.map((subnet) =>
        storedSubnet(id, subnet.name, {
          addressPrefix: subnet.addressPrefix,
          serviceEndpoints: subnet.endpoints.map((service) => ({ service })),
        }),
      ),
    },
  };
}
