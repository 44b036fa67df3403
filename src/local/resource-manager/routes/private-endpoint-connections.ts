import type { ArmProperties, ArmResource } from '../arm-resource.ts';
import { childNotFound, resourceNotFound } from '../refusal.ts';
import { type ArmRequest, asObject, isObject, listed, objectBody, type Route, route } from '../route.ts';
import type { Subscription } from '../subscription.ts';

/** `Microsoft.KeyVault/vaults/privateEndpointConnections`: they live inside their vault. */
export function privateEndpointConnectionRoutes({ vaults }: Subscription): readonly Route[] {
  const all =
    '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.KeyVault/vaults/{vault}/privateEndpointConnections' as const;
  const one = `${all}/{name}` as const;

  function vaultOf({ path }: ArmRequest, read: (id: string) => ArmResource | undefined): ArmResource {
    const id = path.replace(/\/privateEndpointConnections.*$/i, '');
    const vault = read(id);
    if (!vault)
      throw resourceNotFound('Microsoft.KeyVault/vaults', id.split('/')[8] ?? '', id.split('/')[4] ?? '');
    return vault;
  }

  function store(vault: ArmResource, connections: readonly ArmProperties[]): void {
    vaults.put({ ...vault, properties: { ...vault.properties, privateEndpointConnections: connections } });
  }

  return [
    route('GET', all, (request) => listed(connectionsOf(vaultOf(request, vaults.read)))),
    route('GET', one, (request, { name }) => {
      const connection = connectionsOf(vaultOf(request, vaults.read)).find(named(name));
      if (!connection) throw childNotFound(request.path);
      return { status: 200, body: connection };
    }),
    route('PUT', one, (request, { name }) => {
      const vault = vaultOf(request, vaults.get);
      const connections = connectionsOf(vault);
      const before = connections.find(named(name));
      const given = asObject(objectBody(request).properties);
      const connection = {
        id: before?.id ?? `${vault.id}/privateEndpointConnections/${name}`,
        name: before?.name ?? name,
        type: 'Microsoft.KeyVault/vaults/privateEndpointConnections',
        location: vault.location,
        properties: { ...asObject(before?.properties), ...given, provisioningState: 'Succeeded' },
      };
      store(vault, [...connections.filter((other) => other !== before), connection]);
      return {
        status: 200,
        body: connection,
        change: { kind: 'write', operation: `${operation}/write`, existed: before !== undefined },
      };
    }),
    route('DELETE', one, (request, { name }) => {
      const vault = vaultOf(request, vaults.get);
      const connections = connectionsOf(vault);
      const before = connections.find(named(name));
      if (!before) return { status: 204 };
      store(
        vault,
        connections.filter((other) => other !== before),
      );
      return {
        status: 200,
        body: before,
        change: { kind: 'delete', operation: `${operation}/delete`, existed: true },
      };
    }),
  ];
}

const operation = 'Microsoft.KeyVault/vaults/privateEndpointConnections';

function connectionsOf({ properties }: ArmResource): readonly ArmProperties[] {
  const { privateEndpointConnections: connections } = properties;
  return Array.isArray(connections) ? connections.filter(isObject) : [];
}

/** A connection inside a vault need not carry its name: the id ends in it. */
function named(name: string): (connection: ArmProperties) => boolean {
  return ({ id }) => String(id).toLowerCase().endsWith(`/${name.toLowerCase()}`);
}
