import { type Ipv4Range, parseIpv4 } from './ipv4.ts';
import { type Ipv4Set, ipv4Set, sizeOf, subtraction } from './ipv4-set.ts';

/** A block of addresses that no caller on the internet can have, and what it is for. */
export type ReservedBlock = { readonly cidr: string; readonly range: Ipv4Range; readonly purpose: string };

/** Blocks that never reach Key Vault as a public source (IANA special-purpose registry, RFC 6890; Azure). */
export const reservedBlocks: readonly ReservedBlock[] = [
  block('0.0.0.0/8', '"this network", RFC 791'),
  block('10.0.0.0/8', 'private, RFC 1918'),
  block('100.64.0.0/10', 'shared address space of providers, RFC 6598'),
  block('127.0.0.0/8', 'loopback, RFC 1122'),
  block('168.63.129.16/32', "Azure's own virtual address"),
  block('169.254.0.0/16', 'link-local, RFC 3927'),
  block('172.16.0.0/12', 'private, RFC 1918'),
  block('192.0.0.0/24', 'protocol assignments, RFC 6890'),
  block('192.0.2.0/24', 'documentation, RFC 5737'),
  block('192.168.0.0/16', 'private, RFC 1918'),
  block('198.18.0.0/15', 'benchmarking, RFC 2544'),
  block('198.51.100.0/24', 'documentation, RFC 5737'),
  block('203.0.113.0/24', 'documentation, RFC 5737'),
  block('224.0.0.0/4', 'multicast, RFC 5771'),
  block('240.0.0.0/4', 'reserved, RFC 1112'),
];

const everyAddress: Ipv4Set = [[0, 2 ** 32 - 1]];

/** Every address that a caller on the internet can have. */
export const publicIpv4: Ipv4Set = subtraction(
  everyAddress,
  ipv4Set(reservedBlocks.map(({ range }) => range)),
);

/** How many public IPv4 addresses there are. */
export const publicIpv4Count = sizeOf(publicIpv4);

function block(cidr: string, purpose: string): ReservedBlock {
  const range = parseIpv4(cidr);
  if ('unreadable' in range) throw new TypeError(`${cidr}: ${range.unreadable}`);
  return { cidr, range, purpose };
}
