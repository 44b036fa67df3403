import { formatRange, parseIpv4 } from './ipv4.ts';
import type {
  Bypass,
  ConnectionStatus,
  DefaultAction,
  IpRule,
  NetworkRules,
  PrivateEndpointConnection,
  PublicNetworkAccess,
  Unknown,
  Vault,
  VirtualNetworkRule,
} from './model.ts';
import { parseSubnetId, parseVaultId } from './resource-id.ts';

/** An ARM answer that cannot be told to be any vault. */
export class NotAVaultError extends Error {
  override readonly name = 'NotAVaultError';
}

/**
 * Reads a vault as Azure Resource Manager sends it (`Microsoft.KeyVault/vaults`, 2026-02-01). Total but for the
 * identity: whatever else is missing gets ARM's default, whatever is unknown is kept as unknown.
 *
 * @throws NotAVaultError when `id` is not a vault's resource id.
 */
export function normaliseVault(arm: unknown): Vault {
  const vault = asObject(arm);
  const id = parseVaultId(asText(vault.id));
  if (!id)
    throw new NotAVaultError(`id is ${snippet(vault.id)}, expected a Microsoft.KeyVault/vaults resource id`);
  const systemData = asObject(vault.systemData);
  return {
    ...id,
    location: asText(vault.location),
    tags: Object.fromEntries(
      Object.entries(asObject(vault.tags)).map(([key, value]) => [key, asText(value)]),
    ),
    lastModified: systemData.lastModifiedBy
      ? { by: asText(systemData.lastModifiedBy), at: asText(systemData.lastModifiedAt) }
      : undefined,
    rules: normaliseRules(asObject(vault.properties)),
  };
}

function normaliseRules(properties: ArmObject): NetworkRules {
  const acls = properties.networkAcls;
  const readable = asObject(acls);
  const present = !isMissing(acls);
  return {
    publicNetworkAccess: choice<PublicNetworkAccess>(properties.publicNetworkAccess, 'enabled', {
      enabled: 'enabled',
      disabled: 'disabled',
      securedbyperimeter: 'secured-by-perimeter',
    }),
    firewall: present ? 'present' : 'absent',
    // A firewall of another shape than an object cannot be read as "no firewall" nor as "denied".
    defaultAction:
      present && !isObject(acls)
        ? { unknown: snippet(acls) }
        : choice<DefaultAction>(readable.defaultAction, 'allow', { allow: 'allow', deny: 'deny' }),
    // ARM omits bypass when it is AzureServices (API reference, NetworkRuleSet).
    bypass: choice<Bypass>(readable.bypass, 'azure-services', {
      azureservices: 'azure-services',
      none: 'none',
    }),
    ipRules: asSet(asList(readable.ipRules).map(ipRule)),
    virtualNetworkRules: asSet(asList(readable.virtualNetworkRules).map(virtualNetworkRule)),
    privateEndpointConnections: distinct(
      asList(properties.privateEndpointConnections).map(privateEndpointConnection),
    ),
    deploymentFlags: {
      deployment: properties.enabledForDeployment === true,
      templateDeployment: properties.enabledForTemplateDeployment === true,
      diskEncryption: properties.enabledForDiskEncryption === true,
    },
  };
}

function ipRule(arm: unknown): IpRule {
  const value = asObject(arm).value;
  if (typeof value !== 'string')
    return { kind: 'unreadable', value: snippet(arm), reason: 'has no text as value' };
  const range = parseIpv4(value);
  return 'unreadable' in range
    ? { kind: 'unreadable', value, reason: range.unreadable }
    : { kind: 'range', value: formatRange(range), range };
}

function virtualNetworkRule(arm: unknown): VirtualNetworkRule {
  const { id, ignoreMissingVnetServiceEndpoint } = asObject(arm);
  const subnet = typeof id === 'string' ? parseSubnetId(id) : undefined;
  if (!subnet) {
    const value = typeof id === 'string' ? id : snippet(arm);
    return { kind: 'unreadable', value, reason: 'not the resource id of a subnet' };
  }
  const ignoreMissingServiceEndpoint = ignoreMissingVnetServiceEndpoint === true;
  return { kind: 'subnet', value: subnet.id, subnet, ignoreMissingServiceEndpoint };
}

function privateEndpointConnection(arm: unknown): PrivateEndpointConnection {
  const connection = asObject(arm);
  const properties = asObject(connection.properties);
  const state = asObject(properties.privateLinkServiceConnectionState);
  return {
    id: asText(connection.id).toLowerCase(),
    privateEndpointId: asText(asObject(properties.privateEndpoint).id).toLowerCase(),
    status: choice<ConnectionStatus>(
      state.status,
      { unknown: '' },
      {
        approved: 'approved',
        pending: 'pending',
        rejected: 'rejected',
        disconnected: 'disconnected',
      },
    ),
  };
}

/** ARM's enumerations come in any letter case, and new values may appear. */
function choice<T>(
  value: unknown,
  whenMissing: T | Unknown,
  known: Readonly<Record<string, T>>,
): T | Unknown {
  if (isMissing(value)) return whenMissing;
  const text = typeof value === 'string' ? value : snippet(value);
  const key = text.trim().toLowerCase();
  return (Object.hasOwn(known, key) ? known[key] : undefined) ?? { unknown: text };
}

/** ARM's rule lists are sets: order and repetition mean nothing. Of two equal rules the more lenient one counts. */
function asSet<R extends { readonly value: string; readonly ignoreMissingServiceEndpoint?: boolean }>(
  rules: readonly R[],
): readonly R[] {
  const byValue = new Map<string, R>();
  for (const rule of rules) {
    if (!byValue.has(rule.value) || rule.ignoreMissingServiceEndpoint) byValue.set(rule.value, rule);
  }
  return [...byValue.values()].sort((a, b) => compare(a.value, b.value));
}

/** Each connection once, in the order of their texts, which begin with the id: several may lack one. */
function distinct(connections: readonly PrivateEndpointConnection[]): readonly PrivateEndpointConnection[] {
  const byText = new Map(connections.map((connection) => [JSON.stringify(connection), connection]));
  return [...byText].sort(([a], [b]) => compare(a, b)).map(([, connection]) => connection);
}

type ArmObject = Readonly<Record<string, unknown>>;

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

function isObject(value: unknown): value is ArmObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asObject(value: unknown): ArmObject {
  return isObject(value) ? value : {};
}

/** A list that is no list is one entry that cannot be read: it must show, not vanish. */
function asList(value: unknown): readonly unknown[] {
  if (isMissing(value)) return [];
  return Array.isArray(value) ? value : [value];
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function snippet(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 200);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
