import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Hint } from '../../src/drift/hint.ts';
import { findingKey } from '../../src/policy/finding.ts';
import type { VaultOptions } from '../builders.ts';
import {
  Crash,
  createWorld,
  doRechecks,
  event,
  isFindingMessage,
  quiet,
  turns,
  type World,
} from './world.ts';

/**
 * Anything may happen in any order: writes, events that come late, twice or never, reads that lag behind, sweeps and
 * crashes. Once it is quiet, what is remembered is the truth, and what was told adds up to it.
 */

const names = ['pay', 'web'] as const;

const shapes: readonly (Omit<VaultOptions, 'name'> | undefined)[] = [
  { ipRules: ['20.61.0.0/16'] },
  { ipRules: ['20.61.0.0/16'], defaultAction: 'Allow' },
  { ipRules: ['20.61.0.0/16', '10.0.0.0/8'] },
  { networkAcls: null },
  { publicNetworkAccess: 'Disabled' },
  undefined,
];

type Act =
  | {
      readonly kind: 'write';
      readonly name: (typeof names)[number];
      readonly shape: number;
      readonly announced: boolean;
    }
  | { readonly kind: 'deliver'; readonly pick: number; readonly again: boolean }
  | { readonly kind: 'deliver-two' }
  | { readonly kind: 'recheck' }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'lag'; readonly name: (typeof names)[number] }
  | { readonly kind: 'catch-up' }
  | { readonly kind: 'crash'; readonly at: number };

const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      name: fc.constantFrom(...names),
      shape: fc.nat({ max: shapes.length - 1 }),
      announced: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('deliver' as const), pick: fc.nat(), again: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'deliver-two' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'recheck' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'sweep' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lag' as const), name: fc.constantFrom(...names) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'catch-up' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const), at: fc.nat({ max: 25 }) }) },
);

async function survivingCrash(world: World, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    world.crashAt(undefined);
    return false;
  }
}

async function play(world: World, happened: readonly Act[]): Promise<void> {
  const events: Hint[] = [];
  const deliver = (hint: Hint) => world.reconcile(hint, quiet);
  for (const act of happened) {
    world.passSeconds(7);
    switch (act.kind) {
      case 'write':
        world.write(act.name, shapes[act.shape]);
        if (act.announced) events.push(event(world, act.name, `writer ${events.length}`));
        break;
      case 'deliver': {
        const index = events.length === 0 ? -1 : act.pick % events.length;
        const hint = events[index];
        if (hint && (await survivingCrash(world, () => deliver(hint))) && !act.again) events.splice(index, 1);
        break;
      }
      case 'deliver-two':
        await survivingCrash(world, async () => {
          const results = await Promise.allSettled(events.slice(0, 2).map(deliver));
          for (const result of results) if (result.status === 'rejected') throw result.reason;
        });
        break;
      case 'recheck': {
        const [next] = world.rechecks;
        if (next && (await survivingCrash(world, () => deliver(next.hint)))) {
          world.rechecks.splice(world.rechecks.indexOf(next), 1);
        }
        break;
      }
      case 'sweep':
        await survivingCrash(world, () => world.sweep(quiet));
        break;
      case 'lag':
        world.lag(act.name);
        break;
      case 'catch-up':
        world.catchUp();
        break;
      case 'crash':
        world.crashAt(act.at);
        break;
    }
  }
  await settle(world, events);
}

/** What follows anyway: redelivery, due rechecks and the next sweeps, with reads that tell the truth. */
async function settle(world: World, events: readonly Hint[]): Promise<void> {
  world.crashAt(undefined);
  world.catchUp();
  for (const hint of events) await world.reconcile(hint, quiet);
  for (let next = world.rechecks.shift(); next; next = world.rechecks.shift()) {
    world.passSeconds(30);
    await world.reconcile(next.hint, quiet);
  }
  world.passSeconds(3600);
  await world.sweep(quiet);
}

/** The findings that are open after all messages, told in the order of their vaults' sequences, each id once. */
function replayed(world: World): ReadonlySet<string> {
  const open = new Set<string>();
  const messages = [...new Map(world.findings.map((message) => [message.id, message])).values()]
    .filter(isFindingMessage)
    .sort((a, b) => a.time.localeCompare(b.time) || a.data.sequence - b.data.sequence);
  for (const { data } of messages) {
    const key = findingKey(data.transition.finding);
    if (data.transition.kind === 'resolved' || data.transition.kind === 'exempted') open.delete(key);
    else open.add(key);
  }
  return open;
}

async function truth(world: World): Promise<ReadonlySet<string>> {
  await world.sweep(quiet);
  return new Set(world.rows().flatMap(({ findings }) => findings.map(findingKey)));
}

test('once it is quiet, what was told adds up to what is true', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(acts, { maxLength: 40 }), async (happened) => {
      const world = createWorld();
      await play(world, happened);
      const told = world.findings.length;
      const open = replayed(world);
      expect(open).toEqual(await truth(world));
      expect(world.findings.length).toBe(told);
      expect(world.rows().every(({ outbox }) => outbox.length === 0)).toBe(true);
    }),
    { numRuns: 1500 },
  );
});

/** A write, and after how many turns of the event loop it happens; its event is delivered some turns later. */
const timedWrites = fc.record({
  shape: fc.nat({ max: shapes.length - 1 }),
  at: fc.nat({ max: 40 }),
  lateness: fc.nat({ max: 40 }),
});

test('concurrent events alone lead to the truth, however their steps interleave', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(timedWrites, { minLength: 1, maxLength: 5 }),
      // Most steps are quick, some stall long enough for another run to overtake from start to end.
      fc.infiniteStream(
        fc.oneof({ weight: 6, arbitrary: fc.nat({ max: 2 }) }, { weight: 1, arbitrary: fc.nat({ max: 80 }) }),
      ),
      async (writes, jitter) => {
        const world = createWorld(() => jitter.next().value ?? 0);
        world.write('pay', shapes[0]);
        await world.sweep(quiet);
        world.passSeconds(60);
        await Promise.all(
          writes.map(async ({ shape, at, lateness }, index) => {
            await turns(at);
            world.write('pay', shapes[shape]);
            const hint = event(world, 'pay', `writer ${index}`);
            await turns(lateness);
            await world.reconcile(hint, quiet);
          }),
        );
        await doRechecks(world);
        const told = world.findings.length;
        const row = world.row('pay');
        world.passSeconds(3600);
        await world.sweep(quiet);
        expect(world.row('pay')).toEqual(row);
        expect(world.findings.length).toBe(told);
      },
    ),
    { numRuns: 4000 },
  );
});
