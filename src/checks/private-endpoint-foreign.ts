import { subscriptionOf } from '../network-rules/resource-id.ts';
import { azCli } from './az-cli.ts';
import { defineCheck } from './check.ts';
import { oncePerTarget } from './once-per-target.ts';

export const privateEndpointForeign = defineCheck({
  id: 'private-endpoint-foreign',
  title: 'Private endpoint of another subscription is let in',
  severity: 'high',
  rationale:
    'An approved private endpoint passes every firewall rule. One in another subscription stands in a network that ' +
    'other people govern, in another tenant even.',
  references: { mcsb: ['NS-2'] },
  evaluate: ({ vault, reach, criteria }) =>
    oncePerTarget(
      reach.privateEndpoints.flatMap(({ id, privateEndpointId }) => {
        const subscription = subscriptionOf(privateEndpointId);
        if (subscription === vault.subscriptionId) return [];
        if (subscription !== undefined && criteria.approvedSubscriptions.has(subscription)) return [];
        const place =
          subscription === undefined
            ? 'in a subscription that is not told'
            : `in subscription ${subscription}`;
        return [
          {
            target: id,
            message: `Private endpoint ${privateEndpointId || id} is ${place}, which the policy does not name.`,
          },
        ];
      }),
    ),
  remediate: (_subject, { target }) => [azCli`keyvault private-endpoint-connection delete --id ${target}`],
});
