import type { ArmResource } from './arm-resource.ts';
import type { Collection } from './collection.ts';
import { asObject } from './route.ts';

/** A subnet lives inside its network; this is the part of it that anybody asks about. */
export type Subnet = {
  readonly id: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
};

export function subnetsOf(network: ArmResource): readonly Subnet[] {
  const { subnets } = network.properties;
  return Array.isArray(subnets) ? subnets : [];
}

/** @returns `undefined` when the subnet or its network is gone */
export function findSubnet(networks: Collection, subnetId: string): Subnet | undefined {
  const id = subnetId.toLowerCase();
  const network = networks.get(id.split('/subnets/')[0] ?? '');
  return network && subnetsOf(network).find((subnet) => subnet.id.toLowerCase() === id);
}

export function keyVaultEndpointWorks({ properties }: Subnet): boolean {
  const { serviceEndpoints } = properties;
  if (!Array.isArray(serviceEndpoints)) return false;
  return serviceEndpoints.some((entry: unknown) => {
    const { service, provisioningState } = asObject(entry);
    return /^microsoft\.keyvault$/i.test(String(service)) && /^succeeded$/i.test(String(provisioningState));
  });
}

/** A subnet as Azure stores it: service endpoints gain their state and locations at once. */
export function storedSubnet(networkId: string, name: string, properties: Subnet['properties']): Subnet {
  const { serviceEndpoints } = properties;
  const endpoints: readonly unknown[] = Array.isArray(serviceEndpoints) ? serviceEndpoints : [];
  return {
    id: `${networkId}/subnets/${name}`,
    name,
    properties: {
      privateEndpointNetworkPolicies: 'Disabled',
      privateLinkServiceNetworkPolicies: 'Enabled',
      ...properties,
      provisioningState: 'Succeeded',
      serviceEndpoints: endpoints.map((endpoint) => ({
        provisioningState: 'Succeeded',
        locations: ['*'],
        ...asObject(endpoint),
      })),
    },
  };
}
