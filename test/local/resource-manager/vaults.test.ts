import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleEstate } from '../../../src/local/resource-manager/estate.ts';
import {
  type LocalResourceManager,
  startResourceManager,
} from '../../../src/local/resource-manager/index.ts';
import { callerOf, groupPath, idOf, networkPath, vaultPath } from './caller.ts';
import { robin } from './people.ts';

let arm: LocalResourceManager;
let call: ReturnType<typeof callerOf>;

beforeEach(async () => {
  arm = await startResourceManager({ estate: sampleEstate(), pageSize: 5 });
  call = callerOf(arm);
});

afterEach(() => arm.close());

const all = '/providers/Microsoft.KeyVault/vaults';
const cards = vaultPath('rg-payments', 'kv-cards-prod');
const created = { location: 'westeurope', properties: {} };

const withRules = (networkAcls: unknown, more = {}) => ({ properties: { ...more, networkAcls } });

describe('reading vaults', () => {
  test('a list comes in pages that hold every vault once', async () => {
    const names: unknown[] = [];
    let path = all;
    for (;;) {
      const { body } = await call('GET', path);
      names.push(...body.value.map(({ name }) => name));
      if (!body.nextLink) break;
      const next = new URL(body.nextLink);
      expect(next.origin).toBe(arm.insecureUrl);
      path = next.pathname.replace(`/subscriptions/${arm.subscriptionId}`, '') + next.search;
    }
    expect(names).toHaveLength(14);
    expect(new Set(names).size).toBe(14);
  });

  test('$top makes a page smaller', async () => {
    expect((await call('GET', `${all}?$top=2`)).body.value).toHaveLength(2);
    expect((await call('GET', `${all}?$top=0`)).status).toBe(400);
  });

  test('a resource group lists its own vaults', async () => {
    const { body } = await call('GET', `${groupPath('RG-PLATFORM')}${all}?$top=1`);
    expect(body.value[0]?.id).toContain('/resourceGroups/rg-platform/');
  });

  test('the generic list of resources leaves properties out', async () => {
    const { body } = await call('GET', `/resources?$filter=resourceType eq 'Microsoft.KeyVault/vaults'`);
    expect(body.value).toHaveLength(5);
    expect(body.value[0]).not.toHaveProperty('properties');
  });

  test('letter case means nothing in an id', async () => {
    const { body } = await call('GET', cards.toUpperCase());
    expect(body.id).toBe(idOf(arm, cards));
  });
});

describe('writing vaults', () => {
  test('single addresses gain their /32 and subnets lose their capitals', async () => {
    const subnet = idOf(arm, `${networkPath('vnet-payments')}/subnets/APP-CHECKOUT`);
    const { status, body } = await call(
      'PATCH',
      cards,
      withRules({ ipRules: [{ value: '20.61.7.7' }], virtualNetworkRules: [{ id: subnet }] }),
    );
    expect(status).toBe(200);
    expect(body.properties?.networkAcls).toEqual({
      ipRules: [{ value: '20.61.7.7/32' }],
      virtualNetworkRules: [{ id: subnet.toLowerCase() }],
    });
  });

  test('a patch keeps what it does not name and tells who made it', async () => {
    await call('PATCH', cards, { tags: { owner: 'nobody' } });
    const { body } = await call('GET', cards);
    expect(body).toMatchObject({
      tags: { owner: 'nobody' },
      properties: { networkAcls: { defaultAction: 'Deny' } },
      systemData: { lastModifiedBy: robin.upn, lastModifiedByType: 'User', createdByType: 'Application' },
    });
  });

  test('a put replaces everything but the private endpoint connections', async () => {
    const settlement = vaultPath('rg-payments', 'kv-settlement-prod');
    const { body } = await call('PUT', settlement, created);
    expect(body.properties).not.toHaveProperty('networkAcls');
    expect(body.properties?.privateEndpointConnections).toHaveLength(3);
  });

  test('a new vault is 201 and has the defaults of the service', async () => {
    const { status, body } = await call('PUT', vaultPath('rg-payments', 'kv-new'), created);
    expect(status).toBe(201);
    expect(body.properties).toMatchObject({
      publicNetworkAccess: 'Enabled',
      vaultUri: 'https://kv-new.vault.azure.net/',
    });
  });

  test.each([
    [
      'a private address',
      withRules({ ipRules: [{ value: '10.1.2.3' }] }),
      'BadRequest',
      '10.0.0.0–10.255.255.255 (private IP addresses)',
    ],
    [
      'a private range',
      withRules({ ipRules: [{ value: '192.168.4.0/24' }] }),
      'BadRequest',
      'ipRules[0].value',
    ],
    [
      'no bypass for disk encryption',
      withRules({ bypass: 'None' }, { enabledForDiskEncryption: true }),
      'BadRequest',
      'must include "AzureServices"',
    ],
    ['rules that are no list', withRules({ ipRules: 'all' }), 'BadRequest', 'properties.networkAcls.ipRules'],
    ['broken JSON', '{', 'InvalidRequestContent', 'could not be deserialized'],
  ])('%s is refused', async (_, body, code, message) => {
    const answer = await call('PATCH', cards, body);
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { code, message: expect.stringContaining(message) } },
    });
    expect((await call('GET', cards)).body.systemData?.lastModifiedBy).not.toBe(robin.upn);
  });

  test.each([
    ['without the endpoint', 'app-batch', 'SubnetsHaveNoServiceEndpointsConfigured'],
    ['that is gone', 'app-legacy', 'SubnetsNotFound'],
  ])('a rule for a subnet %s is refused unless it says to ignore that', async (_, name, reason) => {
    const id = idOf(arm, `${networkPath('vnet-payments')}/subnets/${name}`);
    const rule = (more = {}) => withRules({ virtualNetworkRules: [{ id, ...more }] });
    expect((await call('PATCH', cards, rule())).body.error).toMatchObject({
      code: 'VirtualNetworkNotValid',
      message: expect.stringContaining(reason),
    });
    expect((await call('PATCH', cards, rule({ ignoreMissingVnetServiceEndpoint: true }))).status).toBe(200);
  });

  test.each([
    [
      'a name that is too long',
      vaultPath('rg-payments', 'kv-0123456789-0123456789-0123'),
      400,
      'VaultNameNotValid',
    ],
    ['a name that another group uses', vaultPath('rg-platform', 'kv-cards-prod'), 409, 'VaultAlreadyExists'],
    ['a resource group that is not there', vaultPath('rg-nowhere', 'kv-new'), 404, 'ResourceGroupNotFound'],
  ])('a new vault is refused for %s', async (_, path, status, code) => {
    expect(await call('PUT', path, created)).toMatchObject({ status, body: { error: { code } } });
  });
});

describe('a deleted vault', () => {
  const deleted = '/providers/Microsoft.KeyVault/locations/westeurope/deletedVaults/kv-cards-prod';

  beforeEach(() => call('DELETE', cards));

  test('is gone, but listed as deleted', async () => {
    expect((await call('GET', cards)).body.error?.code).toBe('ResourceNotFound');
    expect((await call('GET', '/providers/Microsoft.KeyVault/deletedVaults')).body.value).toMatchObject([
      { name: 'kv-cards-prod', properties: { vaultId: idOf(arm, cards) } },
    ]);
    expect((await call('GET', deleted)).status).toBe(200);
    expect((await call('DELETE', cards)).status).toBe(204);
  });

  test('keeps its name until it is purged', async () => {
    expect((await call('PUT', cards, created)).status).toBe(409);
    expect((await call('POST', `${deleted}/purge`)).status).toBe(200);
    expect((await call('PUT', cards, created)).status).toBe(201);
  });

  test('comes back whole when it is recovered', async () => {
    const { body } = await call('PUT', cards, { ...created, properties: { createMode: 'recover' } });
    expect(body.properties?.networkAcls).toMatchObject({ defaultAction: 'Deny' });
    expect((await call('GET', deleted)).status).toBe(404);
  });
});

test('private endpoint connections are added, changed and removed inside their vault', async () => {
  const one = `${cards}/privateEndpointConnections/pe-1`;
  const state = (status: string) => ({ properties: { privateLinkServiceConnectionState: { status } } });
  await call('PUT', one, {
    properties: { privateEndpoint: { id: '/subscriptions/x' }, ...state('Pending').properties },
  });
  await call('PUT', one, state('Approved'));
  expect((await call('GET', cards)).body.properties?.privateEndpointConnections).toMatchObject([
    {
      id: idOf(arm, one),
      properties: { privateEndpoint: { id: '/subscriptions/x' }, ...state('Approved').properties },
    },
  ]);
  expect((await call('GET', one)).status).toBe(200);
  await call('DELETE', one);
  expect((await call('GET', one)).status).toBe(404);
  expect(arm.eventGrid.events().map(({ data }) => data.operationName)).toEqual([
    'Microsoft.KeyVault/vaults/privateEndpointConnections/write',
    'Microsoft.KeyVault/vaults/privateEndpointConnections/write',
    'Microsoft.KeyVault/vaults/privateEndpointConnections/delete',
  ]);
});
