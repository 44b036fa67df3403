import { serviceEndpointMissing } from '../../src/checks/service-endpoint-missing.ts';
import { subnetId } from '../builders.ts';
import { describeCheck } from './check-cases.ts';

const app = subnetId('app');
const vault = { subnets: ['app'] };
const replaces =
  '# The list replaces the present one, so it names what is there. It may take 15 minutes to work.';

describeCheck(serviceEndpointMissing, {
  violates: [
    {
      name: 'a subnet without the endpoint',
      vault,
      facts: { subnets: { app: 'missing-endpoint' } },
      targets: [app],
      messages: [`Subnet ${app} is listed but has no Microsoft.KeyVault service endpoint.`],
    },
    {
      name: 'an endpoint that does not work yet',
      vault,
      subnetFacts: {
        app: { kind: 'present', keyVaultEndpoint: 'not-working', serviceEndpoints: ['Microsoft.KeyVault'] },
      },
      targets: [app],
      messages: [
        `Subnet ${app} is listed but has a Microsoft.KeyVault service endpoint that does not work yet.`,
      ],
    },
    {
      name: 'a rule that accepts the missing endpoint: its subnet is refused all the same',
      vault: { subnets: [{ id: 'app', ignoreMissing: true }] },
      facts: { subnets: { app: 'missing-endpoint' } },
      targets: [app],
    },
  ],
  complies: [
    { name: 'a subnet whose endpoint works', vault },
    {
      name: 'a subnet without the endpoint that no rule names',
      facts: { subnets: { app: 'missing-endpoint' } },
    },
  ],
  boundary: [
    {
      name: 'a deleted subnet, which is another finding',
      vault,
      facts: { subnets: { app: 'deleted' } },
      targets: [],
    },
    {
      name: 'the endpoint of another service',
      vault,
      subnetFacts: {
        app: { kind: 'present', keyVaultEndpoint: 'missing', serviceEndpoints: ['Microsoft.Storage'] },
      },
      targets: [app],
    },
  ],
  unknown: [
    {
      name: 'a subnet that was not read; the report names it among the unknowns',
      vault,
      facts: { subnets: { app: 'not-read' } },
      targets: [],
    },
    {
      name: 'a subnet that was not read beside one without the endpoint',
      vault: { subnets: ['app', 'data'] },
      facts: { subnets: { app: 'not-read', data: 'missing-endpoint' } },
      targets: [subnetId('data')],
    },
  ],
  remediates: [
    {
      name: 'setting the endpoint',
      vault,
      facts: { subnets: { app: 'missing-endpoint' } },
      lines: [replaces, `az network vnet subnet update --ids ${app} --service-endpoints Microsoft.KeyVault`],
    },
    {
      name: 'repeating the endpoints that are there, each once',
      vault,
      subnetFacts: {
        app: {
          kind: 'present',
          keyVaultEndpoint: 'not-working',
          serviceEndpoints: ['Microsoft.Storage', 'microsoft.keyvault', 'Microsoft.Sql'],
        },
      },
      lines: [
        replaces,
        `az network vnet subnet update --ids ${app} --service-endpoints Microsoft.Storage Microsoft.Sql Microsoft.KeyVault`,
      ],
    },
  ],
});
