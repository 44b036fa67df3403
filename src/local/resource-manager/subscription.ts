import type { Estate } from './arm-resource.ts';
import { type Collection, createCollection } from './collection.ts';

/** The state of the one subscription that is served. */
export type Subscription = {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly resourceGroups: Collection;
  readonly vaults: Collection;
  readonly deletedVaults: DeletedVaults;
  readonly virtualNetworks: Collection;
  readonly perimeters: Collection;
};

/** Soft-deleted vaults whole, by their lower-case name: the name stays reserved. */
export type DeletedVaults = Map<string, DeletedVault>;

export type DeletedVault = {
  readonly vault: Estate['vaults'][number];
  readonly deletedAt: Date;
};

export function openSubscription(estate: Estate): Subscription {
  return {
    subscriptionId: estate.subscriptionId,
    tenantId: estate.tenantId,
    resourceGroups: createCollection(estate.resourceGroups),
    vaults: createCollection(estate.vaults),
    deletedVaults: new Map(),
    virtualNetworks: createCollection(estate.virtualNetworks),
    perimeters: createCollection(estate.perimeters),
  };
}
