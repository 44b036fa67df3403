import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, intersection, isEmpty, sizeOf, union } from '../../src/network-rules/ipv4-set.ts';
import { publicIpv4, publicIpv4Count, reservedBlocks } from '../../src/network-rules/public-ipv4.ts';
import { addresses } from '../builders.ts';

const reserved = addresses(...reservedBlocks.map(({ cidr }) => cidr));

describe('the public IPv4 addresses', () => {
  it.each([
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '168.63.129.16',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
  ])('leave out %s', (network) => {
    expect(isEmpty(intersection(publicIpv4, addresses(network)))).toBe(true);
  });

  it.each([
    '1.0.0.0',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '168.63.129.15',
    '168.63.129.17',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
  ])('keep %s, next to a reserved block', (address) => {
    expect(contains(publicIpv4, addresses(address))).toBe(true);
  });

  it('are counted exactly', () => {
    expect(publicIpv4Count).toBe(3_702_258_687);
    expect(publicIpv4Count + sizeOf(reserved)).toBe(2 ** 32);
    expect(union(publicIpv4, reserved)).toEqual(addresses('0.0.0.0/0'));
  });

  it('are never both public and reserved', () => {
    fc.assert(
      fc.property(fc.ipV4(), (ip) => {
        const one = addresses(ip);
        expect(contains(publicIpv4, one)).not.toBe(contains(reserved, one));
      }),
    );
  });

  it('say of each reserved block what it is for', () => {
    expect(reservedBlocks.every(({ purpose }) => purpose.length > 0)).toBe(true);
  });
});
