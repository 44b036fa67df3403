import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LocalEnvironment, startLocalEnvironment } from '../../src/local/environment.ts';
import { appFolder, headlines, quiet, saying, setFirewall, sweep, takeFindings, vaultPath } from './local.ts';

const office = { defaultAction: 'Deny', ipRules: [{ value: '20.61.0.0/17' }, { value: '20.61.128.0/17' }] };
const officeAndHome = { ...office, ipRules: [...office.ipRules, { value: '84.241.192.17' }] };

describe.each(['EventGridSchema', 'CloudEventSchemaV1_0'] as const)(
  'a change announced in %s',
  (eventSchema) => {
    let local: LocalEnvironment;

    beforeAll(async () => {
      local = await startLocalEnvironment({
        appFolder: appFolder(),
        eventSchema,
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

    test('ends as one finding message and one card, and putting it right as one of each', async () => {
      await setFirewall(local, 'kv-cards-prod', officeAndHome);
      await local.inbox.waitForCards(1, 20_000);
      await quiet(local);
      expect((await takeFindings(local)).map(saying)).toEqual([
        'opened ip-range-not-approved 84.241.192.17/32',
      ]);
      expect(headlines(local)).toEqual(['kv-cards-prod: 1 finding opened']);
      expect(JSON.stringify(local.inbox.cards()[0]?.card)).toContain('hanna.vries@contoso.example');

      local.inbox.clear();
      await setFirewall(local, 'kv-cards-prod', office);
      await local.inbox.waitForCards(1, 20_000);
      await quiet(local);
      expect((await takeFindings(local)).map(saying)).toEqual([
        'resolved ip-range-not-approved 84.241.192.17/32',
      ]);
      expect(headlines(local)).toEqual(['kv-cards-prod was put right']);
      expect(local.inbox.cards().every(({ outcome }) => outcome === 'posted')).toBe(true);
    });

    test('that changed nothing ends as nothing', async () => {
      await setFirewall(local, 'kv-cards-prod', { ...office, ipRules: [...office.ipRules].reverse() });
      await quiet(local);
      expect(await takeFindings(local)).toEqual([]);
      expect(local.inbox.cards()).toEqual([]);
    });

    test('delivered three times and in the wrong order ends as one opened message', async () => {
      await setFirewall(local, 'kv-payouts-prod', office);
      await quiet(local);
      await takeFindings(local);
      await setFirewall(local, 'kv-payouts-prod', officeAndHome);
      await quiet(local);
      const events = local.resourceManager.eventGrid.events().slice(-2).reverse();
      for (const { id } of [...events, ...events]) local.resourceManager.eventGrid.redeliver(id);
      await quiet(local);
      expect((await takeFindings(local)).map(saying)).toEqual([
        'opened ip-range-not-approved 84.241.192.17/32',
      ]);
    });

    test('by the deletion of a subnet is told for the vault whose rule names it, with who deleted it', async () => {
      const { subscriptionId } = local.resourceManager;
      const subnet = `/subscriptions/${subscriptionId}/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet-payments/subnets/app-checkout`;
      const deleted = await local.arm('DELETE', `${subnet}?api-version=2025-01-01`);
      expect(deleted.ok).toBe(true);
      await local.inbox.waitForCards(1, 20_000);
      await quiet(local);
      const told = (await takeFindings(local)).map(saying);
      expect(told).toHaveLength(1);
      expect(told[0]).toMatch(/^opened subnet-missing .*\/subnets\/app-checkout$/);
      expect(JSON.stringify(local.inbox.cards())).toContain('hanna.vries@contoso.example');
    });

    test('by deleting the vault resolves what was open', async () => {
      const { status } = await local.arm('DELETE', vaultPath(local, 'kv-refunds-test'));
      expect(status).toBeLessThan(300);
      await local.inbox.waitForCards(1, 20_000);
      await quiet(local);
      expect((await takeFindings(local)).map(saying)).toEqual(['resolved internet-reachable vault']);
      expect(headlines(local)).toEqual(['kv-refunds-test was deleted']);
    });

    test('that no event announced is found by the sweep, with its writer from the activity log', async () => {
      const id = vaultPath(local, 'kv-ledger-prod').split('?')[0] ?? '';
      local.resourceManager.lag.freezeReads(id);
      await setFirewall(local, 'kv-ledger-prod', office);
      await quiet(local);
      expect(await takeFindings(local)).toEqual([]);
      local.resourceManager.lag.thawReads(id);
      await sweep(local);
      await local.inbox.waitForCards(1, 20_000);
      await quiet(local);
      expect((await takeFindings(local)).map(saying)).toEqual([
        'resolved internet-reachable vault',
        'resolved rules-not-enforced vault',
      ]);
      expect(JSON.stringify(local.inbox.cards())).toContain('from the activity log');
    });
  },
);
