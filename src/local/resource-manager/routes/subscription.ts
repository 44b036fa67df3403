import { paged } from '../paging.ts';
import { resourceGroupNotFound } from '../refusal.ts';
import { type Route, route } from '../route.ts';
import type { Subscription } from '../subscription.ts';

/** The subscription itself and its resource groups. */
export function subscriptionRoutes({
  subscriptionId,
  tenantId,
  resourceGroups,
}: Subscription): readonly Route[] {
  return [
    route('GET', '/subscriptions/{subscription}', () => ({
      status: 200,
      body: {
        id: `/subscriptions/${subscriptionId}`,
        subscriptionId,
        tenantId,
        displayName: 'Local subscription',
        state: 'Enabled',
        authorizationSource: 'RoleBased',
      },
    })),
    route('GET', '/subscriptions/{subscription}/resourceGroups', (request) =>
      paged(request, resourceGroups.readAll()),
    ),
    route('GET', '/subscriptions/{subscription}/resourceGroups/{group}', ({ path }, { group }) => {
      const found = resourceGroups.read(path);
      if (!found) throw resourceGroupNotFound(group);
      return { status: 200, body: found };
    }),
  ];
}
