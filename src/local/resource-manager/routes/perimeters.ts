import type { ArmResource } from '../arm-resource.ts';
import { childNotFound, resourceNotFound } from '../refusal.ts';
import { type ArmRequest, asObject, listed, objectBody, type Route, route } from '../route.ts';
import type { Subscription } from '../subscription.ts';

/** `Microsoft.Network/networkSecurityPerimeters`, their profiles, access rules and resource associations. */
export function perimeterRoutes({ perimeters }: Subscription): readonly Route[] {
  const inGroup =
    '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Network/networkSecurityPerimeters' as const;
  const one = `${inGroup}/{perimeter}` as const;
  const profiles = `${one}/profiles` as const;
  const accessRules = `${profiles}/{profile}/accessRules` as const;
  const associations = `${one}/resourceAssociations` as const;

  const ofType = (type: string) =>
    perimeters.readAll().filter((resource) => resource.type.toLowerCase() === type.toLowerCase());

  /** The children that a list path names; their parent must be there. */
  function childrenAt({ path }: ArmRequest) {
    const plain = path.toLowerCase().replace(/\/$/, '');
    existing(plain.slice(0, plain.lastIndexOf('/')));
    return listed(
      perimeters
        .readAll()
        .filter(({ id }) => id.toLowerCase().startsWith(`${plain}/`))
        .filter(({ id }) => !id.slice(plain.length + 1).includes('/')),
    );
  }

  function existing(id: string): ArmResource {
    const resource = perimeters.read(id);
    if (resource) return resource;
    const [name = '', group = ''] = [id.split('/')[8], id.split('/')[4]];
    throw id.split('/').length > 9 ? childNotFound(id) : resourceNotFound(perimeterType, name, group);
  }

  function get({ path }: ArmRequest) {
    return { status: 200, body: existing(path) };
  }

  function put(type: string, defaults: ArmResource['properties']) {
    return (request: ArmRequest) => {
      const { path } = request;
      const before = perimeters.get(path);
      existing(path.split('/').slice(0, -2).join('/'));
      const given = asObject(objectBody(request).properties);
      const resource = {
        id: before?.id ?? path,
        name: before?.name ?? path.slice(path.lastIndexOf('/') + 1),
        type,
        properties: { ...defaults, ...given, provisioningState: 'Succeeded' },
      };
      perimeters.put(resource);
      return {
        status: before ? 200 : 201,
        body: resource,
        change: { kind: 'write', operation: `${type}/write`, existed: before !== undefined } as const,
      };
    };
  }

  function remove(type: string) {
    return ({ path }: ArmRequest) => {
      if (!perimeters.get(path)) return { status: 204 };
      perimeters.delete(path);
      return {
        status: 200,
        change: { kind: 'delete', operation: `${type}/delete`, existed: true } as const,
      };
    };
  }

  return [
    route('GET', '/subscriptions/{subscription}/providers/Microsoft.Network/networkSecurityPerimeters', () =>
      listed(ofType(perimeterType)),
    ),
    route('GET', inGroup, (_, { group }) =>
      listed(
        ofType(perimeterType).filter(({ id }) => id.split('/')[4]?.toLowerCase() === group.toLowerCase()),
      ),
    ),
    route('GET', one, get),
    route('GET', profiles, childrenAt),
    route('GET', `${profiles}/{profile}`, get),
    route('GET', accessRules, childrenAt),
    route('GET', `${accessRules}/{rule}`, get),
    route('PUT', `${accessRules}/{rule}`, put(`${perimeterType}/profiles/accessRules`, emptyRule)),
    route('DELETE', `${accessRules}/{rule}`, remove(`${perimeterType}/profiles/accessRules`)),
    route('GET', associations, childrenAt),
    route('GET', `${associations}/{association}`, get),
    route(
      'PUT',
      `${associations}/{association}`,
      put(`${perimeterType}/resourceAssociations`, newAssociation),
    ),
    route('DELETE', `${associations}/{association}`, remove(`${perimeterType}/resourceAssociations`)),
  ];
}

const perimeterType = 'Microsoft.Network/networkSecurityPerimeters';

/** Azure answers every list of a rule, empty or not. */
const emptyRule = {
  direction: 'Inbound',
  addressPrefixes: [],
  fullyQualifiedDomainNames: [],
  subscriptions: [],
  networkSecurityPerimeters: [],
  emailAddresses: [],
  phoneNumbers: [],
  serviceTags: [],
};

const newAssociation = { accessMode: 'Learning', hasProvisioningIssues: 'no' };
