import { describe, expect, it } from 'vitest';
import type { Ipv4Range } from '../../src/network-rules/ipv4.ts';
import {
  contains,
  type Ipv4Set,
  ipv4Set,
  isEmpty,
  overlapping,
  toCidrs,
} from '../../src/network-rules/ipv4-set.ts';
import { addresses, range } from '../builders.ts';

const everything: Ipv4Set = [[0, 2 ** 32 - 1]];

describe('ranges add up', () => {
  it('a split /1 pair is the whole internet', () => {
    expect(addresses('0.0.0.0/1', '128.0.0.0/1')).toEqual(everything);
  });

  it('two neighbouring /25 make their /24', () => {
    expect(contains(addresses('20.1.2.0/25', '20.1.2.128/25'), addresses('20.1.2.0/24'))).toBe(true);
  });

  it.each<[drawing: string, ranges: readonly Ipv4Range[], expected: Ipv4Set]>([
    ['none', [], []],
    ['one', [[5, 9]], [[5, 9]]],
    [
      'the same twice',
      [
        [5, 9],
        [5, 9],
      ],
      [[5, 9]],
    ],
    [
      'one inside another',
      [
        [0, 9],
        [3, 4],
      ],
      [[0, 9]],
    ],
    [
      'overlapping',
      [
        [0, 5],
        [3, 9],
      ],
      [[0, 9]],
    ],
    [
      'touching',
      [
        [0, 4],
        [5, 9],
      ],
      [[0, 9]],
    ],
    [
      'one address apart',
      [
        [0, 4],
        [6, 9],
      ],
      [
        [0, 4],
        [6, 9],
      ],
    ],
    [
      'in the wrong order',
      [
        [6, 9],
        [0, 4],
      ],
      [
        [0, 4],
        [6, 9],
      ],
    ],
  ])('%s', (_, ranges, expected) => {
    expect(ipv4Set(ranges)).toEqual(expected);
  });
});

describe('the fewest networks', () => {
  it.each([
    [['0.0.0.0/1', '128.0.0.0/1'], ['0.0.0.0/0']],
    [
      ['20.1.2.4/30', '20.1.2.8'],
      ['20.1.2.4/30', '20.1.2.8/32'],
    ],
    [
      ['20.1.2.1', '20.1.2.2'],
      ['20.1.2.1/32', '20.1.2.2/32'],
    ],
    [['255.255.255.255'], ['255.255.255.255/32']],
    [[], []],
  ])('%j is written %j', (networks, expected) => {
    expect(toCidrs(addresses(...networks))).toEqual(expected);
  });
});

describe('the part inside one range', () => {
  const approved = addresses('20.1.0.0/25', '20.1.1.0/24');

  it.each([
    ['20.1.0.0/16', ['20.1.0.0/25', '20.1.1.0/24']],
    ['20.1.0.64/26', ['20.1.0.64/26']],
    ['20.1.0.0/23', ['20.1.0.0/25', '20.1.1.0/24']],
    ['20.1.0.128/25', []],
    ['20.1.2.0', []],
    ['0.0.0.0/0', ['20.1.0.0/25', '20.1.1.0/24']],
  ])('%s holds %j', (window, expected) => {
    expect(toCidrs(overlapping(approved, range(window)))).toEqual(expected);
  });

  it('of no address is no address', () => {
    expect(isEmpty(overlapping([], range('0.0.0.0/0')))).toBe(true);
  });
});
