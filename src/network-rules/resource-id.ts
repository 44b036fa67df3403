/** A vault's place in Azure. `id` is lower case, so that two spellings of one vault compare equal. */
export type VaultId = {
  readonly id: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
};

/** A subnet's place in Azure; all parts lower case, as resource ids compare without regard to case. */
export type SubnetId = {
  readonly id: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly virtualNetwork: string;
  readonly subnet: string;
};

const segment = '([^/?#\\s]+)';
const vaultPattern = new RegExp(
  `^/subscriptions/${segment}/resourcegroups/${segment}/providers/microsoft\\.keyvault/vaults/([a-z][a-z0-9-]{1,22}[a-z0-9])$`,
  'i',
);
const subnetPattern = new RegExp(
  `^/subscriptions/${segment}/resourcegroups/${segment}/providers/microsoft\\.network/virtualnetworks/${segment}/subnets/${segment}$`,
  'i',
);

/** Reads a vault's resource id in any letter case. Names: 3-24 letters, digits and hyphens (Key Vault naming rules). */
export function parseVaultId(text: string): VaultId | undefined {
  const match = vaultPattern.exec(text.trim());
  if (!match) return undefined;
  const [id, subscriptionId = '', resourceGroup = '', name = ''] = match.map((part) => part.toLowerCase());
  return { id: id ?? '', subscriptionId, resourceGroup, name };
}

/** Reads a subnet's resource id in any letter case. */
export function parseSubnetId(text: string): SubnetId | undefined {
  const match = subnetPattern.exec(text.trim());
  if (!match) return undefined;
  const [id, subscriptionId = '', resourceGroup = '', virtualNetwork = '', subnet = ''] = match.map((part) =>
    part.toLowerCase(),
  );
  return { id: id ?? '', subscriptionId, resourceGroup, virtualNetwork, subnet };
}

/** The subscription that any resource id names, lower case. */
export function subscriptionOf(resourceId: string): string | undefined {
  return /^\/subscriptions\/([^/]+)(?:\/|$)/i.exec(resourceId)?.[1]?.toLowerCase();
}
