import type { VaultId } from '../network-rules/resource-id.ts';

/** The vault's networking page in the Azure portal. */
export function portalUrlOf(portal: string, vault: VaultId): string {
  return `${portal}/#resource${encodeURI(vault.id)}/networking`;
}
