import ipaddr from 'ipaddr.js';

/** An inclusive range of IPv4 addresses, each end an unsigned 32-bit number. */
export type Ipv4Range = readonly [first: number, last: number];

/** Why a text is not an IPv4 address or range. */
export type UnreadableIpv4 = { readonly unreadable: string };

/**
 * Reads `a.b.c.d` or `a.b.c.d/prefix`. Host bits are dropped: Key Vault reads `20.1.2.3/24` as its network.
 * Only the four-part decimal form counts, as Azure Resource Manager knows no other.
 */
export function parseIpv4(text: string): Ipv4Range | UnreadableIpv4 {
  const [address = '', prefix, ...more] = text.trim().split('/');
  if (more.length > 0) return { unreadable: 'more than one "/"' };
  if (address.includes(':')) return { unreadable: 'an IPv6 address; Key Vault takes IPv4 only' };
  if (!ipaddr.IPv4.isValidFourPartDecimal(address)) return { unreadable: 'not an IPv4 address' };
  const length = prefix === undefined ? 32 : prefixLength(prefix);
  if (length === undefined) return { unreadable: `"/${prefix}" is not a prefix from /0 to /32` };
  return networkOf(toNumber(ipaddr.IPv4.parse(address)), length);
}

/** The range in the notation people write: `20.1.0.0/16` when it is one network, else `first-last`. */
export function formatRange([first, last]: Ipv4Range): string {
  const size = last - first + 1;
  const prefix = 32 - Math.log2(size);
  return Number.isInteger(prefix) && first % size === 0
    ? `${formatAddress(first)}/${prefix}`
    : `${formatAddress(first)}-${formatAddress(last)}`;
}

export function formatAddress(address: number): string {
  return new ipaddr.IPv4([24, 16, 8, 0].map((shift) => (address >>> shift) & 255)).toString();
}

function prefixLength(text: string): number | undefined {
  return /^(?:\d|[12]\d|3[0-2])$/.test(text) ? Number(text) : undefined;
}

function toNumber(address: ipaddr.IPv4): number {
  return address.octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

function networkOf(address: number, length: number): Ipv4Range {
  const size = 2 ** (32 - length);
  const first = address - (address % size);
  return [first, first + size - 1];
}
