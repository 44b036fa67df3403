import type { Estate } from './arm-resource.ts';
import { closedVaults } from './estate/closed.ts';
import { internetVaults } from './estate/internet.ts';
import { resourceGroups, virtualNetworks } from './estate/networks.ts';
import { perimeterVaults, samplePerimeters } from './estate/perimeters.ts';
import { subscriptionId, tenantId } from './estate/place.ts';
import { restrictedVaults } from './estate/restricted.ts';

export { largeEstate } from './estate/large.ts';

/** A payments company's subscription: fourteen vaults, each exposed, or shut, in a way of its own. */
export function sampleEstate(): Estate {
  return {
    subscriptionId,
    tenantId,
    resourceGroups,
    vaults: [...internetVaults, ...restrictedVaults, ...closedVaults, ...perimeterVaults],
    virtualNetworks,
    perimeters: samplePerimeters(),
  };
}
