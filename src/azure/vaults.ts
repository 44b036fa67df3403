import type { Log, VaultReader } from '../drift/ports.ts';
import type { Vault } from '../network-rules/model.ts';
import { NotAVaultError, normaliseVault } from '../network-rules/normalise.ts';
import { type Arm, ArmError } from './arm.ts';

/** `Microsoft.KeyVault/vaults`; earlier versions retire in February 2027. */
const apiVersion = '2026-02-01';

/** Reads vaults whole: the call that the SDK names `list` would answer without properties, as if all were open. */
export function createVaultReader(arm: Arm, subscriptionId: string, log: Log): VaultReader {
  /** An entry without a vault's id cannot be told to be any vault; it must not hide the others of its page. */
  function readEntry(entry: unknown): readonly Vault[] {
    try {
      return [normaliseVault(entry)];
    } catch (error) {
      if (!(error instanceof NotAVaultError)) throw error;
      log.error('an entry of the list of vaults is no vault', { reason: error.message });
      return [];
    }
  }

  return {
    async get({ id }) {
      const vault = await arm.get(id, apiVersion);
      return vault === undefined ? undefined : normaliseVault(vault);
    },
    async *pages() {
      const path = `/subscriptions/${subscriptionId}/providers/Microsoft.KeyVault/vaults`;
      let isThere = false;
      for await (const page of arm.pages(path, apiVersion)) {
        isThere = true;
        yield page.flatMap(readEntry);
      }
      // "Not found" must not look like a subscription whose vaults were all deleted.
      if (!isThere)
        throw new ArmError(404, 'NotFound', `Azure knows no vaults of subscription ${subscriptionId}`);
    },
  };
}
