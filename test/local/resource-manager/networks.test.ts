import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleEstate } from '../../../src/local/resource-manager/estate.ts';
import {
  type LocalResourceManager,
  startResourceManager,
} from '../../../src/local/resource-manager/index.ts';
import { callerOf, groupPath, idOf, networkPath } from './caller.ts';
import { pipeline } from './people.ts';

let arm: LocalResourceManager;
let call: ReturnType<typeof callerOf>;

beforeEach(async () => {
  arm = await startResourceManager({ estate: sampleEstate(), pageSize: 2 });
  call = callerOf(arm);
});

afterEach(() => arm.close());

const payments = networkPath('vnet-payments');

describe('virtual networks', () => {
  test('are listed with their subnets and these with their service endpoints', async () => {
    const { body } = await call('GET', '/providers/Microsoft.Network/virtualNetworks');
    expect(body.value[0]).toMatchObject({
      name: 'vnet-payments',
      properties: {
        subnets: [
          {
            name: 'app-checkout',
            properties: {
              serviceEndpoints: [{ service: 'Microsoft.KeyVault', provisioningState: 'Succeeded' }, {}],
            },
          },
          {},
          {},
        ],
      },
    });
  });

  test('are written whole, and their new endpoints work at once', async () => {
    const subnets = [{ name: 'a', properties: { serviceEndpoints: [{ service: 'Microsoft.KeyVault' }] } }];
    const path = networkPath('vnet-new');
    expect((await call('PUT', path, { location: 'westeurope', properties: { subnets } })).status).toBe(201);
    expect((await call('GET', `${path}/subnets/A`)).body).toMatchObject({
      id: idOf(arm, `${path}/subnets/a`),
      properties: { serviceEndpoints: [{ provisioningState: 'Succeeded' }] },
    });
    await call('DELETE', path);
    expect((await call('GET', `${path}/subnets/a`)).body.error?.code).toBe('ResourceNotFound');
  });

  test('lose and gain subnets one by one', async () => {
    const subnet = `${payments}/subnets/app-batch`;
    await call('DELETE', subnet);
    expect((await call('GET', subnet)).body.error?.code).toBe('NotFound');
    expect((await call('PUT', subnet, { properties: {} })).status).toBe(201);
    expect(arm.eventGrid.events().map(({ data }) => data.operationName)).toEqual([
      'Microsoft.Network/virtualNetworks/subnets/delete',
      'Microsoft.Network/virtualNetworks/subnets/write',
    ]);
  });
});

describe('network security perimeters', () => {
  const build = `${groupPath('rg-network')}/providers/Microsoft.Network/networkSecurityPerimeters/nsp-build`;

  test('are listed with nothing inside', async () => {
    const { body } = await call('GET', '/providers/Microsoft.Network/networkSecurityPerimeters');
    expect(body.value).toMatchObject([{ name: 'nsp-build' }, { name: 'nsp-observability' }]);
  });

  test('show profiles, access rules and associations each by their own list', async () => {
    expect((await call('GET', `${build}/profiles`)).body.value).toMatchObject([{ name: 'default' }]);
    expect((await call('GET', `${build}/profiles/default/accessRules`)).body.value).toMatchObject([
      { properties: { subscriptions: [{ id: expect.stringMatching(/^\/subscriptions\//) }] } },
      { properties: { direction: 'Inbound', addressPrefixes: ['20.61.0.0/16'] } },
    ]);
    expect((await call('GET', `${build}/resourceAssociations`)).body.value).toMatchObject([
      {
        properties: {
          accessMode: 'Enforced',
          privateLinkResource: { id: expect.stringMatching(/kv-build/) },
        },
      },
    ]);
  });

  test.each(['resourceAssociations/another', 'profiles/default/accessRules/another'])(
    'take a new %s and lose it again',
    async (child) => {
      expect((await call('PUT', `${build}/${child}`, { properties: {} })).status).toBe(201);
      expect((await call('GET', `${build}/${child}`)).status).toBe(200);
      expect((await call('DELETE', `${build}/${child}`)).status).toBe(200);
      expect((await call('GET', `${build}/${child}`)).status).toBe(404);
    },
  );

  test('that are not there have no lists', async () => {
    expect((await call('GET', `${build}-2/profiles`)).body.error?.code).toBe('ResourceNotFound');
  });
});

describe('the Activity Log', () => {
  const values = (filter: string) =>
    `/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01&$filter=${encodeURIComponent(filter)}`;
  const always = `eventTimestamp ge '2000-01-01T00:00:00Z' and eventTimestamp le '2100-01-01T00:00:00Z'`;
  const tags = { location: 'westeurope', properties: {} };

  test('tells who wrote a resource, newest first, page by page', async () => {
    await call('PUT', payments, tags);
    await callerOf(arm, pipeline)('PUT', payments, tags);
    await call('PUT', payments, tags);
    await call('PUT', networkPath('vnet-platform'), tags);
    const { body } = await call(
      'GET',
      values(`${always} and resourceUri eq '${idOf(arm, payments).toUpperCase()}'`),
    );
    expect(body.value).toMatchObject([
      {
        caller: 'robin@payments.example',
        claims: { ipaddr: '20.61.12.7' },
        httpRequest: { clientIpAddress: '20.61.12.7' },
        operationName: { value: 'Microsoft.Network/virtualNetworks/write' },
        status: { value: 'Succeeded' },
        resourceId: idOf(arm, payments),
        correlationId: expect.any(String),
        eventTimestamp: expect.any(String),
      },
      { caller: pipeline.objectId },
    ]);
    expect(body.nextLink).toContain('skipToken=2');
  });

  test.each([
    "resourceUri eq '/subscriptions/x'",
    "eventTimestamp ge 'yesterday'",
    `${always} and color eq 'red'`,
  ])('refuses the filter %s', async (filter) => {
    expect((await call('GET', values(filter))).status).toBe(400);
  });
});
