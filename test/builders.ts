import type { Facts, Perimeter, SubnetFact } from '../src/network-rules/facts.ts';
import { type Ipv4Range, parseIpv4 } from '../src/network-rules/ipv4.ts';
import { type Ipv4Set, ipv4Set } from '../src/network-rules/ipv4-set.ts';
import type { NetworkRules, Vault } from '../src/network-rules/model.ts';
import { normaliseVault } from '../src/network-rules/normalise.ts';

/** What a test wants to say about a vault. `null` leaves a setting out of ARM's answer, so that its default counts. */
export type VaultOptions = {
  readonly name?: string;
  readonly resourceGroup?: string;
  readonly subscriptionId?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Who wrote the resource last; left out unless given. */
  readonly lastModified?: { readonly by: string; readonly at: string };
  readonly defaultAction?: string | null;
  readonly bypass?: string | null;
  readonly publicNetworkAccess?: string | null;
  readonly ipRules?: readonly string[];
  /** Subnet ids, or short names for {@link subnetId}. */
  readonly subnets?: readonly (string | SubnetRuleOptions)[];
  readonly privateEndpoints?: readonly PrivateEndpointOptions[];
  readonly flags?: FlagOptions;
  /** `null` is a vault without a firewall; the settings and rules in it are then left out as well. */
  readonly networkAcls?: null;
};

export type SubnetRuleOptions = { readonly id: string; readonly ignoreMissing: boolean };

export type PrivateEndpointOptions = {
  /** The private endpoint's resource id; made up when missing. */
  readonly id?: string;
  /** The subscription of a made-up id; the vault's own when missing. */
  readonly subscriptionId?: string;
  /** `Approved` when missing. */
  readonly status?: string;
};

export type FlagOptions = {
  readonly deployment?: boolean;
  readonly templateDeployment?: boolean;
  readonly diskEncryption?: boolean;
};

/** A vault as Azure Resource Manager sends it. */
export type ArmVault = {
  readonly id: string;
  readonly name: string;
  readonly type: 'Microsoft.KeyVault/vaults';
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly systemData?: { readonly lastModifiedBy: string; readonly lastModifiedAt: string };
};

/** The subscription that vaults and subnets are in unless a test says otherwise. */
export const subscriptionId = '00000000-0000-0000-0000-000000000001';

export function vault(options: VaultOptions = {}): Vault {
  return normaliseVault(armVault(options));
}

export function rules(options: VaultOptions = {}): NetworkRules {
  return vault(options).rules;
}

/** A vault that denies by default and lists nobody; each option changes one thing. */
export function armVault(options: VaultOptions = {}): ArmVault {
  const { name = 'vault-1', lastModified, publicNetworkAccess = 'Enabled', flags = {} } = options;
  const subscription = options.subscriptionId ?? subscriptionId;
  const id = `/subscriptions/${subscription}/resourceGroups/${options.resourceGroup ?? 'rg-1'}/providers/Microsoft.KeyVault/vaults/${name}`;
  return {
    id,
    name,
    type: 'Microsoft.KeyVault/vaults',
    location: 'westeurope',
    tags: options.tags ?? {},
    properties: {
      ...unlessNull({ publicNetworkAccess }),
      ...(options.networkAcls === null ? {} : { networkAcls: networkAcls(options) }),
      privateEndpointConnections: (options.privateEndpoints ?? []).map((endpoint, index) =>
        privateEndpointConnection(id, subscription, endpoint, index + 1),
      ),
      enabledForDeployment: flags.deployment ?? false,
      enabledForTemplateDeployment: flags.templateDeployment ?? false,
      enabledForDiskEncryption: flags.diskEncryption ?? false,
    },
    ...(lastModified && {
      systemData: { lastModifiedBy: lastModified.by, lastModifiedAt: lastModified.at },
    }),
  };
}

/** The id of a subnet of one network, lower case as Azure Resource Manager returns it. */
export function subnetId(name: string): string {
  return `/subscriptions/${subscriptionId}/resourcegroups/rg-network/providers/microsoft.network/virtualnetworks/vnet-1/subnets/${name.toLowerCase()}`;
}

export type SubnetState = 'working' | 'missing-endpoint' | 'deleted' | 'not-read';

export type FactsOptions = {
  /** By subnet id, or by short name for {@link subnetId}. */
  readonly subnets?: Readonly<Record<string, SubnetState>>;
  /** No perimeter when missing. */
  readonly perimeter?: Perimeter;
};

/** Facts about the named subnets alone: others were not read. */
export function facts({ subnets = {}, perimeter = { kind: 'none' } }: FactsOptions = {}): Facts {
  const entries = Object.entries(subnets).map(
    ([subnet, state]) => [fullSubnetId(subnet).toLowerCase(), subnetFacts[state]] as const,
  );
  return { subnets: new Map(entries), perimeter };
}

/** Facts about one vault: every subnet that it lists has a working endpoint unless the options say otherwise. */
export function factsFor({ rules }: Pick<Vault, 'rules'>, options: FactsOptions = {}): Facts {
  const working = rules.virtualNetworkRules.flatMap((rule) =>
    rule.kind === 'subnet' ? [[rule.value, subnetFacts.working] as const] : [],
  );
  const told = facts(options);
  return { ...told, subnets: new Map([...working, ...told.subnets]) };
}

export type AssociatedPerimeter = Extract<Perimeter, { readonly kind: 'associated' }>;

export type PerimeterOptions = {
  readonly accessMode?: 'learning' | 'enforced' | { readonly unknown: string };
  readonly inboundAddresses?: readonly string[];
  readonly inboundSubscriptions?: readonly string[];
  readonly unreadable?: readonly string[];
};

/** A perimeter around the vault, enforced and without inbound rules unless the options say otherwise. */
export function perimeter(options: PerimeterOptions = {}): AssociatedPerimeter {
  const perimeterId = `/subscriptions/${subscriptionId}/resourcegroups/rg-network/providers/microsoft.network/networksecurityperimeters/perimeter-1`;
  return {
    kind: 'associated',
    perimeterId,
    associationId: `${perimeterId}/resourceassociations/association-1`,
    accessMode: options.accessMode ?? 'enforced',
    inboundAddresses: addresses(...(options.inboundAddresses ?? [])),
    inboundSubscriptions: options.inboundSubscriptions ?? [],
    unreadable: options.unreadable ?? [],
  };
}

/** The set of all addresses in the given networks: `addresses('20.1.0.0/16', '20.2.0.1')`. */
export function addresses(...networks: readonly string[]): Ipv4Set {
  return ipv4Set(networks.map(range));
}

/** @throws TypeError when the text is no network. */
export function range(network: string): Ipv4Range {
  const parsed = parseIpv4(network);
  if ('unreadable' in parsed) throw new TypeError(`${network}: ${parsed.unreadable}`);
  return parsed;
}

const subnetFacts: Readonly<Record<SubnetState, SubnetFact>> = {
  working: { kind: 'present', keyVaultEndpoint: 'working', serviceEndpoints: ['Microsoft.KeyVault'] },
  'missing-endpoint': { kind: 'present', keyVaultEndpoint: 'missing', serviceEndpoints: [] },
  deleted: { kind: 'missing' },
  'not-read': { kind: 'not-read', reason: 'Azure refused to show it' },
};

function networkAcls(options: VaultOptions) {
  const { defaultAction = 'Deny', bypass = 'AzureServices', ipRules = [], subnets = [] } = options;
  return {
    ...unlessNull({ defaultAction }),
    ...unlessNull({ bypass }),
    ipRules: ipRules.map((value) => ({ value })),
    virtualNetworkRules: subnets.map((subnet) =>
      typeof subnet === 'string'
        ? { id: fullSubnetId(subnet) }
        : { id: fullSubnetId(subnet.id), ignoreMissingVnetServiceEndpoint: subnet.ignoreMissing },
    ),
  };
}

function privateEndpointConnection(
  vaultId: string,
  subscription: string,
  endpoint: PrivateEndpointOptions,
  number: number,
) {
  const made = `/subscriptions/${endpoint.subscriptionId ?? subscription}/resourceGroups/rg-network/providers/Microsoft.Network/privateEndpoints/pe-${number}`;
  return {
    id: `${vaultId}/privateEndpointConnections/pe-${number}`,
    properties: {
      privateEndpoint: { id: endpoint.id ?? made },
      privateLinkServiceConnectionState: { status: endpoint.status ?? 'Approved' },
    },
  };
}

function fullSubnetId(idOrName: string): string {
  return idOrName.startsWith('/') ? idOrName : subnetId(idOrName);
}

function unlessNull(setting: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(setting).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
  );
}
