import { describe, expect, test } from 'vitest';
import type { Hint } from '../../src/drift/hint.ts';
import { subnetId } from '../builders.ts';
import { actor, Crash, createWorld, event, quiet, told, type World } from './world.ts';

const closed = { ipRules: ['20.61.0.0/16'] };
const open = { ...closed, defaultAction: 'Allow' };
const app = subnetId('app');

/** Something that whoever started it starts again until it succeeds, as Event Grid, the queue and the timer do. */
type Work = (world: World) => Promise<unknown>;

type Scenario = {
  readonly name: string;
  readonly prepare: (world: World) => Promise<void>;
  /** Each is one delivery; those of one inner list run at the same time. */
  readonly work: (world: World) => readonly (readonly Work[])[];
};

const scenarios: readonly Scenario[] = [
  {
    name: 'one event',
    prepare: async (world) => world.write('pay', open),
    work: (world) => [[deliver(event(world, 'pay'))]],
  },
  {
    name: 'two events on one vault at once',
    prepare: async (world) => world.write('pay', { ...open, bypass: 'None' }),
    work: (world) => [[deliver(event(world, 'pay', 'alice')), deliver(event(world, 'pay', 'bob'))]],
  },
  {
    name: 'opened and put right, the events after one another',
    prepare: async (world) => world.write('pay', open),
    work: (world) => [
      [deliver(event(world, 'pay'))],
      [async () => world.write('pay', closed)],
      [
        deliver({
          ...event(world, 'pay', 'bob'),
          actor: actor('bob', new Date(world.now().getTime() + 3600_000)),
        }),
      ],
    ],
  },
  {
    name: 'a sweep over a change, a new vault and a deletion',
    prepare: async (world) => {
      world.write('pay', open);
      world.write('new', open);
      world.write('doomed', undefined);
    },
    work: () => [[sweepAll]],
  },
  {
    name: 'an event and a sweep at once',
    prepare: async (world) => world.write('pay', open),
    work: (world) => [[deliver(event(world, 'pay')), sweepAll]],
  },
  {
    name: 'a deletion',
    prepare: async (world) => world.write('doomed', undefined),
    work: (world) => [[deliver(event(world, 'doomed'))]],
  },
  {
    name: 'a changed policy',
    prepare: async (world) => world.setPolicy('version: 1\napproved: { ipRanges: [51.124.16.0/20] }'),
    work: () => [[sweepAll]],
  },
  {
    name: 'a deleted subnet',
    prepare: async (world) => world.setSubnet(app, { kind: 'missing' }),
    work: (world) => [
      [(again) => again.fanOut({ kind: 'network', id: app }, actor('netadmin', world.now()), quiet)],
    ],
  },
];

/** As the timer's function does it: a sweep that failed for any vault has failed. */
const sweepAll: Work = async (world) => {
  const { failed } = await world.sweep(quiet);
  if (failed.length > 0) throw new Crash();
};

function deliver(hint: Hint): Work {
  return (world) => world.reconcile(hint, quiet);
}

async function start(scenario: Scenario): Promise<World> {
  const world = createWorld();
  world.setSubnet(app, {
    kind: 'present',
    keyVaultEndpoint: 'working',
    serviceEndpoints: ['Microsoft.KeyVault'],
  });
  world.write('pay', closed);
  world.write('net', { subnets: ['app'] });
  world.write('doomed', open);
  await world.sweep(quiet);
  world.findings.length = 0;
  world.notifications.length = 0;
  world.passSeconds(60);
  await scenario.prepare(world);
  return world;
}

/** Runs the work, killing the process at one step; then everything is started anew until all of it is done. */
async function play(scenario: Scenario, killAt: number | undefined): Promise<World> {
  const world = await start(scenario);
  const work = scenario.work(world);
  world.crashAt(killAt);
  for (const together of work) {
    let open = [...together];
    while (open.length > 0) open = await attemptAll(world, open);
  }
  await finishRechecks(world);
  return world;
}

async function attemptAll(world: World, works: readonly Work[]): Promise<Work[]> {
  const results = await Promise.allSettled(works.map((work) => work(world)));
  const failed = works.filter((_, index) => results[index]?.status === 'rejected');
  for (const result of results) {
    if (result.status === 'rejected' && !(result.reason instanceof Crash)) throw result.reason;
  }
  if (failed.length > 0) restart(world);
  return failed;
}

async function finishRechecks(world: World): Promise<void> {
  for (let next = world.rechecks[0]; next; next = world.rechecks[0]) {
    const { hint, dueAt } = next;
    world.passSeconds(Math.max(0, (dueAt - world.now().getTime()) / 1000));
    const left = await attemptAll(world, [deliver(hint)]);
    if (left.length === 0) world.rechecks.shift();
  }
}

function restart(world: World): void {
  world.crashAt(undefined);
  world.passSeconds(15);
}

/** What must not depend on crashes: what is remembered, but for times and versions. */
function remembered(world: World): unknown {
  return world
    .rows()
    .map(({ vault, sequence, exposure, findings, outbox }) => ({
      vault: vault.name,
      sequence,
      exposure,
      findings,
      outbox,
    }))
    .sort((a, b) => a.vault.localeCompare(b.vault));
}

/** What was told, and how many different ids it took. */
function telling(world: World): unknown {
  return { told: [...told(world)].sort(), notified: new Set(world.notifications.map(({ id }) => id)).size };
}

describe.each(scenarios)('$name', (scenario) => {
  test('ends the same wherever it is killed: nothing lost, no second id', async () => {
    const undisturbed = await play(scenario, undefined);
    const steps = undisturbed.steps();
    expect(steps).toBeGreaterThan(2);
    expect(telling(undisturbed)).not.toEqual({ told: [], notified: 0 });
    for (let step = 0; step < steps; step += 1) {
      const disturbed = await play(scenario, step);
      expect(telling(disturbed), `killed at step ${step} of ${steps}`).toEqual(telling(undisturbed));
      expect(remembered(disturbed), `killed at step ${step} of ${steps}`).toEqual(remembered(undisturbed));
    }
  });
});
