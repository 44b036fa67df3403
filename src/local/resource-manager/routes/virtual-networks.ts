import { randomUUID } from 'node:crypto';
import type { ArmProperties, ArmResource } from '../arm-resource.ts';
import { paged } from '../paging.ts';
import { badRequest, childNotFound, resourceNotFound } from '../refusal.ts';
import { type ArmRequest, asObject, type Change, isObject, objectBody, type Route, route } from '../route.ts';
import { storedSubnet, subnetsOf } from '../subnets.ts';
import type { Subscription } from '../subscription.ts';

/** `Microsoft.Network/virtualNetworks`: with their subnets inside. */
export function virtualNetworkRoutes({ subscriptionId, virtualNetworks }: Subscription): readonly Route[] {
  const inGroup =
    '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Network/virtualNetworks' as const;
  const one = `${inGroup}/{name}` as const;

  function put(request: ArmRequest, group: string, name: string) {
    const body = objectBody(request);
    const before = virtualNetworks.get(request.path);
    const id =
      before?.id ??
      `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/Microsoft.Network/virtualNetworks/${name}`;
    const { subnets, ...properties } = asObject(body.properties);
    const network = {
      id,
      name: before?.name ?? name,
      type,
      etag: `W/"${randomUUID()}"`,
      location: typeof body.location === 'string' ? body.location : (before?.location ?? 'westeurope'),
      tags: tagsIn(body),
      properties: {
        ...properties,
        provisioningState: 'Succeeded',
        subnets: (Array.isArray(subnets) ? subnets.filter(isObject) : []).map((subnet) =>
          storedSubnet(id, nameIn(subnet), asObject(subnet.properties)),
        ),
      },
    };
    virtualNetworks.put(network);
    return { status: before ? 200 : 201, body: network, change: changed('write', before) };
  }

  return [
    route('GET', '/subscriptions/{subscription}/providers/Microsoft.Network/virtualNetworks', (request) =>
      paged(request, virtualNetworks.readAll(), shown),
    ),
    route('GET', inGroup, (request, { group }) =>
      paged(
        request,
        virtualNetworks.readAll().filter(({ id }) => id.split('/')[4]?.toLowerCase() === group.toLowerCase()),
        shown,
      ),
    ),
    route('GET', one, (request, { group, name }) => {
      const network = virtualNetworks.read(request.path);
      if (!network) throw resourceNotFound(type, name, group);
      return { status: 200, body: shown(network) };
    }),
    route('PUT', one, (request, { group, name }) => put(request, group, name)),
    route('DELETE', one, ({ path }) => {
      const before = virtualNetworks.get(path);
      if (!before) return { status: 204 };
      virtualNetworks.delete(path);
      return { status: 200, change: changed('delete', before) };
    }),
    ...subnetRoutes(virtualNetworks),
  ];
}

function subnetRoutes(networks: Subscription['virtualNetworks']): readonly Route[] {
  const all =
    '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Network/virtualNetworks/{network}/subnets' as const;
  const one = `${all}/{name}` as const;
  const operation = 'Microsoft.Network/virtualNetworks/subnets';

  function networkOf({ path }: ArmRequest, read: (id: string) => ArmResource | undefined): ArmResource {
    const id = path.replace(/\/subnets.*$/i, '');
    const network = read(id);
    if (!network) throw resourceNotFound(type, id.split('/')[8] ?? '', id.split('/')[4] ?? '');
    return network;
  }

  function store(network: ArmResource, subnets: readonly unknown[]): void {
    networks.put({ ...network, properties: { ...network.properties, subnets } });
  }

  return [
    route('GET', all, (request) => ({
      status: 200,
      body: { value: subnetsOf(networkOf(request, networks.read)).map(subnetShown) },
    })),
    route('GET', one, (request, { name }) => {
      const subnet = subnetsOf(networkOf(request, networks.read)).find(named(name));
      if (!subnet) throw childNotFound(request.path);
      return { status: 200, body: subnetShown(subnet) };
    }),
    route('PUT', one, (request, { name }) => {
      const network = networkOf(request, networks.get);
      const before = subnetsOf(network).find(named(name));
      const given = asObject(objectBody(request).properties);
      const subnet = storedSubnet(network.id, before?.name ?? name, given);
      store(network, [...subnetsOf(network).filter((other) => other !== before), subnet]);
      return {
        status: before ? 200 : 201,
        body: subnetShown(subnet),
        change: { kind: 'write', operation: `${operation}/write`, existed: before !== undefined },
      };
    }),
    route('DELETE', one, (request, { name }) => {
      const network = networkOf(request, networks.get);
      const before = subnetsOf(network).find(named(name));
      if (!before) return { status: 204 };
      store(
        network,
        subnetsOf(network).filter((other) => other !== before),
      );
      return {
        status: 200,
        change: { kind: 'delete', operation: `${operation}/delete`, existed: true },
      };
    }),
  ];
}

const type = 'Microsoft.Network/virtualNetworks';

function shown(network: ArmResource): ArmResource {
  return { ...network, properties: { ...network.properties, subnets: subnetsOf(network).map(subnetShown) } };
}

function subnetShown(subnet: { readonly id: string }) {
  return { ...subnet, type: 'Microsoft.Network/virtualNetworks/subnets' };
}

function changed(kind: 'write' | 'delete', before: ArmResource | undefined): Change {
  return { kind, operation: `${type}/${kind}`, existed: before !== undefined };
}

function named(name: string): (subnet: { readonly name: string }) => boolean {
  return (subnet) => subnet.name.toLowerCase() === name.toLowerCase();
}

function nameIn({ name }: ArmProperties): string {
  if (typeof name === 'string') return name;
  throw badRequest('Invalid value found at properties.subnets: every subnet needs a name.');
}

function tagsIn({ tags }: ArmProperties): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(asObject(tags)).map(([key, value]) => [key, String(value)]));
}
