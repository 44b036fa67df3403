import type { ArmResource } from '../arm-resource.ts';
import { otherSubscriptionId, subnetRuleId } from './place.ts';
import { estateVault, networkAcls } from './vault.ts';

/** Vaults that deny by default and list who may come in. */
export const restrictedVaults: readonly ArmResource[] = [
  // As it should be; two halves of one office make a whole.
  estateVault({
    resourceGroup: 'rg-payments',
    name: 'kv-cards-prod',
    owner: 'cards',
    properties: {
      networkAcls: networkAcls({ ipRules: ['20.61.0.0/17', '20.61.128.0/17', '51.124.16.0/20'] }),
    },
  }),
  // A supplier's range, and the home address of somebody, beside the office.
  estateVault({
    resourceGroup: 'rg-payments',
    name: 'kv-payouts-prod',
    owner: 'payouts',
    properties: {
      networkAcls: networkAcls({ ipRules: ['20.61.10.0/24', '40.74.28.0/23', '84.241.192.17/32'] }),
    },
  }),
  // Four rules by subnet, of which the first alone works as meant.
  estateVault({
    resourceGroup: 'rg-payments',
    name: 'kv-payments-api',
    owner: 'payments-api',
    properties: {
      networkAcls: networkAcls({
        virtualNetworkRules: [
          { id: subnetRuleId('vnet-payments', 'app-checkout'), ignoreMissingVnetServiceEndpoint: false },
          { id: subnetRuleId('vnet-payments', 'app-batch'), ignoreMissingVnetServiceEndpoint: true },
          { id: subnetRuleId('vnet-payments', 'app-legacy'), ignoreMissingVnetServiceEndpoint: false },
          {
            id: subnetRuleId('vnet-reporting', 'workers', otherSubscriptionId),
            ignoreMissingVnetServiceEndpoint: false,
          },
        ],
      }),
    },
  }),
  // What years of scripts left behind: stray quotes, host bits, no address at all, IPv6.
  estateVault({
    resourceGroup: 'rg-platform',
    name: 'kv-legacy-import',
    owner: 'integration',
    properties: {
      networkAcls: networkAcls({ ipRules: ["'10.91.4.0/24'", '20.1.2.3/24', '0.0.0.0', '::1'] }),
    },
  }),
];
