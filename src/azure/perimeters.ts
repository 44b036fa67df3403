import type { Clock, PerimeterMembers } from '../drift/ports.ts';
import type { Perimeter } from '../network-rules/facts.ts';
import { type Ipv4Range, parseIpv4 } from '../network-rules/ipv4.ts';
import { ipv4Set } from '../network-rules/ipv4-set.ts';
import { parseVaultId, subscriptionOf } from '../network-rules/resource-id.ts';
import { type Arm, ArmError } from './arm.ts';
import { field, idField, listField } from './json.ts';

/** `Microsoft.Network/networkSecurityPerimeters` with associations, profiles and access rules. */
const apiVersion = '2025-01-01';

/** How long one reading serves the events that come together; a storm must not read the same perimeters for each. */
export const perimeterCacheSeconds = 5;

export type PerimeterReader = {
  /** Which perimeter each vault of the subscription is in, by vault id in lower case. */
  fresh(): Promise<PerimeterLookup>;
  /** The same, at most {@link perimeterCacheSeconds} old. */
  recent(): Promise<PerimeterLookup>;
} & PerimeterMembers;

export type PerimeterLookup = (vaultId: string) => Perimeter;

/**
 * Reads all perimeters of the subscription in bulk: one call for the list, and two and one a profile for each of
 * them, however many vaults there are. Perimeters of other subscriptions are not seen.
 */
export function createPerimeterReader(arm: Arm, subscriptionId: string, clock: Clock): PerimeterReader {
  let latest: { readonly at: number; readonly lookup: Promise<PerimeterLookup> } | undefined;

  function fresh(): Promise<PerimeterLookup> {
    const lookup = readLookup(arm, subscriptionId);
    const reading = { at: clock().getTime(), lookup };
    latest = reading;
    lookup.catch(() => {
      if (latest === reading) latest = undefined;
    });
    return lookup;
  }

  return {
    fresh,
    recent() {
      const isRecent = latest && clock().getTime() - latest.at < perimeterCacheSeconds * 1000;
      return isRecent && latest ? latest.lookup : fresh();
    },
    async vaultsIn(perimeterId) {
      const associations = await readAll(arm, `${perimeterId}/resourceAssociations`);
      return associations.flatMap((association) => {
        const id = idField(field(field(association, 'properties'), 'privateLinkResource'), 'id');
        return parseVaultId(id) ?? [];
      });
    },
  };
}

async function readLookup(arm: Arm, subscriptionId: string): Promise<PerimeterLookup> {
  try {
    const byVault = new Map<string, Perimeter>();
    const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Network/networkSecurityPerimeters`;
    for (const perimeter of await readAll(arm, path)) {
      for (const [vaultId, fact] of await associationsOf(arm, String(field(perimeter, 'id'))))
        byVault.set(vaultId, fact);
    }
    return (vaultId) => byVault.get(vaultId) ?? { kind: 'none' };
  } catch (error) {
    if (!(error instanceof ArmError) || error.status !== 403) throw error;
    const reason = `Azure refused to show the perimeters (${error.code})`;
    return () => ({ kind: 'not-read', reason });
  }
}

async function associationsOf(
  arm: Arm,
  perimeterId: string,
): Promise<readonly (readonly [string, Perimeter])[]> {
  const [associations, profiles] = await Promise.all([
    readAll(arm, `${perimeterId}/resourceAssociations`),
    readAll(arm, `${perimeterId}/profiles`),
  ]);
  const rules = new Map<string, InboundRules>();
  for (const profile of profiles) {
    rules.set(
      idField(profile, 'id'),
      inboundRules(await readAll(arm, `${field(profile, 'id')}/accessRules`)),
    );
  }
  return associations.map((association) => {
    const properties = field(association, 'properties');
    const profileId = idField(field(properties, 'profile'), 'id');
    return [
      idField(field(properties, 'privateLinkResource'), 'id'),
      {
        kind: 'associated',
        perimeterId: perimeterId.toLowerCase(),
        associationId: idField(association, 'id'),
        accessMode: accessModeOf(field(properties, 'accessMode')),
        ...(rules.get(profileId) ?? {
          ...noRules,
          unreadable: [`the perimeter's profile ${profileId} was not found`],
        }),
      },
    ] as const;
  });
}

async function readAll(arm: Arm, path: string): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for await (const page of arm.pages(path, apiVersion)) all.push(...page);
  return all;
}

function accessModeOf(value: unknown): Extract<Perimeter, { kind: 'associated' }>['accessMode'] {
  // Absent means Learning, the mode of a new association.
  const mode = value === undefined ? 'learning' : String(value).toLowerCase();
  return mode === 'learning' || mode === 'enforced' ? mode : { unknown: String(value) };
}

type InboundRules = Pick<
  Extract<Perimeter, { kind: 'associated' }>,
  'inboundAddresses' | 'inboundSubscriptions' | 'unreadable'
>;

const noRules: InboundRules = { inboundAddresses: [], inboundSubscriptions: [], unreadable: [] };

function inboundRules(accessRules: readonly unknown[]): InboundRules {
  const ranges: Ipv4Range[] = [];
  const subscriptions = new Set<string>();
  const unreadable: string[] = [];
  for (const rule of accessRules) {
    const properties = field(rule, 'properties');
    const name = String(field(rule, 'name'));
    if (!/^inbound$/i.test(String(field(properties, 'direction') ?? 'inbound'))) continue;
    for (const prefix of listField(properties, 'addressPrefixes')) {
      const range = parseIpv4(String(prefix));
      // IPv6 prefixes are legal in a perimeter, but Key Vault is reached over IPv4 only.
      if (!('unreadable' in range)) ranges.push(range);
      else if (!String(prefix).includes(':'))
        unreadable.push(`access rule ${name}: ${prefix} could not be read`);
    }
    for (const subscription of listField(properties, 'subscriptions')) {
      const id = subscriptionOf(idField(subscription, 'id'));
      if (id) subscriptions.add(id);
      else unreadable.push(`access rule ${name}: a subscription could not be read`);
    }
    if (listField(properties, 'serviceTags').length > 0) {
      unreadable.push(`access rule ${name}: whom its service tags let in is not known`);
    }
  }
  return { inboundAddresses: ipv4Set(ranges), inboundSubscriptions: [...subscriptions].sort(), unreadable };
}
