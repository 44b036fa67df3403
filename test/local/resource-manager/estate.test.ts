import { expect, test } from 'vitest';
import { sampleEstate } from '../../../src/local/resource-manager/estate.ts';
import { exposureOf } from '../../../src/network-rules/exposure.ts';
import type { Vault } from '../../../src/network-rules/model.ts';
import { normaliseVault } from '../../../src/network-rules/normalise.ts';
import { reachOf } from '../../../src/network-rules/reach.ts';
import { factsFor } from '../../builders.ts';

const vaults = sampleEstate().vaults.map(normaliseVault);

test('the sample estate shows every way to be exposed or shut', () => {
  const levels = Object.fromEntries(vaults.map((vault) => [vault.name, levelOf(vault)]));
  expect(levels).toEqual({
    'kv-checkout-prod': 'internet',
    'kv-refunds-test': 'internet',
    'kv-ledger-prod': 'internet',
    'kv-fraud-scoring': 'internet',
    'kv-cards-prod': 'restricted',
    'kv-payouts-prod': 'restricted',
    'kv-payments-api': 'restricted',
    'kv-legacy-import': 'restricted',
    'kv-settlement-prod': 'private',
    'kv-backup-keys': 'sealed',
    'kv-signing-prod': 'sealed',
    'kv-disk-encryption': 'sealed',
    // By their own rules; the perimeters say otherwise.
    'kv-build-agents': 'internet',
    'kv-telemetry': 'restricted',
  });
});

test('every vault of the sample estate lives in one of its resource groups', () => {
  const groups = sampleEstate().resourceGroups.map(({ name }) => name);
  for (const { resourceGroup } of vaults) expect(groups).toContain(resourceGroup);
});

function levelOf(vault: Vault) {
  return exposureOf(reachOf(vault.rules, factsFor(vault)), vault.subscriptionId, 0.9).level;
}
