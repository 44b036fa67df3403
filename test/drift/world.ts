import type { Actor } from '../../src/drift/drift.ts';
import { createFanOut, type FanOut } from '../../src/drift/fan-out.ts';
import type { Hint } from '../../src/drift/hint.ts';
import type { FindingMessage, Message, NotificationMessage } from '../../src/drift/messages.ts';
import { ConflictError, type Log, type StateStore, type WritersAnswer } from '../../src/drift/ports.ts';
import { createPublisher } from '../../src/drift/publisher.ts';
import { createReconcile, type Reconcile, type ReconcilePorts } from '../../src/drift/reconcile.ts';
import type { StateRow } from '../../src/drift/state-row.ts';
import { createSweep, type Sweep } from '../../src/drift/sweep.ts';
import type { Facts, Perimeter, SubnetFact } from '../../src/network-rules/facts.ts';
import { normaliseVault } from '../../src/network-rules/normalise.ts';
import { parseVaultId, type VaultId } from '../../src/network-rules/resource-id.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import { type ArmVault, armVault, facts, type VaultOptions, vault } from '../builders.ts';

/** The run was killed; whatever it was doing did not go on. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

export const quiet: Log = { info() {}, warn() {}, error() {} };

/** Everything outside the drift core, in memory: Azure, the table, the queues and the clock. */
export type World = {
  readonly reconcile: Reconcile;
  readonly sweep: Sweep;
  readonly fanOut: FanOut;
  /** Writes a vault in Azure, as somebody would; `undefined` deletes it. */
  write(name: string, options: Omit<VaultOptions, 'name'> | undefined): void;
  /** Reads of the vault answer what it was before its last write, until {@link catchUp}. */
  lag(name: string): void;
  catchUp(): void;
  setSubnet(id: string, fact: SubnetFact): void;
  setPerimeter(perimeter: Perimeter): void;
  setPolicy(yaml: string): void;
  setWriters(answer: WritersAnswer): void;
  passSeconds(seconds: number): void;
  now(): Date;
  idOf(name: string): VaultId;
  row(name: string): StateRow | undefined;
  rows(): readonly StateRow[];
  readonly findings: Message<unknown>[];
  readonly notifications: NotificationMessage[];
  /** Waiting rechecks; whoever takes one removes it when it is done. */
  readonly rechecks: { hint: Hint; dueAt: number }[];
  readonly asked: string[];
  /** Kills the run at its n-th step from now; a step is the moment before or after one effect. */
  crashAt(step: number | undefined): void;
  /** How many steps were made since the last `crashAt`. */
  steps(): number;
};

/** @param jitter how many turns of the event loop each effect waits before and after; chosen by a test's seed */
export function createWorld(jitter: () => number = () => 1): World {
  const azure = new Map<string, ArmVault | undefined>();
  const stale = new Map<string, ArmVault | undefined>();
  const rows = new Map<string, { row: StateRow; version: string }>();
  const subnets = new Map<string, SubnetFact>();
  const findings: Message<unknown>[] = [];
  const notifications: NotificationMessage[] = [];
  const rechecks: { hint: Hint; dueAt: number }[] = [];
  const asked: string[] = [];
  let perimeter: Perimeter = facts().perimeter;
  let policy = parsePolicy('version: 1', 'test');
  let writers: WritersAnswer = { kind: 'writers', writers: [] };
  let time = Date.parse('2026-11-24T08:00:00Z');
  let versions = 0;
  let steps = 0;
  let killedAt: number | undefined;

  function tick(): void {
    // A killed process does nothing any more, so every step after the fatal one fails too.
    if (killedAt !== undefined && steps >= killedAt) throw new Crash();
    steps += 1;
  }

  async function effect<T>(work: () => T): Promise<T> {
    await turns(jitter());
    tick();
    const result = work();
    await turns(jitter());
    tick();
    return result;
  }

  const seen = (id: string) => (stale.has(id) ? stale.get(id) : azure.get(id));
  const factsNow = (): Facts => ({ subnets: new Map(subnets), perimeter });
  const idOf = (name: string): VaultId => vault({ name });

  const store: StateStore = {
    read: ({ id }) => effect(() => rows.get(id)),
    async *readAll() {
      for (const stored of await effect(() => [...rows.values()])) yield stored;
    },
    async *vaultsDependingOn(resourceId) {
      const touched = await effect(() =>
        [...rows.values()].filter(({ row }) => row.dependsOn.includes(resourceId)),
      );
      for (const { row } of touched) yield row.vault;
    },
    write: (row, replaces) =>
      effect(() => {
        if (rows.get(row.vault.id)?.version !== replaces) throw new ConflictError('written by another');
        versions += 1;
        // As storage does: what is read back is a copy without undefined fields.
        const stored = { row: JSON.parse(JSON.stringify(row)) as StateRow, version: String(versions) };
        rows.set(row.vault.id, stored);
        return stored;
      }),
    remove: ({ row, version }) =>
      effect(() => {
        if (rows.get(row.vault.id)?.version !== version) throw new ConflictError('written by another');
        rows.delete(row.vault.id);
      }),
  };

  const ports: ReconcilePorts = {
    vaults: {
      get: ({ id }) =>
        effect(() => {
          const arm = seen(id);
          return arm && normaliseVault(arm);
        }),
      async *pages() {
        yield await effect(() => [...azure.keys()].flatMap((id) => seen(id) ?? []).map(normaliseVault));
      },
    },
    facts: {
      forVault: () => effect(factsNow),
      forSweep: () =>
        effect(() => {
          const read = factsNow();
          return async () => read;
        }),
    },
    activityLog: {
      writersOf: (resourceId) =>
        effect(() => {
          asked.push(resourceId);
          return writers;
        }),
    },
    store,
    publisher: createPublisher({
      findings: { send: (message) => effect(() => void findings.push(message)) },
      notifications: {
        send: (message) => effect(() => void notifications.push(message as NotificationMessage)),
      },
    }),
    rechecks: {
      send: (hint, delaySeconds) =>
        effect(() => void rechecks.push({ hint, dueAt: time + delaySeconds * 1000 })),
    },
    policy: async () => policy,
    clock: () => new Date(time),
    secondLookDelaySeconds: 20,
  };

  const reconcile = createReconcile(ports);
  return {
    reconcile,
    sweep: createSweep(ports, reconcile),
    fanOut: createFanOut({
      ...ports,
      perimeterMembers: {
        vaultsIn: () => effect(() => [...azure.keys()].flatMap((id) => parseVaultId(id) ?? [])),
      },
      perimeterDelaySeconds: 6,
    }),
    write(name, options) {
      azure.set(idOf(name).id, options && armVault({ ...options, name }));
    },
    lag: (name) => void stale.set(idOf(name).id, azure.get(idOf(name).id)),
    catchUp: () => stale.clear(),
    setSubnet: (id, fact) => void subnets.set(id, fact),
    setPerimeter(next) {
      perimeter = next;
    },
    setPolicy(yaml) {
      policy = parsePolicy(yaml, 'test');
    },
    setWriters(answer) {
      writers = answer;
    },
    passSeconds(seconds) {
      time += seconds * 1000;
    },
    now: () => new Date(time),
    idOf,
    row: (name) => rows.get(idOf(name).id)?.row,
    rows: () => [...rows.values()].map(({ row }) => row),
    findings,
    notifications,
    rechecks,
    asked,
    crashAt(step) {
      steps = 0;
      killedAt = step;
    },
    steps: () => steps,
  };
}

export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
}

export function actor(name: string, at: Date): Actor {
  return {
    name,
    objectId: undefined,
    appId: undefined,
    ipAddress: '20.61.3.4',
    operation: 'Microsoft.KeyVault/vaults/write',
    resourceId: '',
    at: at.toISOString(),
    correlationId: undefined,
  };
}

/** An event about a vault, as it reaches the core. */
export function event(world: World, vaultName: string, who = 'alice'): Hint {
  return { vault: world.idOf(vaultName), actor: actor(who, world.now()), look: 'first' };
}

/** Does every waiting recheck, letting the time pass that each was put off for. */
export async function doRechecks(world: World): Promise<void> {
  for (let next = world.rechecks[0]; next; next = world.rechecks[0]) {
    world.passSeconds(Math.max(0, (next.dueAt - world.now().getTime()) / 1000));
    await world.reconcile(next.hint, quiet);
    world.rechecks.shift();
  }
}

/** `opened internet-reachable/vault` for every message about a finding, in order, repeats left out. */
export function told(world: World): readonly string[] {
  const byId = new Map(world.findings.map((message) => [message.id, message]));
  return [...byId.values()].map((message) =>
    isFindingMessage(message)
      ? `${message.data.transition.kind} ${message.subject}`
      : message.type.replace('vaultfence.', ''),
  );
}

export function isFindingMessage(message: Message<unknown>): message is FindingMessage {
  return message.type.startsWith('vaultfence.finding.');
}

export function lastNotification(world: World): NotificationMessage['data'] {
  const message = world.notifications.at(-1);
  if (!message) throw new Error('nothing was notified');
  return message.data;
}
