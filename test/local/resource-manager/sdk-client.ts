// Run by a test as a process of its own: what the app does, with nothing but the environment that Azure would give it.
import { KeyVaultManagementClient } from '@azure/arm-keyvault';
import { ManagedIdentityCredential } from '@azure/identity';
import { getClient } from '@azure-rest/core-client';

const [endpoint = '', subscriptionId = ''] = process.argv.slice(2);
const credential = new ManagedIdentityCredential();
const { vaults, privateEndpointConnections } = new KeyVaultManagementClient(credential, subscriptionId, {
  endpoint,
});
const arm = getClient(endpoint, credential, { credentials: { scopes: [`${endpoint}/.default`] } });

const whole = await collect(vaults.listBySubscription());
const bare = await collect(vaults.list());
const cards = await vaults.get('rg-payments', 'kv-cards-prod');
const updated = await vaults.update('rg-payments', 'kv-cards-prod', {
  properties: { networkAcls: { defaultAction: 'Deny', ipRules: [{ value: '20.61.7.7' }] } },
});
const removed = await privateEndpointConnections.delete('rg-payments', 'kv-settlement-prod', 'pe-reporting');
await vaults.delete('rg-platform', 'kv-telemetry');
const deleted = await collect(vaults.listDeleted());
await vaults.purgeDeleted('kv-telemetry', 'westeurope');
const networks = await arm
  .pathUnchecked(`/subscriptions/${subscriptionId}/providers/Microsoft.Network/virtualNetworks`)
  .get({ queryParameters: { 'api-version': '2024-05-01' } });

console.log(
  JSON.stringify({
    whole: whole.map(({ name, properties }) => ({ name, vaultUri: properties.vaultUri })),
    bare: bare.length,
    cards: cards.properties.networkAcls?.ipRules?.map(({ value }) => value),
    updated: updated.properties.networkAcls?.ipRules?.map(({ value }) => value),
    removed: removed.id,
    deleted: deleted.map(({ name }) => name),
    networks: networks.body.value.map(({ name }: { name: string }) => name),
  }),
);

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
