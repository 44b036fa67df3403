import { describe, expect, test } from 'vitest';
import { subnetId } from '../builders.ts';
import { createWorld, doRechecks, event, lastNotification, quiet, told, type World } from './world.ts';

const closed = { ipRules: ['20.61.0.0/16'] };
const open = { ...closed, defaultAction: 'Allow' };

async function watched(name: string, options: Parameters<World['write']>[1] = closed): Promise<World> {
  const world = createWorld();
  world.write(name, options);
  await world.sweep(quiet);
  world.findings.length = 0;
  world.notifications.length = 0;
  world.passSeconds(60);
  return world;
}

describe('an event', () => {
  test('tells what opened, who did it and what changed', async () => {
    const world = await watched('pay');
    world.write('pay', open);
    expect(await world.reconcile(event(world, 'pay'), quiet)).toBe('drifted');
    expect(told(world)).toEqual(['opened internet-reachable/vault', 'opened rules-not-enforced/vault']);
    expect(lastNotification(world)).toMatchObject({
      kind: 'changed',
      changes: [{ label: 'Default action', before: 'Deny', after: 'Allow' }],
      attribution: { kind: 'actors', source: 'event', actors: [{ name: 'alice', ipAddress: '20.61.3.4' }] },
      exposureBefore: { level: 'restricted' },
      exposure: { level: 'internet' },
      openFindings: 2,
    });
  });

  test('tells that it was put right', async () => {
    const world = await watched('pay', open);
    world.write('pay', closed);
    await world.reconcile(event(world, 'pay'), quiet);
    expect(told(world)).toEqual(['resolved internet-reachable/vault', 'resolved rules-not-enforced/vault']);
    expect(lastNotification(world)).toMatchObject({
      openFindings: 0,
      transitions: [{ reason: 'put-right' }, {}],
    });
  });

  test('of a write that changed nothing ends as nothing, after a second look', async () => {
    const world = await watched('pay');
    expect(await world.reconcile(event(world, 'pay'), quiet)).toBe('unchanged');
    expect(world.rechecks).toHaveLength(1);
    await doRechecks(world);
    expect(world.rechecks).toEqual([]);
    expect(world.findings).toEqual([]);
    expect(world.notifications).toEqual([]);
  });

  test('that outran the reads of ARM is told by the second look, with its actor', async () => {
    const world = await watched('pay');
    world.lag('pay');
    world.write('pay', open);
    await world.reconcile(event(world, 'pay'), quiet);
    expect(world.findings).toEqual([]);
    world.catchUp();
    await doRechecks(world);
    expect(told(world)).toContain('opened internet-reachable/vault');
    expect(lastNotification(world).attribution).toMatchObject({ actors: [{ name: 'alice' }] });
  });

  test('delivered three times at once and again later is told once', async () => {
    const world = await watched('pay');
    world.write('pay', open);
    const same = event(world, 'pay');
    await Promise.all([1, 2, 3].map(() => world.reconcile(same, quiet)));
    world.passSeconds(3600);
    await world.reconcile(same, quiet);
    await doRechecks(world);
    expect(world.findings).toHaveLength(2);
    expect(world.notifications).toHaveLength(1);
  });

  test('that allows one more range changes no finding, and is told as a change of the rules', async () => {
    const world = await watched('pay');
    world.write('pay', { ipRules: ['20.61.0.0/16', '51.124.16.0/20'] });
    await world.reconcile(event(world, 'pay'), quiet);
    expect(told(world)).toEqual(['rules.changed']);
    expect(lastNotification(world).changes).toEqual([
      { label: 'IP rule added', before: '', after: '51.124.16.0/20' },
    ]);
  });

  test('of a vault that nobody knows any more looks a second time and forgets it', async () => {
    const world = createWorld();
    expect(await world.reconcile(event(world, 'gone'), quiet)).toBe('unknown-vault');
    await doRechecks(world);
    expect(world.rows()).toEqual([]);
  });

  test('of a second writer in the same span is credited to the drift that the first one got', async () => {
    const world = await watched('pay');
    const first = event(world, 'pay', 'alice');
    world.passSeconds(10);
    const second = event(world, 'pay', 'bob');
    world.write('pay', open);
    world.passSeconds(5);
    await world.reconcile(first, quiet);
    await world.reconcile(second, quiet);
    expect(told(world)).toEqual([
      'opened internet-reachable/vault',
      'opened rules-not-enforced/vault',
      'drift.attributed',
    ]);
    expect(lastNotification(world).attribution).toMatchObject({ actors: [{ name: 'bob' }] });
    await world.reconcile(second, quiet);
    await doRechecks(world);
    expect(world.notifications).toHaveLength(2);
  });
});

describe('a vault', () => {
  test('that is deleted resolves what was open, and starts anew when it comes back', async () => {
    const world = await watched('pay', open);
    world.write('pay', undefined);
    await world.reconcile(event(world, 'pay'), quiet);
    expect(told(world)).toEqual(['resolved internet-reachable/vault', 'resolved rules-not-enforced/vault']);
    expect(lastNotification(world)).toMatchObject({
      kind: 'deleted',
      transitions: [{ reason: 'vault-deleted' }, {}],
    });
    expect(world.rows()).toEqual([]);

    const before = new Set(world.findings.map(({ id }) => id));
    world.passSeconds(60);
    world.write('pay', open);
    await world.reconcile(event(world, 'pay'), quiet);
    expect(world.row('pay')).toMatchObject({ sequence: 1 });
    expect(world.findings.slice(before.size).every(({ id }) => !before.has(id))).toBe(true);
  });

  test('that is new and in order is remembered and not told', async () => {
    const world = createWorld();
    world.write('pay', closed);
    await world.reconcile(event(world, 'pay'), quiet);
    expect(world.row('pay')).toMatchObject({ exposure: { level: 'restricted' } });
    expect(world.findings).toEqual([]);
    expect(world.notifications).toEqual([]);
  });
});

describe('a sweep', () => {
  test('finds what no event told, and asks the activity log who did it', async () => {
    const world = await watched('pay');
    world.write('quiet', closed);
    await world.sweep(quiet);
    world.write('pay', open);
    const { actor } = event(world, 'pay', 'mallory');
    world.setWriters({ kind: 'writers', writers: actor ? [actor] : [] });
    world.asked.length = 0;
    expect(await world.sweep(quiet)).toMatchObject({ evaluated: 2, drifted: 1, failed: [] });
    expect(world.asked).toEqual([world.idOf('pay').id]);
    expect(lastNotification(world).attribution).toMatchObject({
      source: 'activity-log',
      actors: [{ name: 'mallory' }],
    });
  });

  test('says when Azure refuses to name the writer', async () => {
    const world = await watched('pay');
    world.setWriters({ kind: 'refused', reason: 'the permission is missing' });
    world.write('pay', open);
    await world.sweep(quiet);
    expect(lastNotification(world).attribution).toEqual({
      kind: 'unknown',
      reason: 'the permission is missing',
    });
  });

  test('falls back to the last writer that the vault itself names', async () => {
    const world = await watched('pay');
    world.write('pay', { ...open, lastModified: { by: 'carol', at: '2026-11-24T08:00:30Z' } });
    await world.sweep(quiet);
    expect(lastNotification(world).attribution).toMatchObject({
      source: 'last-writer',
      actors: [{ name: 'carol' }],
    });
  });

  test('resolves the findings of vaults that are gone', async () => {
    const world = await watched('pay', open);
    world.write('pay', undefined);
    await world.sweep(quiet);
    expect(told(world)).toEqual(['resolved internet-reachable/vault', 'resolved rules-not-enforced/vault']);
    expect(world.rows()).toEqual([]);
  });

  test('writes nothing and tells nothing when nothing is different', async () => {
    const world = await watched('pay', open);
    const before = world.row('pay');
    await world.sweep(quiet);
    expect(world.row('pay')).toBe(before);
    expect(world.findings).toEqual([]);
  });

  test('tells what a changed policy found, and that nobody did it', async () => {
    const world = await watched('pay', { ipRules: ['20.61.0.0/16'] });
    world.setPolicy('version: 1\napproved: { ipRanges: [51.124.16.0/20] }');
    await world.sweep(quiet);
    expect(told(world)).toEqual(['opened ip-range-not-approved/20.61.0.0/16']);
    expect(lastNotification(world).attribution).toEqual({ kind: 'policy' });
  });

  test('tells that an exemption silenced a finding, with its owner', async () => {
    const world = await watched('pay', open);
    world.setPolicy(
      'version: 1\nexemptions: [{ check: internet-reachable, match: { vaults: [pay] }, reason: demo, owner: eve, expires: 2026-12-31 }]',
    );
    await world.sweep(quiet);
    expect(told(world)).toEqual(['exempted internet-reachable/vault']);
    expect(lastNotification(world).transitions[0]).toMatchObject({ exemption: { owner: 'eve' } });
  });
});

describe('a change around a vault', () => {
  const app = subnetId('app');
  const working = {
    kind: 'present',
    keyVaultEndpoint: 'working',
    serviceEndpoints: ['Microsoft.KeyVault'],
  } as const;

  async function withSubnet(): Promise<World> {
    const world = createWorld();
    world.setSubnet(app, working);
    world.write('pay', { subnets: ['app'] });
    world.write('other', closed);
    await world.sweep(quiet);
    world.passSeconds(60);
    return world;
  }

  test('of a subnet looks again at the vaults whose rules name it, and at no other', async () => {
    const world = await withSubnet();
    world.setSubnet(app, { kind: 'missing' });
    const { actor } = event(world, 'pay', 'netadmin');
    if (!actor) throw new Error('no actor');
    expect(await world.fanOut({ kind: 'network', id: app }, actor, quiet)).toBe(1);
    await doRechecks(world);
    expect(told(world)).toContain(`opened subnet-missing/${app}`);
    expect(lastNotification(world).attribution).toMatchObject({ actors: [{ name: 'netadmin' }] });
  });

  test('of a whole network looks again at the vaults of its subnets', async () => {
    const world = await withSubnet();
    const network = app.slice(0, app.lastIndexOf('/subnets/'));
    const { actor } = event(world, 'pay');
    if (!actor) throw new Error('no actor');
    expect(await world.fanOut({ kind: 'network', id: network }, actor, quiet)).toBe(1);
  });

  test('of a perimeter looks again at its members, those before and those now', async () => {
    const world = await withSubnet();
    const { actor } = event(world, 'pay');
    if (!actor) throw new Error('no actor');
    expect(await world.fanOut({ kind: 'perimeter', id: '/perimeter' }, actor, quiet)).toBe(2);
  });

  test('found by a sweep asks who wrote the subnet, not the vault', async () => {
    const world = await withSubnet();
    world.setSubnet(app, { kind: 'missing' });
    world.asked.length = 0;
    await world.sweep(quiet);
    expect(world.asked).toContain(app);
    expect(world.asked).not.toContain(world.idOf('pay').id);
  });
});
