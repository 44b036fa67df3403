import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress, formatRange, type Ipv4Range, parseIpv4 } from '../../src/network-rules/ipv4.ts';
import { ipv4Networks, ipv4Ranges } from '../arbitraries.ts';
import { range } from '../builders.ts';

describe('reading an address or range', () => {
  it.each<[text: string, expected: Ipv4Range]>([
    ['0.0.0.0', [0, 0]],
    ['255.255.255.255', [2 ** 32 - 1, 2 ** 32 - 1]],
    ['1.2.3.4', [0x01020304, 0x01020304]],
    ['1.2.3.4/32', [0x01020304, 0x01020304]],
    ['1.2.3.4/31', [0x01020304, 0x01020305]],
    ['0.0.0.0/0', [0, 2 ** 32 - 1]],
    ['128.0.0.0/1', [2 ** 31, 2 ** 32 - 1]],
    [' 20.1.0.0/16 ', [0x14010000, 0x1401ffff]],
  ])('%j is what it says', (text, expected) => {
    expect(parseIpv4(text)).toEqual(expected);
  });

  it.each([
    ['20.1.2.3/24', '20.1.2.0/24'],
    ['255.255.255.255/1', '128.0.0.0/1'],
    ['9.9.9.9/0', '0.0.0.0/0'],
  ])('%s with host bits means its network %s', (text, network) => {
    expect(parseIpv4(text)).toEqual(range(network));
  });

  it.each([
    ['', 'not an IPv4 address'],
    ['everyone', 'not an IPv4 address'],
    ["'20.91.4.0/24'", 'not an IPv4 address'],
    ['1.2.3', 'not an IPv4 address'],
    ['1.2.3.4.5', 'not an IPv4 address'],
    ['1.2.3.256', 'not an IPv4 address'],
    ['01.2.3.4', 'not an IPv4 address'],
    ['0x1.2.3.4', 'not an IPv4 address'],
    ['16909060', 'not an IPv4 address'],
    ['-1.2.3.4', 'not an IPv4 address'],
    ['1.2.3.4 /24', 'not an IPv4 address'],
    ['1.2.3.0-1.2.3.9', 'not an IPv4 address'],
    ['2001:db8::/32', 'an IPv6 address; Key Vault takes IPv4 only'],
    ['::ffff:1.2.3.4', 'an IPv6 address; Key Vault takes IPv4 only'],
    ['1.2.3.4/', '"/" is not a prefix from /0 to /32'],
    ['1.2.3.4/33', '"/33" is not a prefix from /0 to /32'],
    ['1.2.3.4/08', '"/08" is not a prefix from /0 to /32'],
    ['1.2.3.4/-1', '"/-1" is not a prefix from /0 to /32'],
    ['1.2.3.4/255.255.255.0', '"/255.255.255.0" is not a prefix from /0 to /32'],
    ['1.2.3.4/24/24', 'more than one "/"'],
  ])('%j is refused with a reason', (text, unreadable) => {
    expect(parseIpv4(text)).toEqual({ unreadable });
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseIpv4(text)));
  });

  it('finds the address inside its own network, whatever the prefix', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (ip, prefix) => {
        const [[address], [first, last]] = [range(ip), range(`${ip}/${prefix}`)];
        expect(first).toBeLessThanOrEqual(address);
        expect(last).toBeGreaterThanOrEqual(address);
        expect(last - first + 1).toBe(2 ** (32 - prefix));
        expect(first % 2 ** (32 - prefix)).toBe(0);
      }),
    );
  });
});

describe('writing a range', () => {
  it.each<[range: Ipv4Range, text: string]>([
    [[0, 2 ** 32 - 1], '0.0.0.0/0'],
    [[0x01020304, 0x01020304], '1.2.3.4/32'],
    [[0x14010000, 0x1401ffff], '20.1.0.0/16'],
    [[1, 2], '0.0.0.1-0.0.0.2'],
    [[0, 2], '0.0.0.0-0.0.0.2'],
    [[1, 2 ** 32 - 1], '0.0.0.1-255.255.255.255'],
  ])('%j is written %s', (ends, text) => {
    expect(formatRange(ends)).toBe(text);
  });

  it('writes a network so that it reads back the same', () => {
    fc.assert(
      fc.property(ipv4Networks(), (network) => {
        expect(parseIpv4(formatRange(network))).toEqual(network);
      }),
    );
  });

  it('writes what is not a network by its two ends', () => {
    fc.assert(
      fc.property(ipv4Ranges(), ([first, last]) => {
        const text = formatRange([first, last]);
        fc.pre(!text.includes('/'));
        expect(text).toBe(`${formatAddress(first)}-${formatAddress(last)}`);
      }),
    );
  });
});
