import type { ArmProperties, ArmResource } from '../arm-resource.ts';
import { networkResourceId, otherSubscriptionId, vaultId } from './place.ts';
import { estateVault, networkAcls } from './vault.ts';

/** Vaults without a way in from the internet: private, private for now, or sealed by accident. */
export const closedVaults: readonly ArmResource[] = [
  // 'disabled' in lower case, as some versions of the API answer it.
  estateVault({
    resourceGroup: 'rg-payments',
    name: 'kv-settlement-prod',
    owner: 'settlement',
    properties: {
      publicNetworkAccess: 'disabled',
      networkAcls: networkAcls({ bypass: 'None' }),
      privateEndpointConnections: [
        connection('pe-settlement', 'Approved'),
        connection('pe-settlement-dr', 'Pending'),
        connection('pe-reporting', 'Approved', otherSubscriptionId),
      ],
    },
  }),
  // The portal wiped the firewall when it disabled public access: open to all the day that is undone.
  estateVault({
    resourceGroup: 'rg-platform',
    name: 'kv-backup-keys',
    owner: 'backup',
    properties: { publicNetworkAccess: 'Disabled' },
  }),
  // Denies everybody, trusted services too, and has no private endpoint: nobody can use it.
  estateVault({
    resourceGroup: 'rg-platform',
    name: 'kv-signing-prod',
    owner: 'release',
    properties: { networkAcls: networkAcls({ bypass: 'None' }) },
  }),
  // The same, but trusted services still come in: Azure Disk Encryption among them.
  estateVault({
    resourceGroup: 'rg-platform',
    name: 'kv-disk-encryption',
    owner: 'compute',
    properties: { enabledForDiskEncryption: true, networkAcls: networkAcls({}) },
  }),
];

function connection(name: string, status: 'Approved' | 'Pending', subscription?: string): ArmProperties {
  return {
    id: `${vaultId('rg-payments', 'kv-settlement-prod')}/privateEndpointConnections/${name}`,
    properties: {
      provisioningState: 'Succeeded',
      privateEndpoint: { id: networkResourceId('privateEndpoints', name, subscription) },
      privateLinkServiceConnectionState: { status, description: '', actionsRequired: 'None' },
    },
  };
}
