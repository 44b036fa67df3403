import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalEnvironment, startLocalEnvironment } from '../../src/local/environment.ts';
import { appFolder, quiet, sweep, takeFindings } from './local.ts';

let local: LocalEnvironment;

beforeAll(async () => {
  local = await startLocalEnvironment({ appFolder: appFolder() });
  await sweep(local);
  await quiet(local);
  await takeFindings(local);
  local.inbox.clear();
});

afterAll(() => local.close());

const real = {
  id: 'e1',
  topic: '/subscriptions/7e1f3a52-94c8-4d1b-8a6e-2f0c5b9d3e17',
  eventType: 'Microsoft.Resources.ResourceWriteSuccess',
  eventTime: '2026-11-24T08:00:00Z',
  dataVersion: '2',
  metadataVersion: '1',
  data: { operationName: 'Microsoft.KeyVault/vaults/write' },
};
const vaultOf = (subscription: string, type = 'Microsoft.KeyVault/vaults') =>
  `/subscriptions/${subscription}/resourceGroups/rg/providers/${type}/kv-x`;

test.each([
  [
    'an event of another subscription',
    { subject: vaultOf('11111111-2222-3333-4444-555555555555') },
    'is not in subscription',
  ],
  [
    'an event of another resource type',
    { subject: vaultOf('7e1f3a52-94c8-4d1b-8a6e-2f0c5b9d3e17', 'Microsoft.Web/sites') },
    'decides about no vault',
  ],
  ['an event without subject', {}, 'subject'],
  [
    'a hostile subject',
    { subject: `/subscriptions/7e1f3a52-94c8-4d1b-8a6e-2f0c5b9d3e17/../../\u0000${'x'.repeat(5000)}` },
    'decides about no vault',
  ],
  [
    'an event of a failed write',
    {
      subject: vaultOf('7e1f3a52-94c8-4d1b-8a6e-2f0c5b9d3e17'),
      eventType: 'Microsoft.Resources.ResourceWriteFailure',
    },
    'changed nothing',
  ],
  [
    'an event of another kind',
    { subject: 'x', eventType: 'Microsoft.Storage.BlobCreated' },
    'is no resource change',
  ],
])('%s is accepted, logged with its reason, and changes nothing', async (_, fields, reason) => {
  const seen = local.host().logs().length;
  const status = await deliver(JSON.stringify([{ ...real, ...fields }]));
  expect(status).toBe(202);
  const lines = local.host().logs().slice(seen);
  expect(lines.some(({ message }) => message.includes('event ignored') && message.includes(reason))).toBe(
    true,
  );
});

test('a body that is not JSON is refused, and the app goes on', async () => {
  expect(await deliver('not json')).toBe(400);
  expect(await deliver('[]')).toBe(202);
});

test('none of it was told to anybody', async () => {
  await quiet(local);
  expect(await takeFindings(local)).toEqual([]);
  expect(local.inbox.cards()).toEqual([]);
});

async function deliver(body: string): Promise<number> {
  const response = await fetch(local.host().eventGridWebhookUrl('resource-changed'), {
    method: 'POST',
    headers: { 'aeg-event-type': 'Notification', 'content-type': 'application/json' },
    body,
  });
  return response.status;
}
