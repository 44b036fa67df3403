import pMap from 'p-map';
import type { VaultId } from '../network-rules/resource-id.ts';
import type { Actor } from './drift.ts';
import type { Log, PerimeterMembers, RecheckQueue, StateStore } from './ports.ts';

/** A network or perimeter changed: every vault that depends on it is looked at again, each by a message of its own. */
export type FanOut = (changed: ChangedResource, actor: Actor, log: Log) => Promise<number>;

export type ChangedResource = { readonly kind: 'network' | 'perimeter'; readonly id: string };

type FanOutPorts = {
  readonly store: StateStore;
  readonly rechecks: RecheckQueue;
  readonly perimeterMembers: PerimeterMembers;
  /** Readings of perimeters are shared for that long, so a recheck that came sooner could see the old one. */
  readonly perimeterDelaySeconds: number;
};

const concurrency = 16;

export function createFanOut({
  store,
  rechecks,
  perimeterMembers,
  perimeterDelaySeconds,
}: FanOutPorts): FanOut {
  return async ({ kind, id }, actor, log) => {
    const touched = new Map<string, VaultId>();
    for await (const vault of store.vaultsDependingOn(id)) touched.set(vault.id, vault);
    // A new association is in no row yet; one that is gone is in rows only.
    const members = kind === 'perimeter' ? await perimeterMembers.vaultsIn(id) : [];
    for (const vault of members) touched.set(vault.id, vault);
    const delaySeconds = kind === 'perimeter' ? perimeterDelaySeconds : 0;
    await pMap(touched.values(), (vault) => rechecks.send({ vault, actor, look: 'first' }, delaySeconds), {
      concurrency,
    });
    log.info('vaults to be rechecked', { changed: id, vaults: touched.size });
    return touched.size;
  };
}
