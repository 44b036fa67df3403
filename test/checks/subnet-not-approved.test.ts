import { subnetNotApproved } from '../../src/checks/subnet-not-approved.ts';
import { subnetMatcher } from '../../src/policy/subnet-pattern.ts';
import { subnetId } from '../builders.ts';
import { describeCheck } from './check-cases.ts';

const app = subnetId('app');
const policy = { isApprovedSubnet: subnetMatcher([app]) };

describeCheck(subnetNotApproved, {
  violates: [
    {
      name: 'a subnet that the policy does not name',
      vault: { subnets: ['data'] },
      policy,
      targets: [subnetId('data')],
      messages: [`Subnet ${subnetId('data')} is let in and not approved.`],
    },
    {
      name: 'every subnet when the policy approves none',
      vault: { subnets: ['app'] },
      policy: { isApprovedSubnet: subnetMatcher([]) },
      targets: [app],
    },
  ],
  complies: [
    { name: 'the approved subnet, in any letter case', vault: { subnets: [app.toUpperCase()] }, policy },
    { name: 'any subnet when the policy has no opinion', vault: { subnets: ['data'] } },
  ],
  boundary: [
    {
      name: 'a subnet whose name only begins like an approved one',
      vault: { subnets: ['app-2'] },
      policy,
      targets: [subnetId('app-2')],
    },
    {
      name: 'the same when the policy says app*',
      vault: { subnets: ['app-2'] },
      policy: { isApprovedSubnet: subnetMatcher([`${app}*`]) },
      targets: [],
    },
  ],
  unknown: [
    {
      name: 'a subnet that was not read is judged by its id',
      vault: { subnets: ['data'] },
      facts: { subnets: { data: 'not-read' } },
      policy,
      targets: [subnetId('data')],
    },
    {
      name: 'a malformed rule; the report names it among the unknowns',
      vault: { subnets: ['/not/a/subnet'] },
      policy,
      targets: [],
    },
  ],
  remediates: [
    {
      name: 'removing the rule',
      vault: { subnets: ['data'] },
      policy,
      lines: [
        `az keyvault network-rule remove --resource-group rg-1 --name vault-1 --subnet ${subnetId('data')}`,
      ],
    },
  ],
});
