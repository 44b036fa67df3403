import { subnetMissing } from '../../src/checks/subnet-missing.ts';
import { subnetId } from '../builders.ts';
import { describeCheck } from './check-cases.ts';

const app = subnetId('app');

describeCheck(subnetMissing, {
  violates: [
    {
      name: 'a rule whose subnet was deleted',
      vault: { subnets: ['app', 'data'] },
      facts: { subnets: { app: 'deleted' } },
      targets: [app],
      messages: [`Subnet ${app} does not exist any more.`],
    },
    {
      name: 'a deleted subnet beneath Allow too: the rule counts once it is Deny',
      vault: { defaultAction: 'Allow', subnets: ['app'] },
      facts: { subnets: { app: 'deleted' } },
      targets: [app],
    },
  ],
  complies: [
    { name: 'a subnet that exists', vault: { subnets: ['app'] } },
    { name: 'a deleted subnet that no rule names', facts: { subnets: { app: 'deleted' } } },
  ],
  boundary: [
    {
      name: 'a subnet that exists without the endpoint',
      vault: { subnets: ['app'] },
      facts: { subnets: { app: 'missing-endpoint' } },
      targets: [],
    },
    {
      name: 'a rule that accepts a missing endpoint still needs the subnet',
      vault: { subnets: [{ id: 'app', ignoreMissing: true }] },
      facts: { subnets: { app: 'deleted' } },
      targets: [app],
    },
  ],
  unknown: [
    {
      name: 'a subnet that was not read is not called missing; the report names it among the unknowns',
      vault: { subnets: ['app'] },
      facts: { subnets: { app: 'not-read' } },
      targets: [],
    },
    {
      name: 'a malformed rule; the report names it among the unknowns',
      vault: { subnets: ['/not/a/subnet'] },
      targets: [],
    },
  ],
  remediates: [
    {
      name: 'removing the rule',
      vault: { subnets: ['app'] },
      facts: { subnets: { app: 'deleted' } },
      lines: [`az keyvault network-rule remove --resource-group rg-1 --name vault-1 --subnet ${app}`],
    },
  ],
});
