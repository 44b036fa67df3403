import { ArmError } from '../azure/arm.ts';
import type { VaultReader } from '../drift/ports.ts';
import type { Vault } from '../network-rules/model.ts';
import { parseVaultId } from '../network-rules/resource-id.ts';
import { Problem } from './problem.ts';

type VaultPorts = { readonly vaults: VaultReader; readonly subscriptionId: string };

/**
 * The vault that a caller names, by name or resource id, read from Azure now.
 *
 * @throws Problem 400 for what is no name, 404 for what is not there, 502 when Azure refuses
 */
export async function findVault(wanted: string, ports: VaultPorts): Promise<Vault> {
  const vault = wanted.includes('/') ? await vaultById(wanted, ports) : await vaultByName(wanted, ports);
  if (vault) return vault;
  const { subscriptionId } = ports;
  throw new Problem(
    404,
    'Vault not found',
    `There is no vault ${shown(wanted)} in subscription ${subscriptionId}.`,
  );
}

/** What went wrong, as an answer; errors that no caller can help pass through. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ArmError && (error.status === 403 || error.status === 401)) {
    const missing = "The app's identity needs Microsoft.KeyVault/vaults/read on the subscription.";
    return new Problem(502, 'Azure refuses the read', `${error.message}. ${missing}`);
  }
  if (error instanceof ArmError) return new Problem(502, 'Azure does not answer as expected', error.message);
  throw error;
}

export function shown(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}

async function vaultById(wanted: string, { vaults, subscriptionId }: VaultPorts): Promise<Vault | undefined> {
  const id = parseVaultId(wanted);
  if (!id) {
    const expected = 'a name or /subscriptions/…/resourceGroups/…/providers/Microsoft.KeyVault/vaults/…';
    throw new Problem(400, 'Malformed vault id', `vault is ${shown(wanted)}, expected ${expected}.`);
  }
  if (id.subscriptionId !== subscriptionId) {
    const detail = `vault is in subscription ${id.subscriptionId}; this app watches ${subscriptionId}.`;
    throw new Problem(400, 'Another subscription', detail);
  }
  return vaults.get(id);
}

async function vaultByName(wanted: string, { vaults }: VaultPorts): Promise<Vault | undefined> {
  const name = wanted.toLowerCase();
  if (!/^[a-z][a-z0-9-]{1,22}[a-z0-9]$/.test(name)) {
    const expected = 'a name of 3-24 letters, digits and hyphens, or a resource id';
    throw new Problem(400, 'Malformed vault name', `vault is ${shown(wanted)}, expected ${expected}.`);
  }
  for await (const page of vaults.pages()) {
    const vault = page.find((one) => one.name === name);
    if (vault) return vault;
  }
  return undefined;
}
