import type {
  DeploymentFlags,
  IpRule,
  NetworkRules,
  PrivateEndpointConnection,
  VirtualNetworkRule,
} from './model.ts';

/** What came and went in a list that is read as a set. A changed entry is removed and added. */
export type ListDifference<T> = { readonly added: readonly T[]; readonly removed: readonly T[] };

/** How one vault's network rules became others. Order and letter case never differ: both sides are normalised. */
export type RulesDifference = {
  readonly before: Partial<Settings>;
  readonly after: Partial<Settings>;
  readonly ipRules: ListDifference<IpRule>;
  readonly virtualNetworkRules: ListDifference<VirtualNetworkRule>;
  readonly privateEndpointConnections: ListDifference<PrivateEndpointConnection>;
};

/** The single-valued settings of the rules, flat. */
type Settings = Pick<NetworkRules, 'publicNetworkAccess' | 'firewall' | 'defaultAction' | 'bypass'> &
  DeploymentFlags;

export function difference(before: NetworkRules, after: NetworkRules): RulesDifference {
  const [was, is] = [settingsOf(before), settingsOf(after)];
  const changed = (Object.keys(was) as (keyof Settings)[]).filter((key) => !same(was[key], is[key]));
  return {
    before: pick(was, changed),
    after: pick(is, changed),
    ipRules: listDifference(before.ipRules, after.ipRules),
    virtualNetworkRules: listDifference(before.virtualNetworkRules, after.virtualNetworkRules),
    privateEndpointConnections: listDifference(
      before.privateEndpointConnections,
      after.privateEndpointConnections,
    ),
  };
}

export function isNoDifference(change: RulesDifference): boolean {
  return (
    Object.keys(change.after).length === 0 &&
    [change.ipRules, change.virtualNetworkRules, change.privateEndpointConnections].every(
      ({ added, removed }) => added.length === 0 && removed.length === 0,
    )
  );
}

function settingsOf(rules: NetworkRules): Settings {
  const { publicNetworkAccess, firewall, defaultAction, bypass, deploymentFlags } = rules;
  return { publicNetworkAccess, firewall, defaultAction, bypass, ...deploymentFlags };
}

function pick(settings: Settings, keys: readonly (keyof Settings)[]): Partial<Settings> {
  return Object.fromEntries(keys.map((key) => [key, settings[key]]));
}

function listDifference<T>(before: readonly T[], after: readonly T[]): ListDifference<T> {
  const [was, is] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))];
  return {
    added: after.filter((item) => !was.has(keyOf(item))),
    removed: before.filter((item) => !is.has(keyOf(item))),
  };
}

function same(a: unknown, b: unknown): boolean {
  return keyOf(a) === keyOf(b);
}

/** Normalised values are built with their fields in one order, so their texts are equal when they are. */
function keyOf(value: unknown): string {
  return JSON.stringify(value);
}
