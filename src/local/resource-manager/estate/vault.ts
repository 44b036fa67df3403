import type { ArmProperties, ArmResource, SystemData } from '../arm-resource.ts';
import { location, subscriptionId as ownSubscriptionId, tenantId, vaultId } from './place.ts';

/** What makes one vault of an estate different from another. */
export type VaultOutline = {
  readonly resourceGroup: string;
  readonly name: string;
  /** Whose vault it is: becomes the tag `owner`. */
  readonly owner: string;
  /** As Azure Resource Manager holds them: written into `properties` unchanged. */
  readonly properties: ArmProperties;
  readonly subscriptionId?: string;
};

/** A vault as Azure Resource Manager answers it, whole. */
export function estateVault(outline: VaultOutline): ArmResource {
  const { resourceGroup, name, owner, properties, subscriptionId = ownSubscriptionId } = outline;
  return {
    id: vaultId(resourceGroup, name, subscriptionId),
    name,
    type: 'Microsoft.KeyVault/vaults',
    location,
    tags: { owner },
    properties: {
      sku: { family: 'A', name: 'standard' },
      tenantId,
      accessPolicies: [],
      enabledForDeployment: false,
      enabledForTemplateDeployment: false,
      enabledForDiskEncryption: false,
      enableSoftDelete: true,
      softDeleteRetentionInDays: 90,
      enableRbacAuthorization: true,
      vaultUri: `https://${name}.vault.azure.net/`,
      provisioningState: 'Succeeded',
      publicNetworkAccess: 'Enabled',
      ...properties,
    },
    systemData: madeByPipeline,
  };
}

export type FirewallOutline = {
  readonly defaultAction?: string;
  readonly bypass?: string;
  readonly ipRules?: readonly string[];
  readonly virtualNetworkRules?: readonly { id: string; ignoreMissingVnetServiceEndpoint?: boolean }[];
};

/** A vault's firewall: denies by default, lets trusted services past, lists nobody. */
export function networkAcls(outline: FirewallOutline): ArmProperties {
  const {
    defaultAction = 'Deny',
    bypass = 'AzureServices',
    ipRules = [],
    virtualNetworkRules = [],
  } = outline;
  return { bypass, defaultAction, ipRules: ipRules.map((value) => ({ value })), virtualNetworkRules };
}

const madeByPipeline: SystemData = {
  createdAt: '2025-03-11T08:14:27.0000000Z',
  createdBy: '1f0d7c3e-62a9-4c58-8b1d-e94a5f207c66',
  createdByType: 'Application',
  lastModifiedAt: '2026-05-19T13:02:45.0000000Z',
  lastModifiedBy: '1f0d7c3e-62a9-4c58-8b1d-e94a5f207c66',
  lastModifiedByType: 'Application',
};
