import { type Ipv4Range, parseIpv4 } from './ipv4.ts';
import { parseSubnetId, type SubnetId } from './resource-id.ts';
import { findTrustedService, type TrustedService } from './trusted-services.ts';

/** Where a request to a vault comes from. */
export type AccessSource =
  | { readonly kind: 'internet' }
  | { readonly kind: 'addresses'; readonly range: Ipv4Range; readonly text: string }
  | { readonly kind: 'subnet'; readonly subnet: SubnetId }
  | { readonly kind: 'private-endpoint'; readonly id: string }
  | { readonly kind: 'service'; readonly service: TrustedService };

/** Why a text names no source. */
export type UnreadableSource = { readonly unreadable: string };

const privateEndpoint =
  /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.network\/privateendpoints\/[^/]+$/i;

/** Reads an IPv4 address or range, a subnet id, a private endpoint id, a Microsoft service's name, or `internet`. */
export function parseAccessSource(text: string): AccessSource | UnreadableSource {
  const wanted = text.trim();
  if (/^(?:internet|anywhere|any|\*)$/i.test(wanted)) return { kind: 'internet' };
  const range = parseIpv4(wanted);
  if (!('unreadable' in range)) return { kind: 'addresses', range, text: wanted };
  const subnet = parseSubnetId(wanted);
  if (subnet) return { kind: 'subnet', subnet };
  if (privateEndpoint.test(wanted)) return { kind: 'private-endpoint', id: wanted.toLowerCase() };
  const service = findTrustedService(wanted);
  if (service) return { kind: 'service', service };
  return {
    unreadable: /^[\d.:/]+$|:/.test(wanted)
      ? range.unreadable
      : 'not an address, a subnet, a private endpoint or a known service',
  };
}
