import type { ArmProperties, ArmResource } from '../arm-resource.ts';
import { location, networkResourceId, otherSubscriptionId, vaultId } from './place.ts';
import { estateVault, networkAcls } from './vault.ts';

/** Two vaults inside network security perimeters; the vaults themselves do not show it. */
export const perimeterVaults: readonly ArmResource[] = [
  // Looks open, but the enforced perimeter alone decides.
  estateVault({
    resourceGroup: 'rg-platform',
    name: 'kv-build-agents',
    owner: 'build',
    properties: { networkAcls: networkAcls({ defaultAction: 'Allow' }) },
  }),
  // In transition: the perimeter's rules add to the vault's own.
  estateVault({
    resourceGroup: 'rg-platform',
    name: 'kv-telemetry',
    owner: 'observability',
    properties: { networkAcls: networkAcls({ ipRules: ['20.61.0.0/16'] }) },
  }),
];

export function samplePerimeters(): readonly ArmResource[] {
  return [
    ...perimeter({
      name: 'nsp-build',
      vault: 'kv-build-agents',
      accessMode: 'Enforced',
      rules: {
        'from-offices': { addressPrefixes: ['20.61.0.0/16'] },
        'from-build-subscription': { subscriptions: [{ id: `/subscriptions/${otherSubscriptionId}` }] },
      },
    }),
    ...perimeter({
      name: 'nsp-observability',
      vault: 'kv-telemetry',
      accessMode: 'Learning',
      rules: { 'from-collectors': { addressPrefixes: ['51.124.16.0/20', '40.113.16.0/24'] } },
    }),
  ];
}

type PerimeterOutline = {
  readonly name: string;
  readonly vault: string;
  readonly accessMode: 'Enforced' | 'Learning';
  readonly rules: Readonly<Record<string, ArmProperties>>;
};

/** A perimeter with one profile, its inbound rules, and one vault associated with it. */
function perimeter({ name, vault, accessMode, rules }: PerimeterOutline): readonly ArmResource[] {
  const type = 'Microsoft.Network/networkSecurityPerimeters';
  const id = networkResourceId('networkSecurityPerimeters', name);
  const profileId = `${id}/profiles/default`;
  return [
    { id, name, type, location, tags: {}, properties: { perimeterGuid: guidOf(name), ...succeeded } },
    {
      id: profileId,
      name: 'default',
      type: `${type}/profiles`,
      properties: { accessRulesVersion: '1', diagnosticSettingsVersion: '0' },
    },
    ...Object.entries(rules).map(([rule, properties]) => ({
      id: `${profileId}/accessRules/${rule}`,
      name: rule,
      type: `${type}/profiles/accessRules`,
      properties: {
        direction: 'Inbound',
        addressPrefixes: [],
        fullyQualifiedDomainNames: [],
        subscriptions: [],
        networkSecurityPerimeters: [],
        ...properties,
        ...succeeded,
      },
    })),
    {
      id: `${id}/resourceAssociations/${vault}`,
      name: vault,
      type: `${type}/resourceAssociations`,
      properties: {
        privateLinkResource: { id: vaultId('rg-platform', vault) },
        profile: { id: profileId },
        accessMode,
        hasProvisioningIssues: 'no',
        ...succeeded,
      },
    },
  ];
}

const succeeded = { provisioningState: 'Succeeded' };

function guidOf(name: string): string {
  return `5a0e2c91-7d46-4b13-9c58-${Buffer.from(name).toString('hex').slice(-12)}`;
}
