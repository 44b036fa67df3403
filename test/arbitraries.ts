import fc, { type Arbitrary } from 'fast-check';
import type { Facts, Perimeter, SubnetFact } from '../src/network-rules/facts.ts';
import type { Ipv4Range } from '../src/network-rules/ipv4.ts';
import { type Ipv4Set, ipv4Set } from '../src/network-rules/ipv4-set.ts';
import type { NetworkRules, Vault } from '../src/network-rules/model.ts';
import { normaliseVault } from '../src/network-rules/normalise.ts';
import {
  type ArmVault,
  type AssociatedPerimeter,
  armVault,
  perimeter,
  subnetId,
  subscriptionId,
} from './builders.ts';

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
/** Few enough subnets that rules and facts often name the same one. */
const subnetIds = ['app', 'data', 'Web', 'ops'].map(subnetId);
const someSubscriptions = [subscriptionId, '00000000-0000-0000-0000-000000000002'];

/** A CIDR network, short prefixes as often as long ones. */
export function ipv4Networks(): Arbitrary<Ipv4Range> {
  return fc.tuple(address, fc.integer({ min: 0, max: 32 })).map(([at, prefix]) => {
    const size = 2 ** (32 - prefix);
    const first = at - (at % size);
    return [first, first + size - 1];
  });
}

/** Any inclusive range: a network, or one that no prefix could name. */
export function ipv4Ranges(): Arbitrary<Ipv4Range> {
  const uneven = fc.tuple(address, address).map(([a, b]): Ipv4Range => (a <= b ? [a, b] : [b, a]));
  return fc.oneof(ipv4Networks(), uneven);
}

export function ipv4Sets(): Arbitrary<Ipv4Set> {
  return fc.array(ipv4Ranges(), { maxLength: 8 }).map(ipv4Set);
}

export const smallSpaceSize = 64;

/** Ranges in a space of {@link smallSpaceSize} addresses, most of them short: they overlap, touch and leave gaps. */
export function smallRanges(): Arbitrary<readonly Ipv4Range[]> {
  const first = fc.nat({ max: smallSpaceSize - 1 });
  const more = fc.oneof({ weight: 4, arbitrary: fc.nat({ max: 3 }) }, first);
  const range = fc
    .tuple(first, more)
    .map(([at, count]): Ipv4Range => [at, Math.min(at + count, smallSpaceSize - 1)]);
  return fc.array(range, { maxLength: 8 });
}

/** The `properties` of a vault as ARM could send them one day: usual, odd in case, new, missing or garbage. */
export function armProperties(): Arbitrary<Readonly<Record<string, unknown>>> {
  return fc.record(
    {
      publicNetworkAccess: setting('Enabled', 'Disabled', 'SecuredByPerimeter'),
      networkAcls: usually(armFirewalls()),
      privateEndpointConnections: usually(fc.array(usually(armConnections()), { maxLength: 3 })),
      enabledForDeployment: usually(fc.boolean()),
      enabledForTemplateDeployment: usually(fc.boolean()),
      enabledForDiskEncryption: usually(fc.boolean()),
    },
    { requiredKeys: [] },
  );
}

export function armVaults(): Arbitrary<ArmVault> {
  return armProperties().map((properties) => ({ ...armVault(), properties }));
}

/** Vaults as the real normalisation makes them of {@link armVaults}. */
export function vaults(): Arbitrary<Vault> {
  return armVaults().map(normaliseVault);
}

export function networkRules(): Arbitrary<NetworkRules> {
  return vaults().map(({ rules }) => rules);
}

/** Facts about any of the subnets that {@link networkRules} name; some were never asked for. */
export function someFacts(): Arbitrary<Facts> {
  const entry = fc.tuple(fc.constantFrom(...subnetIds), subnetFacts());
  return fc.record({
    subnets: fc.array(entry, { maxLength: 4 }).map((entries) => new Map(entries)),
    perimeter: perimeters(),
  });
}

export function subnetFacts(): Arbitrary<SubnetFact> {
  return fc.oneof(
    fc.record({
      kind: fc.constant('present' as const),
      keyVaultEndpoint: fc.constantFrom('working' as const, 'not-working' as const, 'missing' as const),
      serviceEndpoints: fc.subarray(['Microsoft.KeyVault', 'Microsoft.Storage', 'Microsoft.Sql']),
    }),
    fc.constant({ kind: 'missing' as const }),
    fc.constant({ kind: 'not-read' as const, reason: 'Azure refused to show it' }),
  );
}

export function perimeters(): Arbitrary<Perimeter> {
  return fc.oneof(
    fc.constant({ kind: 'none' as const }),
    fc.constant({ kind: 'not-read' as const, reason: 'perimeters are not read' }),
    associatedPerimeters(),
  );
}

export function associatedPerimeters(): Arbitrary<AssociatedPerimeter> {
  const known = fc.record({
    accessMode: fc.constantFrom('learning' as const, 'enforced' as const, { unknown: 'Audit' }),
    inboundSubscriptions: fc.subarray(someSubscriptions),
    unreadable: fc.subarray(['inbound rule "odd" has no prefix']),
  });
  return fc
    .tuple(known, ipv4Sets())
    .map(([options, inboundAddresses]) => ({ ...perimeter(options), inboundAddresses }));
}

/** A value as a person might type it in JSON: same letters, any case. */
export function anyCase(text: string): Arbitrary<string> {
  return fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((upper) => [...text].map((c, i) => (upper[i] ? c.toUpperCase() : c.toLowerCase())).join(''));
}

function armFirewalls(): Arbitrary<unknown> {
  return fc.record(
    {
      defaultAction: setting('Deny', 'Allow'),
      bypass: setting('AzureServices', 'None'),
      ipRules: usually(fc.array(usually(armIpRules()), { maxLength: 5 })),
      virtualNetworkRules: usually(fc.array(usually(armSubnetRules()), { maxLength: 4 })),
    },
    { requiredKeys: [] },
  );
}

function armIpRules(): Arbitrary<unknown> {
  const text = fc
    .tuple(fc.ipV4(), fc.option(fc.integer({ min: 0, max: 33 })))
    .map(([ip, prefix]) => (prefix === null ? ip : `${ip}/${prefix}`));
  return fc.record({ value: fc.oneof({ weight: 9, arbitrary: text }, fc.string()) });
}

function armSubnetRules(): Arbitrary<unknown> {
  const id = fc.constantFrom(...subnetIds).chain(anyCase);
  return fc.record(
    {
      id: fc.oneof({ weight: 9, arbitrary: id }, fc.string()),
      ignoreMissingVnetServiceEndpoint: fc.boolean(),
    },
    { requiredKeys: ['id'] },
  );
}

function armConnections(): Arbitrary<unknown> {
  const endpoint = fc
    .tuple(fc.constantFrom(...someSubscriptions), fc.nat({ max: 3 }))
    .map(([subscription, n]) => `/subscriptions/${subscription}/resourceGroups/rg/privateEndpoints/pe-${n}`);
  return fc.record({
    id: fc.nat({ max: 3 }).map((n) => `${armVault().id}/privateEndpointConnections/pe-${n}`),
    properties: fc.record({
      privateEndpoint: usually(fc.record({ id: endpoint })),
      privateLinkServiceConnectionState: fc.record({
        status: setting('Approved', 'Pending', 'Rejected', 'Disconnected'),
      }),
    }),
  });
}

function setting(...known: readonly string[]): Arbitrary<unknown> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...known).chain(anyCase) },
    { weight: 1, arbitrary: fc.constantFrom('BrandNew', '', null) },
    { weight: 1, arbitrary: fc.jsonValue() },
  );
}

function usually<T>(arbitrary: Arbitrary<T>): Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary }, { weight: 1, arbitrary: fc.jsonValue() });
}
