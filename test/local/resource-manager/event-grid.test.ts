import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleEstate } from '../../../src/local/resource-manager/estate.ts';
import {
  type EventSubscriptionOptions,
  type LocalResourceManager,
  startResourceManager,
} from '../../../src/local/resource-manager/index.ts';
import { callerOf, idOf, networkPath, vaultPath } from './caller.ts';
import { pipeline, robin } from './people.ts';
import { startWebhook, type Webhook, type WebhookOptions } from './webhook.ts';

let arm: LocalResourceManager;
const webhooks: Webhook[] = [];

beforeEach(async () => {
  arm = await startResourceManager({ estate: sampleEstate() });
});

afterEach(async () => {
  await arm.close();
  await Promise.all(webhooks.splice(0).map((webhook) => webhook.close()));
});

async function subscribed(
  options: Partial<EventSubscriptionOptions> = {},
  webhookOptions: WebhookOptions = {},
): Promise<Webhook> {
  const webhook = await startWebhook(webhookOptions);
  webhooks.push(webhook);
  await arm.eventGrid.subscribe({
    url: webhook.url,
    schema: 'EventGridSchema',
    retryDelaysMs: [1, 1],
    ...options,
  });
  return webhook;
}

const cards = vaultPath('rg-payments', 'kv-cards-prod');
const tagged = { tags: { owner: 'somebody else' } };

describe('a subscriber', () => {
  test('is told who changed which vault, and how', async () => {
    const webhook = await subscribed();
    await callerOf(arm)('PATCH', cards, tagged);
    await arm.eventGrid.settled();
    expect(webhook.deliveries).toMatchObject([
      {
        headers: { 'aeg-event-type': 'Notification' },
        body: [
          {
            subject: idOf(arm, cards),
            topic: `/subscriptions/${arm.subscriptionId}`,
            eventType: 'Microsoft.Resources.ResourceWriteSuccess',
            data: {
              authorization: { scope: idOf(arm, cards), action: 'Microsoft.KeyVault/vaults/write' },
              claims: {
                name: robin.name,
                'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn': robin.upn,
                'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name': robin.upn,
                'http://schemas.microsoft.com/identity/claims/objectidentifier': robin.objectId,
                appid: robin.appId,
                ipaddr: robin.ipAddress,
              },
              correlationId: expect.any(String),
              httpRequest: { method: 'PATCH', clientIpAddress: robin.ipAddress },
              resourceProvider: 'Microsoft.KeyVault',
              resourceUri: idOf(arm, cards),
              operationName: 'Microsoft.KeyVault/vaults/write',
              status: 'Succeeded',
              subscriptionId: arm.subscriptionId,
              tenantId: arm.tenantId,
            },
          },
        ],
      },
    ]);
  });

  test('sees an application by its ids alone', async () => {
    await callerOf(arm, pipeline)('PATCH', cards, tagged);
    const [event] = arm.eventGrid.events();
    expect(event?.data.claims).toMatchObject({ appid: pipeline.appId });
    expect(event?.data.claims).not.toHaveProperty('name');
  });

  test('sees no HTTP request of a resource that is new', async () => {
    await callerOf(arm)('PUT', vaultPath('rg-payments', 'kv-new'), { location: 'westeurope' });
    expect(arm.eventGrid.events()[0]?.data).not.toHaveProperty('httpRequest');
  });

  test('hears of a delete and of a purge', async () => {
    const call = callerOf(arm);
    await call('DELETE', cards);
    await call(
      'POST',
      '/providers/Microsoft.KeyVault/locations/westeurope/deletedVaults/kv-cards-prod/purge',
    );
    expect(arm.eventGrid.events().map(({ eventType }) => eventType)).toEqual([
      'Microsoft.Resources.ResourceDeleteSuccess',
      'Microsoft.Resources.ResourceActionSuccess',
    ]);
  });

  test('hears nothing of reads and refused writes', async () => {
    const call = callerOf(arm);
    await call('GET', cards);
    await call('PATCH', cards, { properties: { networkAcls: { ipRules: [{ value: '10.0.0.1' }] } } });
    expect(arm.eventGrid.events()).toEqual([]);
  });

  test('may ask for CloudEvents', async () => {
    const webhook = await subscribed({ schema: 'CloudEventSchemaV1_0' });
    await callerOf(arm)('PATCH', cards, tagged);
    await arm.eventGrid.settled();
    expect(webhook.deliveries).toMatchObject([
      {
        headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
        body: {
          specversion: '1.0',
          type: 'Microsoft.Resources.ResourceWriteSuccess',
          source: `/subscriptions/${arm.subscriptionId}`,
          subject: idOf(arm, cards),
        },
      },
    ]);
  });

  test('hears of the operations that it asked for, in any letter case', async () => {
    const webhook = await subscribed({
      operationNames: ['microsoft.network/VIRTUALNETWORKS/subnets/delete'],
    });
    const call = callerOf(arm);
    await call('PATCH', cards, tagged);
    await call('DELETE', `${networkPath('vnet-payments')}/subnets/app-batch`);
    await arm.eventGrid.settled();
    expect(webhook.deliveries).toHaveLength(1);
  });
});

describe('a delivery', () => {
  test.each([500, 429, 404])('that fails with %i is tried again', async (status) => {
    const webhook = await subscribed({}, { statuses: [status] });
    await callerOf(arm)('PATCH', cards, tagged);
    await arm.eventGrid.settled();
    expect(webhook.deliveries.map(({ headers }) => headers['aeg-delivery-count'])).toEqual(['0', '1']);
    expect(arm.eventGrid.deadLetters()).toEqual([]);
  });

  test.each([400, 403, 413])('that is refused with %i is never tried again', async (status) => {
    const webhook = await subscribed({}, { statuses: [status] });
    await callerOf(arm)('PATCH', cards, tagged);
    await arm.eventGrid.settled();
    expect(webhook.deliveries).toHaveLength(1);
    expect(arm.eventGrid.deadLetters()).toMatchObject([{ reason: `HTTP ${status}`, attempts: 1 }]);
  });

  test('that fails to the end becomes a dead letter', async () => {
    await subscribed({}, { statuses: [500, 500, 500] });
    await callerOf(arm)('PATCH', cards, tagged);
    await arm.eventGrid.settled();
    expect(arm.eventGrid.deadLetters()).toMatchObject([{ reason: 'HTTP 500', attempts: 3 }]);
  });

  test('may come more than once', async () => {
    const webhook = await subscribed({ duplicates: 1 });
    await callerOf(arm)('PATCH', cards, tagged);
    await arm.eventGrid.settled();
    const [event] = arm.eventGrid.events();
    arm.eventGrid.redeliver(event?.id ?? '');
    await arm.eventGrid.settled();
    expect(webhook.deliveries.map(({ body }) => body)).toEqual(Array.from({ length: 4 }, () => [event]));
  });

  test('may be of anything that a test publishes', async () => {
    const webhook = await subscribed();
    arm.eventGrid.publish({ not: 'an event' });
    await arm.eventGrid.settled();
    expect(webhook.deliveries.map(({ body }) => body)).toEqual([[{ not: 'an event' }]]);
  });
});

test.each(['EventGridSchema', 'CloudEventSchemaV1_0'] as const)(
  'a webhook that fails the handshake gets no subscription (%s)',
  async (schema) => {
    await expect(subscribed({ schema }, { refuseHandshake: true })).rejects.toThrow('answered 404');
  },
);

test('redelivering an event that never was is an error', () => {
  expect(() => arm.eventGrid.redeliver('unknown')).toThrow("no event with id 'unknown'");
});
