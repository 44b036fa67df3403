import type { ArmResource } from './arm-resource.ts';

/** Resources by id, whatever its letter case. */
export type Collection = {
  /** The stored version, whatever readers may still see. */
  get(id: string): ArmResource | undefined;
  put(resource: ArmResource): void;
  delete(id: string): void;
  /** What a reader sees of one resource: an older version while reads of it are frozen. */
  read(id: string): ArmResource | undefined;
  /** What a reader sees of all, by id. */
  readAll(): readonly ArmResource[];
  /** From now on readers see the present version of this resource (or its absence), whatever is written. */
  freezeReads(id: string): void;
  thawReads(id: string): void;
};

export function createCollection(resources: readonly ArmResource[]): Collection {
  const stored = new Map(resources.map((resource) => [resource.id.toLowerCase(), resource]));
  const frozen = new Map<string, ArmResource | undefined>();
  // Kept between writes: a large estate is listed page by page.
  let sorted: readonly ArmResource[] | undefined;

  function visible(): readonly ArmResource[] {
    const seen = new Map(stored);
    for (const [key, resource] of frozen) {
      if (resource) seen.set(key, resource);
      else seen.delete(key);
    }
    return [...seen].sort(byKey).map(([, resource]) => resource);
  }

  return {
    get: (id) => stored.get(id.toLowerCase()),
    put(resource) {
      stored.set(resource.id.toLowerCase(), resource);
      sorted = undefined;
    },
    delete(id) {
      stored.delete(id.toLowerCase());
      sorted = undefined;
    },
    read(id) {
      const key = id.toLowerCase();
      return frozen.has(key) ? frozen.get(key) : stored.get(key);
    },
    readAll() {
      sorted ??= visible();
      return sorted;
    },
    freezeReads(id) {
      const key = id.toLowerCase();
      if (!frozen.has(key)) frozen.set(key, stored.get(key));
      sorted = undefined;
    },
    thawReads(id) {
      frozen.delete(id.toLowerCase());
      sorted = undefined;
    },
  };
}

function byKey([a]: readonly [string, ArmResource], [b]: readonly [string, ArmResource]): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
