import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalEnvironment, startLocalEnvironment } from '../../src/local/environment.ts';
import { appFolder, check, sweep, vaultPath } from './local.ts';

let local: LocalEnvironment;

beforeAll(async () => {
  local = await startLocalEnvironment({ appFolder: appFolder() });
});

afterAll(() => local.close());

describe('GET /api/check', () => {
  test('finds nothing wrong with a compliant vault', async () => {
    const { status, body } = await check(local, '?vault=kv-cards-prod');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      compliant: true,
      findings: [],
      exposure: { level: 'restricted', publicAddresses: 69_632 },
    });
  });

  test('says what is wrong with another, live, and how to put it right', async () => {
    const { body } = await check(local, '?vault=kv-checkout-prod');
    expect(body).toMatchObject({
      compliant: false,
      exposure: { level: 'internet' },
      findings: [{ checkId: 'internet-reachable', severity: 'critical' }],
    });
    expect(JSON.stringify(body)).toContain('az keyvault update');
  });

  test('takes a resource id in any letter case', async () => {
    const id = vaultPath(local, 'KV-Cards-Prod').split('?')[0]?.toUpperCase() ?? '';
    expect(await check(local, `?vault=${encodeURIComponent(id)}`)).toMatchObject({ status: 200 });
  });

  test('reads and never writes: nothing is remembered', async () => {
    expect((await check(local, '')).body).toMatchObject({ vaults: [] });
    await sweep(local);
    expect((await check(local, '')).body).toMatchObject({
      vaults: expect.arrayContaining([expect.anything()]),
    });
  });

  test.each([
    ['an unknown vault', '?vault=kv-nowhere', 404],
    ['a malformed id', '?vault=/subscriptions/x', 400],
    ['a malformed name', '?vault=no%20vault', 400],
    [
      'a vault of another subscription',
      '?vault=/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-x',
      400,
    ],
  ])('answers %s with a problem that says so', async (_, query, status) => {
    const answer = await check(local, query);
    expect(answer).toMatchObject({
      status,
      type: 'application/problem+json; charset=utf-8',
      body: { status },
    });
  });

  test('says which permission is missing when Azure refuses', async () => {
    local.resourceManager.faults.failNext({
      match: /kv-cards-prod/i,
      status: 403,
      code: 'AuthorizationFailed',
    });
    const id = vaultPath(local, 'kv-cards-prod').split('?')[0] ?? '';
    const { status, body } = await check(local, `?vault=${encodeURIComponent(id)}`);
    expect(status).toBe(502);
    expect(JSON.stringify(body)).toContain('Microsoft.KeyVault/vaults/read');
  });

  test('lets nobody in without a key', async () => {
    expect((await fetch(`${local.host().url}/api/check`)).status).toBe(401);
  });
});
