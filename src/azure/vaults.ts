import type { VaultReader } from '../drift/ports.ts';
import { normaliseVault } from '../network-rules/normalise.ts';
import type { Arm } from './arm.ts';

/** `Microsoft.KeyVault/vaults`; earlier versions retire in February 2027. */
const apiVersion = '2026-02-01';

/** Reads vaults whole: the call that the SDK names `list` would answer without properties, as if all were open. */
export function createVaultReader(arm: Arm, subscriptionId: string): VaultReader {
  return {
    async get({ id }) {
      const vault = await arm.get(id, apiVersion);
      return vault === undefined ? undefined : normaliseVault(vault);
    },
    async *pages() {
      const path = `/subscriptions/${subscriptionId}/providers/Microsoft.KeyVault/vaults`;
      for await (const page of arm.pages(path, apiVersion)) yield page.map(normaliseVault);
    },
  };
}
