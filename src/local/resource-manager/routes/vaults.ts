import type { ArmResource } from '../arm-resource.ts';
import { paged } from '../paging.ts';
import { ArmRefusal, badRequest, conflict, resourceNotFound } from '../refusal.ts';
import { type ArmAnswer, type ArmRequest, type Change, type Route, route } from '../route.ts';
import type { Subscription } from '../subscription.ts';
import { stamped } from '../system-data.ts';
import { readVaultBody, type VaultBody } from '../vault-body.ts';
import { checkBypass, checkNetworkAcls, checkVaultName } from '../vault-validation.ts';

/** `Microsoft.KeyVault/vaults`: list, get, create, update, delete. */
export function vaultRoutes(subscription: Subscription): readonly Route[] {
  const { subscriptionId, tenantId, vaults, deletedVaults } = subscription;
  const inGroup =
    '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.KeyVault/vaults' as const;
  const one = `${inGroup}/{name}` as const;

  function put(request: ArmRequest, group: string, name: string): ArmAnswer {
    checkVaultName(name);
    const body = readVaultBody(request.body);
    const before = vaults.get(request.path);
    if (!before) {
      const reserved = deletedVaults.get(name.toLowerCase());
      if (/^recover$/i.test(body.properties?.createMode ?? '')) return recover(request, name);
      if (reserved) throw conflict('ConflictError', reservedName(name));
      if (nameTaken(name)) throw conflict('VaultAlreadyExists', takenName(name));
      if (!body.location) throw new ArmRefusal(400, 'LocationRequired', locationRequired);
    }
    if (before && body.location && !sameLocation(before, body.location)) {
      throw conflict('InvalidResourceLocation', otherLocation(before, body.location));
    }
    const properties = { ...creationDefaults(name), ...writable(body), ...readOnly(before) };
    const id = before?.id ?? idOf(group, name);
    const { location = before?.location ?? '', tags = {} } = body;
    return store(request, body, { id, name: before?.name ?? name, type, location, tags, properties });
  }

  /** Given properties replace, `networkAcls` as a whole; the others stay. */
  function patch(request: ArmRequest, group: string, name: string): ArmAnswer {
    const before = vaults.get(request.path);
    if (!before) throw resourceNotFound(type, name, group);
    const body = readVaultBody(request.body);
    const properties = { ...before.properties, ...writable(body), ...readOnly(before) };
    return store(request, body, { ...before, ...(body.tags && { tags: body.tags }), properties });
  }

  function store(request: ArmRequest, body: VaultBody, vault: ArmResource): ArmAnswer {
    const { networkAcls } = body.properties ?? {};
    if (networkAcls) checkNetworkAcls(networkAcls, subscription);
    if (body.properties) checkBypass(vault.properties);
    const before = vaults.get(vault.id);
    const written = { ...vault, systemData: stamped(before, request) };
    vaults.put(written);
    return { status: before ? 200 : 201, body: written, change: writeOf(before !== undefined) };
  }

  function recover(request: ArmRequest, name: string): ArmAnswer {
    const deleted = deletedVaults.get(name.toLowerCase())?.vault;
    if (!deleted) throw badRequest(`There is no deleted vault with the name '${name}' to recover.`);
    const recovered = { ...deleted, systemData: stamped(deleted, request) };
    deletedVaults.delete(name.toLowerCase());
    vaults.put(recovered);
    return { status: 201, body: recovered, change: writeOf(false) };
  }

  function remove(request: ArmRequest): ArmAnswer {
    const vault = vaults.get(request.path);
    if (!vault) return { status: 204 };
    vaults.delete(vault.id);
    deletedVaults.set(vault.name.toLowerCase(), { vault, deletedAt: request.now });
    return {
      status: 200,
      change: { kind: 'delete', operation: 'Microsoft.KeyVault/vaults/delete', existed: true },
    };
  }

  function idOf(group: string, name: string): string {
    return `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/Microsoft.KeyVault/vaults/${name}`;
  }

  function nameTaken(name: string): boolean {
    return vaults.readAll().some((vault) => vault.name.toLowerCase() === name.toLowerCase());
  }

  function creationDefaults(name: string) {
    return {
      sku: { family: 'A', name: 'standard' },
      tenantId,
      accessPolicies: [],
      enabledForDeployment: false,
      enableSoftDelete: true,
      softDeleteRetentionInDays: 90,
      // True for new vaults since api-version 2026-02-01.
      enableRbacAuthorization: true,
      vaultUri: `https://${name.toLowerCase()}.vault.azure.net/`,
      provisioningState: 'Succeeded',
      publicNetworkAccess: 'Enabled',
    };
  }

  return [
    route('GET', '/subscriptions/{subscription}/providers/Microsoft.KeyVault/vaults', (request) =>
      paged(request, vaults.readAll()),
    ),
    // Any type may be asked for in Azure; here there are vaults alone. Properties are left out of this list.
    route('GET', '/subscriptions/{subscription}/resources', (request) => {
      const filter = request.url.searchParams.get('$filter') ?? '';
      if (!/^\s*resourceType eq 'microsoft\.keyvault\/vaults'\s*$/i.test(filter)) {
        throw badRequest(`The filter '${filter}' is not supported here: expected resourceType eq '${type}'.`);
      }
      return paged(request, vaults.readAll(), ({ id, name, type, location, tags }) => ({
        id,
        name,
        type,
        location,
        tags,
      }));
    }),
    route('GET', inGroup, (request, { group }) =>
      paged(
        request,
        vaults.readAll().filter(({ id }) => id.split('/')[4]?.toLowerCase() === group.toLowerCase()),
      ),
    ),
    route('GET', one, (request, { group, name }) => {
      const vault = vaults.read(request.path);
      if (!vault) throw resourceNotFound(type, name, group);
      return { status: 200, body: vault };
    }),
    route('PUT', one, (request, { group, name }) => put(request, group, name)),
    route('PATCH', one, (request, { group, name }) => patch(request, group, name)),
    route('DELETE', one, remove),
  ];
}

const type = 'Microsoft.KeyVault/vaults';

function writeOf(existed: boolean): Change {
  return { kind: 'write', operation: 'Microsoft.KeyVault/vaults/write', existed };
}

/** What a request may set: `createMode` is an instruction, connections have a path of their own. */
function writable({ properties = {} }: VaultBody) {
  const { createMode: _, privateEndpointConnections: __, ...rest } = properties;
  return rest;
}

function readOnly(before: ArmResource | undefined) {
  if (!before) return {};
  const { privateEndpointConnections, vaultUri, provisioningState } = before.properties;
  return {
    ...(vaultUri !== undefined && { vaultUri }),
    ...(provisioningState !== undefined && { provisioningState }),
    ...(privateEndpointConnections !== undefined && { privateEndpointConnections }),
  };
}

function sameLocation(vault: ArmResource, location: string): boolean {
  const plain = (name: string) => name.replaceAll(' ', '').toLowerCase();
  return plain(vault.location ?? '') === plain(location);
}

const locationRequired = 'The location property is required for this definition.';

const otherLocation = (vault: ArmResource, location: string) =>
  `The resource '${vault.name}' already exists in location '${vault.location}'. A resource with the same name cannot ` +
  `be created in location '${location}'. Please select a new resource name.`;

const reservedName = (name: string) =>
  `A vault with the same name already exists in deleted state: '${name}'. You need to either recover or purge ` +
  'existing key vault.';

const takenName = (name: string) =>
  `The vault name '${name}' is already in use. Vault names are globally unique so it is possible that the name is ` +
  'already taken. If you are sure that the vault name was not taken then it is possible that a vault with the same ' +
  'name was recently deleted but not purged after being placed in a recoverable state.';
