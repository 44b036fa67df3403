import { ArmRefusal } from '../refusal.ts';
import { listed, type Route, route } from '../route.ts';
import type { DeletedVault, Subscription } from '../subscription.ts';

/** `Microsoft.KeyVault/deletedVaults`: what is deleted keeps its name until it is recovered or purged. */
export function deletedVaultRoutes({ subscriptionId, deletedVaults }: Subscription): readonly Route[] {
  const one =
    '/subscriptions/{subscription}/providers/Microsoft.KeyVault/locations/{location}/deletedVaults/{name}' as const;

  function find(name: string, location: string): DeletedVault {
    const deleted = deletedVaults.get(name.toLowerCase());
    if (deleted?.vault.location?.toLowerCase() === location.toLowerCase()) return deleted;
    throw new ArmRefusal(
      404,
      'DeletedVaultNotFound',
      `The vault '${name}' in location '${location}' is not in a deleted state.`,
    );
  }

  function shown({ vault, deletedAt }: DeletedVault) {
    const purgeAt = new Date(deletedAt.getTime() + retentionDays * 24 * 60 * 60 * 1000);
    return {
      id: `/subscriptions/${subscriptionId}/providers/Microsoft.KeyVault/locations/${vault.location}/deletedVaults/${vault.name}`,
      name: vault.name,
      type: 'Microsoft.KeyVault/deletedVaults',
      properties: {
        vaultId: vault.id,
        location: vault.location,
        tags: vault.tags ?? {},
        deletionDate: deletedAt.toISOString(),
        scheduledPurgeDate: purgeAt.toISOString(),
      },
    };
  }

  return [
    route('GET', '/subscriptions/{subscription}/providers/Microsoft.KeyVault/deletedVaults', () =>
      listed([...deletedVaults.values()].map(shown)),
    ),
    route('GET', one, (_, { location, name }) => ({ status: 200, body: shown(find(name, location)) })),
    route('POST', `${one}/purge`, (_, { location, name }) => {
      const { vault } = find(name, location);
      deletedVaults.delete(vault.name.toLowerCase());
      return {
        status: 200,
        change: {
          kind: 'action',
          operation: 'Microsoft.KeyVault/locations/deletedVaults/purge/action',
          existed: true,
        },
      };
    }),
  ];
}

const retentionDays = 90;
