import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ipv4Range } from '../../src/network-rules/ipv4.ts';
import {
  contains,
  type Ipv4Set,
  intersection,
  ipv4Set,
  isEmpty,
  noAddress,
  overlapping,
  sizeOf,
  subtraction,
  toCidrs,
  union,
} from '../../src/network-rules/ipv4-set.ts';
import { ipv4Ranges, ipv4Sets, smallRanges, smallSpaceSize } from '../arbitraries.ts';
import { addresses, range } from '../builders.ts';

const everything: Ipv4Set = [[0, 2 ** 32 - 1]];
/** Every address of {@link smallRanges}. */
const space = Array.from({ length: smallSpaceSize }, (_, address) => address);

describe('the same answers as address by address', () => {
  const pairs = fc.tuple(smallRanges(), smallRanges());

  it('a set holds the addresses of its ranges', () => {
    fc.assert(
      fc.property(smallRanges(), (ranges) => {
        expectExactly(ipv4Set(ranges), (at) => isIn(ranges, at));
      }),
    );
  });

  it.each<[name: string, operation: typeof union, expected: (inA: boolean, inB: boolean) => boolean]>([
    ['union', union, (inA, inB) => inA || inB],
    ['intersection', intersection, (inA, inB) => inA && inB],
    ['subtraction', subtraction, (inA, inB) => inA && !inB],
  ])('%s', (_, operation, expected) => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expectExactly(operation(ipv4Set(a), ipv4Set(b)), (at) => expected(isIn(a, at), isIn(b, at)));
      }),
    );
  });

  it('size, emptiness and containment', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const size = space.filter((at) => isIn(a, at)).length;
        expect(sizeOf(ipv4Set(a))).toBe(size);
        expect(isEmpty(ipv4Set(a))).toBe(size === 0);
        expect(contains(ipv4Set(a), ipv4Set(b))).toBe(space.every((at) => isIn(a, at) || !isIn(b, at)));
      }),
    );
  });

  it('the part inside one range', () => {
    fc.assert(
      fc.property(pairs, ([ranges, windows]) => {
        for (const window of windows) {
          const part = overlapping(ipv4Set(ranges), window);
          expectExactly(part, (at) => isIn(ranges, at) && isIn([window], at));
        }
      }),
    );
  });
});

describe('laws over the whole address space', () => {
  const [one, two, three] = [ipv4Sets(), ipv4Sets(), ipv4Sets()];

  it('order and repetition of ranges mean nothing', () => {
    const shuffled = fc
      .array(ipv4Ranges(), { maxLength: 8 })
      .chain((ranges) =>
        fc.tuple(
          fc.constant(ranges),
          fc.shuffledSubarray([...ranges, ...ranges], { minLength: ranges.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([ranges, again]) => {
        expect(ipv4Set(again)).toEqual(ipv4Set(ranges));
      }),
    );
  });

  it('union and intersection do not care which set comes first, nor how three are grouped', () => {
    fc.assert(
      fc.property(one, two, three, (a, b, c) => {
        for (const both of [union, intersection]) {
          expect(both(a, b)).toEqual(both(b, a));
          expect(both(both(a, b), c)).toEqual(both(a, both(b, c)));
          expect(both(a, a)).toEqual(a);
        }
      }),
    );
  });

  it('union and intersection distribute over each other', () => {
    fc.assert(
      fc.property(one, two, three, (a, b, c) => {
        expect(intersection(a, union(b, c))).toEqual(union(intersection(a, b), intersection(a, c)));
        expect(union(a, intersection(b, c))).toEqual(intersection(union(a, b), union(a, c)));
      }),
    );
  });

  it('no address and every address are the two neutral sets', () => {
    fc.assert(
      fc.property(one, (a) => {
        expect(union(a, noAddress)).toEqual(a);
        expect(intersection(a, everything)).toEqual(a);
        expect(intersection(a, noAddress)).toEqual(noAddress);
        expect(union(a, everything)).toEqual(everything);
        expect(subtraction(a, a)).toEqual(noAddress);
        expect(subtraction(everything, subtraction(everything, a))).toEqual(a);
      }),
    );
  });

  it('what is subtracted and what is left make the whole, and share no address', () => {
    fc.assert(
      fc.property(one, two, (a, b) => {
        const [left, taken] = [subtraction(a, b), intersection(a, b)];
        expect(union(left, taken)).toEqual(a);
        expect(intersection(left, b)).toEqual(noAddress);
        expect(sizeOf(left) + sizeOf(taken)).toBe(sizeOf(a));
      }),
    );
  });
});

describe('the fewest networks', () => {
  it('make up the same set again', () => {
    fc.assert(
      fc.property(ipv4Sets(), (set) => {
        expect(addresses(...toCidrs(set))).toEqual(set);
      }),
    );
  });

  it('cannot be fewer: no two of them are halves of one network', () => {
    fc.assert(
      fc.property(ipv4Sets(), (set) => {
        const networks = toCidrs(set).map(range);
        for (const [index, [first, last]] of networks.entries()) {
          const size = last - first + 1;
          const next = networks[index + 1];
          const areHalves = next?.[0] === last + 1 && next[1] === last + size && first % (size * 2) === 0;
          expect(areHalves).toBe(false);
        }
      }),
    );
  });
});

function isIn(ranges: readonly Ipv4Range[], address: number): boolean {
  return ranges.some(([first, last]) => first <= address && address <= last);
}

/** The right addresses, and in the one form that a set has: sorted, disjoint, never touching. */
function expectExactly(set: Ipv4Set, belongs: (address: number) => boolean): void {
  expect(space.filter((at) => isIn(set, at))).toEqual(space.filter(belongs));
  expect(set.every(([first, last]) => first <= last)).toBe(true);
  expect(set.every(([first], index) => index === 0 || first > (set[index - 1]?.[1] ?? 0) + 1)).toBe(true);
}
