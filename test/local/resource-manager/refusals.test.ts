import { existsSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { largeEstate, sampleEstate } from '../../../src/local/resource-manager/estate.ts';
import {
  type LocalResourceManager,
  startResourceManager,
} from '../../../src/local/resource-manager/index.ts';
import { callerOf, idOf, vaultPath } from './caller.ts';

let arm: LocalResourceManager;
let call: ReturnType<typeof callerOf>;

beforeEach(async () => {
  arm = await startResourceManager({ estate: sampleEstate() });
  call = callerOf(arm);
});

afterEach(() => arm.close());

const all = '/providers/Microsoft.KeyVault/vaults';
const cards = vaultPath('rg-payments', 'kv-cards-prod');

describe('a request', () => {
  test.each([
    ['without a token', {}],
    ['with a token that is none', { authorization: 'Bearer nonsense' }],
  ])('%s is refused as ARM does', async (_, headers) => {
    const response = await fetch(`${arm.insecureUrl}${idOf(arm, all)}?api-version=2026-02-01`, { headers });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'AuthenticationFailed' } });
  });

  test.each([
    ['GET', `${all}?api-version=`, 400, 'MissingApiVersionParameter'],
    ['GET', `${all}?api-version=latest`, 400, 'InvalidApiVersionParameter'],
    ['GET', vaultPath('rg-payments', 'kv-nowhere'), 404, 'ResourceNotFound'],
    ['GET', vaultPath('rg-nowhere', 'kv-cards-prod'), 404, 'ResourceGroupNotFound'],
    ['GET', '/resourceGroups/rg-nowhere', 404, 'ResourceGroupNotFound'],
    ['GET', '/providers/Microsoft.Storage/storageAccounts', 404, 'InvalidResourceType'],
    ['POST', all, 405, 'MethodNotAllowed'],
  ])('%s %s is answered %i %s', async (method, path, status, code) => {
    expect(await call(method, path)).toMatchObject({
      status,
      body: { error: { code, message: expect.any(String) } },
    });
  });

  test('for another subscription is not authorized', async () => {
    const other = `${arm.insecureUrl}/subscriptions/other/providers/Microsoft.Network/virtualNetworks/v/subnets/s`;
    const token = arm.tokenFor({ name: 'a', objectId: 'b', appId: 'c' });
    const response = await fetch(`${other}?api-version=2024-05-01`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("action 'Microsoft.Network/virtualNetworks/subnets/read'");
  });

  test('is told how many more are left', async () => {
    const { headers } = await call('GET', all);
    expect(Number(headers.get('x-ms-ratelimit-remaining-subscription-reads'))).toBeLessThan(250);
    expect(headers.get('x-ms-request-id')).toBeTruthy();
    expect(headers.get('x-ms-correlation-request-id')).toBeTruthy();
  });

  test('is recorded with its answer', async () => {
    await call('GET', '');
    await call('GET', vaultPath('rg-payments', 'kv-nowhere'));
    expect(arm.requests()).toMatchObject([
      { method: 'GET', path: '/', status: 200 },
      {
        path: vaultPath('rg-payments', 'kv-nowhere'),
        url: expect.stringContaining(arm.subscriptionId),
        status: 404,
      },
    ]);
  });
});

describe('on demand', () => {
  test('the next matching requests are refused, the others and those after are not', async () => {
    arm.faults.failNext({ match: /^GET .*kv-cards/, times: 2, status: 429, retryAfterSeconds: 7 });
    expect((await call('GET', all)).status).toBe(200);
    const { status, headers, body } = await call('GET', cards);
    expect([status, headers.get('retry-after'), body.error?.code]).toEqual([
      429,
      '7',
      'SubscriptionRequestsThrottled',
    ]);
    expect((await call('GET', cards)).status).toBe(429);
    expect((await call('GET', cards)).status).toBe(200);
  });

  test('a refusal carries the code that was asked for', async () => {
    arm.faults.failNext({ match: /kv-cards/, status: 403, code: 'LinkedAuthorizationFailed' });
    expect((await call('GET', cards)).body.error?.code).toBe('LinkedAuthorizationFailed');
  });

  test('an answer breaks off in the middle, though the write was made', async () => {
    arm.faults.failNext({ match: /^PATCH/, truncate: true });
    await expect(call('PATCH', cards, { tags: { owner: 'x' } })).rejects.toThrow();
    expect((await call('GET', cards)).body.tags).toEqual({ owner: 'x' });
  });

  test('an answer never comes, and closing is not held up by it', async () => {
    arm.faults.failNext({ match: /kv-cards/, hang: true });
    const hung = call('GET', cards).catch(() => 'ended');
    await expect.poll(() => arm.requests()).toMatchObject([{ status: undefined }]);
    await arm.close();
    expect(await hung).toBe('ended');
  });

  test('reads of one vault stay behind its writes', async () => {
    arm.lag.freezeReads(idOf(arm, cards).toUpperCase());
    await call('PATCH', cards, { tags: { owner: 'x' } });
    expect((await call('GET', cards)).body.tags).toEqual({ owner: 'cards' });
    await call('DELETE', cards);
    expect((await call('GET', cards)).status).toBe(200);
    expect((await call('GET', all)).body.value).toHaveLength(14);
    arm.lag.thawReads(idOf(arm, cards));
    expect((await call('GET', cards)).status).toBe(404);
    expect((await call('GET', all)).body.value).toHaveLength(13);
  });
});

test('closing twice leaves nothing behind', async () => {
  const agent = new Agent({ keepAlive: true });
  const { promise, resolve } = Promise.withResolvers<void>();
  request(arm.insecureUrl, { agent }, (response) => response.resume().on('end', resolve)).end();
  await promise;
  await arm.close();
  await arm.close();
  agent.destroy();
  expect(existsSync(arm.certificateFile)).toBe(false);
});

test('an estate can be moved into another subscription', async () => {
  const moved = await startResourceManager({ estate: sampleEstate(), subscriptionId: 'other-one' });
  const { body } = await callerOf(moved)('GET', cards);
  expect(body.id).toBe(`/subscriptions/other-one${cards}`);
  await moved.close();
});

test('a large estate is the same for the same seed and pages through', async () => {
  const options = { vaults: 1500, seed: 7 };
  expect(largeEstate(options)).toEqual(largeEstate(options));
  expect(largeEstate(options)).not.toEqual(largeEstate({ ...options, seed: 8 }));
  const large = await startResourceManager({ estate: largeEstate(options), pageSize: 1000 });
  const { body } = await callerOf(large)('GET', all);
  expect(body.value).toHaveLength(1000);
  expect(body.nextLink).toBeDefined();
  await large.close();
});
