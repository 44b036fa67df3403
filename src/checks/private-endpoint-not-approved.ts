import { isUnknown } from '../network-rules/model.ts';
import { azCli } from './az-cli.ts';
import { defineCheck } from './check.ts';
import { oncePerTarget } from './once-per-target.ts';

export const privateEndpointNotApproved = defineCheck({
  id: 'private-endpoint-not-approved',
  title: 'Private endpoint connection is not approved',
  severity: 'low',
  rationale:
    'A pending connection is somebody asking to be let in, perhaps a stranger. A rejected or disconnected one is left ' +
    'over, and its owner believes to have a way in.',
  references: {},
  evaluate: ({ vault }) =>
    oncePerTarget(
      vault.rules.privateEndpointConnections.flatMap(({ id, status, privateEndpointId }) => {
        if (status === 'approved') return [];
        const state = isUnknown(status) ? `in the unknown state "${status.unknown}"` : status;
        return [
          {
            target: id,
            message: `The connection of private endpoint ${privateEndpointId || id} is ${state}.`,
          },
        ];
      }),
    ),
  remediate: ({ vault }, { target }) => {
    const connection = vault.rules.privateEndpointConnections.find(
      ({ id, status }) => id === target && status !== 'approved',
    );
    const remove = azCli`keyvault private-endpoint-connection delete --id ${target}`;
    if (isUnknown(connection?.status)) {
      return ['# Look at its state first: it may let somebody in who needs the vault.', remove];
    }
    if (connection?.status !== 'pending') return [remove];
    return [
      '# If you know who asks, approve …',
      azCli`keyvault private-endpoint-connection approve --id ${target}`,
      '# … if not, reject.',
      azCli`keyvault private-endpoint-connection reject --id ${target}`,
    ];
  },
});
