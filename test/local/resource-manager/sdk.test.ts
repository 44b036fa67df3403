import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { sampleEstate } from '../../../src/local/resource-manager/estate.ts';
import { startResourceManager } from '../../../src/local/resource-manager/index.ts';

const run = promisify(execFile);
const client = fileURLToPath(new URL('./sdk-client.ts', import.meta.url));

test('the unmodified SDK signs in with its managed identity, trusts the endpoint, pages and writes', async () => {
  const arm = await startResourceManager({ estate: sampleEstate(), pageSize: 5 });
  try {
    const { stdout } = await run(process.execPath, [client, arm.url, arm.subscriptionId], {
      env: { ...process.env, ...arm.environment },
    });
    expect(JSON.parse(stdout)).toEqual({
      whole: expect.arrayContaining([
        { name: 'kv-checkout-prod', vaultUri: 'https://kv-checkout-prod.vault.azure.net/' },
      ]),
      bare: 14,
      cards: ['20.61.0.0/17', '20.61.128.0/17', '51.124.16.0/20'],
      updated: ['20.61.7.7/32'],
      removed: expect.stringMatching(/\/pe-reporting$/),
      deleted: ['kv-telemetry'],
      networks: ['vnet-payments', 'vnet-platform'],
    });
    const pages = arm
      .requests()
      .filter(({ path, url }) => path === '/providers/Microsoft.KeyVault/vaults' && /skiptoken/.test(url));
    expect(pages).toHaveLength(2);
    expect(arm.eventGrid.events()[0]?.data.claims).toMatchObject({ idtyp: 'app' });
  } finally {
    await arm.close();
  }
});

test('a process that asks for a token without the secret header gets none', async () => {
  const arm = await startResourceManager({ estate: sampleEstate() });
  const { IDENTITY_ENDPOINT, IDENTITY_HEADER } = arm.environment;
  const ask = (header: string) =>
    fetch(`${IDENTITY_ENDPOINT}?resource=https://management.azure.com&api-version=2019-08-01`, {
      headers: { 'x-identity-header': header },
    });
  expect((await ask('guessed')).status).toBe(401);
  expect(await (await ask(IDENTITY_HEADER)).json()).toMatchObject({
    token_type: 'Bearer',
    access_token: expect.any(String),
    expires_on: expect.stringMatching(/^\d+$/),
  });
  await arm.close();
});
