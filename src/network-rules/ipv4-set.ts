import { formatRange, type Ipv4Range } from './ipv4.ts';

/** An immutable set of IPv4 addresses: ranges sorted, disjoint and never touching. Made by {@link ipv4Set}. */
export type Ipv4Set = readonly Ipv4Range[];

/** The set of all addresses in the given ranges, which may overlap and come in any order. */
export function ipv4Set(ranges: Iterable<Ipv4Range>): Ipv4Set {
  const merged: [number, number][] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const previous = merged.at(-1);
    // |---previous---|
    //        |---next---|   or touching: one range
    if (previous && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

export const noAddress: Ipv4Set = [];

export function union(a: Ipv4Set, b: Ipv4Set): Ipv4Set {
  return combine(a, b, (inA, inB) => inA || inB);
}

export function intersection(a: Ipv4Set, b: Ipv4Set): Ipv4Set {
  return combine(a, b, (inA, inB) => inA && inB);
}

/** The addresses of `a` that are not in `b`. */
export function subtraction(a: Ipv4Set, b: Ipv4Set): Ipv4Set {
  return combine(a, b, (inA, inB) => inA && !inB);
}

/** How many addresses the set holds; up to 2^32, exact. */
export function sizeOf(set: Ipv4Set): number {
  return set.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

export function isEmpty(set: Ipv4Set): boolean {
  return set.length === 0;
}

/** Whether every address of `inner` is in `outer`. */
export function contains(outer: Ipv4Set, inner: Ipv4Set): boolean {
  return isEmpty(subtraction(inner, outer));
}

/** The part of the set inside one range; finds its place by halving, so many ranges cost little each. */
export function overlapping(set: Ipv4Set, [first, last]: Ipv4Range): Ipv4Set {
  let [low, high] = [0, set.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((set[middle]?.[1] ?? 0) < first) low = middle + 1;
    else high = middle;
  }
  const found: Ipv4Range[] = [];
  for (let range = set[low]; range !== undefined && range[0] <= last; range = set[++low]) {
    found.push([Math.max(range[0], first), Math.min(range[1], last)]);
  }
  return found;
}

/** The fewest CIDR networks that make up the set, in order. */
export function toCidrs(set: Ipv4Set): readonly string[] {
  return set.flatMap((range) => networksOf(range).map(formatRange));
}

function networksOf([first, last]: Ipv4Range): readonly Ipv4Range[] {
  const networks: Ipv4Range[] = [];
  for (let start = first; start <= last; ) {
    let size = 1;
    while (start % (size * 2) === 0 && start + size * 2 - 1 <= last) size *= 2;
    networks.push([start, start + size - 1]);
    start += size;
  }
  return networks;
}

/**
 * One pass over both sets' edges. Edge 2k opens range k, edge 2k + 1 is the first address after it, so an odd
 * number of edges behind means being inside.
 */
function combine(a: Ipv4Set, b: Ipv4Set, keep: (inA: boolean, inB: boolean) => boolean): Ipv4Set {
  const result: Ipv4Range[] = [];
  let start: number | undefined;
  let behindA = 0;
  let behindB = 0;
  for (;;) {
    const nextA = edge(a, behindA);
    const nextB = edge(b, behindB);
    const at = Math.min(nextA, nextB);
    if (at === Number.POSITIVE_INFINITY) return result;
    if (nextA === at) behindA += 1;
    if (nextB === at) behindB += 1;
    const kept = keep(behindA % 2 === 1, behindB % 2 === 1);
    if (kept && start === undefined) start = at;
    if (!kept && start !== undefined) {
      result.push([start, at - 1]);
      start = undefined;
    }
  }
}

function edge(set: Ipv4Set, index: number): number {
  const range = set[index >> 1];
  if (range === undefined) return Number.POSITIVE_INFINITY;
  return index % 2 === 0 ? range[0] : range[1] + 1;
}
