import type { ArmResource } from '../arm-resource.ts';
import { estateVault, networkAcls } from './vault.ts';

/** Vaults that the whole internet reaches, each for another reason. */
export const internetVaults: readonly ArmResource[] = [
  // Opened for a test and never closed again.
  estateVault({
    resourceGroup: 'rg-payments',
    name: 'kv-checkout-prod',
    owner: 'checkout',
    properties: { networkAcls: networkAcls({ defaultAction: 'Allow' }) },
  }),
  // Made without a firewall: Azure answers no networkAcls at all.
  estateVault({ resourceGroup: 'rg-payments', name: 'kv-refunds-test', owner: 'refunds', properties: {} }),
  // Somebody listed the office and stopped before the last step.
  estateVault({
    resourceGroup: 'rg-payments',
    name: 'kv-ledger-prod',
    owner: 'ledger',
    properties: {
      networkAcls: networkAcls({
        defaultAction: 'Allow',
        ipRules: ['20.61.0.0/16', '51.124.16.0/20'],
      }),
    },
  }),
  // A policy forbids 0.0.0.0/0, so it came in two halves.
  estateVault({
    resourceGroup: 'rg-payments',
    name: 'kv-fraud-scoring',
    owner: 'fraud',
    properties: { networkAcls: networkAcls({ ipRules: ['0.0.0.0/1', '128.0.0.0/1'] }) },
  }),
];
