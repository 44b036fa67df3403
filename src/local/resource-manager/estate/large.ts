import type { ArmProperties, ArmResource, Estate } from '../arm-resource.ts';
import { resourceGroup, virtualNetworks } from './networks.ts';
import { subnetRuleId, subscriptionId, tenantId } from './place.ts';
import { estateVault, networkAcls } from './vault.ts';

export type LargeEstateOptions = {
  readonly vaults: number;
  /** The same number gives the same estate. */
  readonly seed: number;
};

/** An estate for measuring: mostly sound vaults, some open, some odd, in resource groups of a hundred. */
export function largeEstate({ vaults, seed }: LargeEstateOptions): Estate {
  const random = randomFrom(seed);
  const groups = Array.from({ length: Math.ceil(vaults / vaultsPerGroup) }, (_, index) => groupName(index));
  return {
    subscriptionId,
    tenantId,
    resourceGroups: [...groups, 'rg-network'].map((name) => resourceGroup(name, subscriptionId)),
    vaults: Array.from({ length: vaults }, (_, index) => largeVault(index, random)),
    virtualNetworks,
    perimeters: [],
  };
}

const vaultsPerGroup = 100;

function groupName(index: number): string {
  return `rg-team-${String(index).padStart(4, '0')}`;
}

type Random = () => number;

function largeVault(index: number, random: Random): ArmResource {
  const team = Math.floor(index / vaultsPerGroup);
  return estateVault({
    resourceGroup: groupName(team),
    name: `kv-app-${String(index).padStart(6, '0')}`,
    owner: `team-${team}`,
    properties: pick(shapes, random)(random),
  });
}

/** Drawn evenly: a shape that is listed twice is twice as likely. */
const shapes: readonly ((random: Random) => ArmProperties)[] = [
  officeOnly,
  officeOnly,
  officeOnly,
  fromSubnet,
  fromSubnet,
  fromSubnet,
  () => ({ publicNetworkAccess: 'Disabled', networkAcls: networkAcls({}) }),
  () => ({ networkAcls: networkAcls({ bypass: 'None' }) }),
  (random) => ({ networkAcls: networkAcls({ ipRules: [strayRange(random), strayRange(random)] }) }),
  () => ({}),
];

function officeOnly(random: Random): ArmProperties {
  const third = Math.floor(random() * 256);
  return { networkAcls: networkAcls({ ipRules: [`20.61.${third}.0/24`, '51.124.16.0/20'] }) };
}

function fromSubnet(random: Random): ArmProperties {
  const id = pick(
    [subnetRuleId('vnet-payments', 'app-checkout'), subnetRuleId('vnet-platform', 'build-agents')],
    random,
  );
  return {
    networkAcls: networkAcls({ virtualNetworkRules: [{ id, ignoreMissingVnetServiceEndpoint: false }] }),
  };
}

/** Anywhere in a range of real public addresses. */
function strayRange(random: Random): string {
  return `40.${64 + Math.floor(random() * 64)}.${Math.floor(random() * 256)}.0/24`;
}

function pick<T>(choices: readonly T[], random: Random): T {
  const chosen = choices[Math.floor(random() * choices.length)];
  if (chosen === undefined) throw new RangeError('There is nothing to pick from');
  return chosen;
}

/** Mulberry32: small, fast, the same everywhere. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
