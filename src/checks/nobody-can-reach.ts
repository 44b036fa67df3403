import { gatesOf } from '../network-rules/gates.ts';
import { azCli, createPrivateEndpoint } from './az-cli.ts';
import { defineCheck } from './check.ts';

export const nobodyCanReach = defineCheck({
  id: 'nobody-can-reach',
  title: 'Nobody can reach the vault',
  severity: 'low',
  rationale:
    'No address, subnet or private endpoint is let in. That is right for a vault that only Azure services use, and an ' +
    'outage for any other; the usual quick fix is to open it to everybody.',
  references: {},
  evaluate: ({ exposure }) => {
    if (exposure.level !== 'sealed') return [];
    const exception = exposure.trustedServices ? ' Only trusted Microsoft services pass.' : '';
    return [{ target: 'vault', message: `No address, subnet or private endpoint is let in.${exception}` }];
  },
  remediate: ({ vault, facts }) =>
    gatesOf(vault.rules.publicNetworkAccess, facts.perimeter).ownRules
      ? [
          '# If somebody should reach it, let in just them: an address, a subnet, or a private endpoint.',
          `${azCli`keyvault network-rule add --resource-group ${vault.resourceGroup} --name ${vault.name}`} --ip-address "$ADDRESS"`,
        ]
      : [
          "# The vault's own rules do not count now. If somebody should reach it, give them a private endpoint.",
          createPrivateEndpoint(vault),
        ],
});
