import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type LocalEnvironment, startLocalEnvironment } from '../../src/local/environment.ts';
import { appFolder, headlines, quiet, saying, setFirewall, sweep, takeFindings } from './local.ts';

const office = { defaultAction: 'Deny', ipRules: [{ value: '20.61.0.0/16' }] };
const wide = (address: string) => ({ ...office, ipRules: [...office.ipRules, { value: address }] });

/** The app's own reads of the vault; nobody else's requests meet the faults. */
const reads = /^GET .*\/vaults\/kv-cards-prod\?/i;

let local: LocalEnvironment;

beforeAll(async () => {
  local = await startLocalEnvironment({
    appFolder: appFolder(),
    keepStorage: true,
    environment: { VAULTFENCE_SECOND_LOOK_SECONDS: '1' },
  });
  await setFirewall(local, 'kv-cards-prod', office);
  await sweep(local);
  await quiet(local);
});

afterAll(() => local.close());

beforeEach(async () => {
  await takeFindings(local);
  local.inbox.clear();
});

afterEach(async () => {
  local.resourceManager.faults.clear();
  await setFirewall(local, 'kv-cards-prod', office);
  await quiet(local);
});

test('Teams is busy: the card comes later, once', async () => {
  local.inbox.respondNext({ status: 429, retryAfterSeconds: 1 });
  await setFirewall(local, 'kv-cards-prod', wide('84.241.192.17'));
  await local.inbox.waitForCards(1, 30_000);
  await quiet(local);
  expect(headlines(local)).toEqual(['kv-cards-prod: 1 finding opened']);
});

test('Teams fails: the card comes later', async () => {
  local.inbox.respondNext({ status: 500 });
  await setFirewall(local, 'kv-cards-prod', wide('84.241.192.18'));
  await local.inbox.waitForCards(1, 30_000);
  expect(headlines(local)).toEqual(['kv-cards-prod: 1 finding opened']);
});

test('Azure Resource Manager is overloaded, fails or answers half a sentence: the change is told all the same', async () => {
  const { faults } = local.resourceManager;
  faults.failNext({ match: reads, times: 2, status: 429, retryAfterSeconds: 1 });
  await announced(wide('84.241.192.19'), 'opened ip-range-not-approved 84.241.192.19/32');
  faults.failNext({ match: reads, times: 2, status: 500 });
  await announced(wide('84.241.192.20'), 'opened ip-range-not-approved 84.241.192.20/32');
  faults.failNext({ match: reads, times: 1, truncate: true });
  await announced(wide('84.241.192.21'), 'opened ip-range-not-approved 84.241.192.21/32');
});

test('the app is killed while events come: nothing is lost', async () => {
  await setFirewall(local, 'kv-cards-prod', wide('84.241.192.22'));
  await local.restartHost();
  await announced(wide('84.241.192.23'), 'opened ip-range-not-approved 84.241.192.23/32');
});

test('the storage is killed and comes back: nothing is lost', async () => {
  const changed = setFirewall(local, 'kv-cards-prod', wide('84.241.192.24'));
  await local.storage.restart();
  await changed;
  await told('opened ip-range-not-approved 84.241.192.24/32');
});

async function announced(firewall: object, expected: string): Promise<void> {
  await setFirewall(local, 'kv-cards-prod', firewall);
  await told(expected);
}

/** Waits for one message; what else came is gone. */
async function told(expected: string): Promise<void> {
  const seen: string[] = [];
  await vi.waitFor(
    async () => {
      seen.push(...(await takeFindings(local)).map(saying));
      expect(seen).toContain(expected);
    },
    { timeout: 45_000, interval: 200 },
  );
}
