import { subnetFact } from '../network-rules/facts.ts';
import { azCli, quote } from './az-cli.ts';
import { defineCheck } from './check.ts';
import { subnetRules } from './subnet-rules.ts';

export const serviceEndpointMissing = defineCheck({
  id: 'service-endpoint-missing',
  title: 'Subnet has no working Key Vault service endpoint',
  severity: 'medium',
  rationale:
    'A virtual network rule matches only traffic that comes through the Microsoft.KeyVault service endpoint. Without ' +
    'it the subnet is refused although it is listed, and people widen the firewall to get through.',
  references: {
    azurePolicy: {
      'ea4d6841-2173-4317-9747-ff522a45120f': 'Key Vault should use a virtual network service endpoint',
    },
  },
  evaluate: ({ vault, facts }) =>
    subnetRules(vault.rules).flatMap(({ subnet }) => {
      const fact = subnetFact(facts, subnet);
      if (fact.kind !== 'present' || fact.keyVaultEndpoint === 'working') return [];
      const state =
        fact.keyVaultEndpoint === 'missing'
          ? 'has no Microsoft.KeyVault service endpoint'
          : 'has a Microsoft.KeyVault service endpoint that does not work yet';
      return [{ target: subnet.id, message: `Subnet ${subnet.id} is listed but ${state}.` }];
    }),
  remediate: ({ facts }, { target }) => {
    const fact = facts.subnets.get(target);
    const present = fact?.kind === 'present' ? fact.serviceEndpoints : [];
    const others = present.filter((service) => !/^microsoft\.keyvault$/i.test(service));
    const command = azCli`network vnet subnet update --ids ${target} --service-endpoints`;
    return [
      '# The list replaces the present one, so it names what is there. It may take 15 minutes to work.',
      [command, ...others.map(quote), 'Microsoft.KeyVault'].join(' '),
    ];
  },
});
