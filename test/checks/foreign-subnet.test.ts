import { foreignSubnet } from '../../src/checks/foreign-subnet.ts';
import { subnetMatcher } from '../../src/policy/subnet-pattern.ts';
import { subnetId, subscriptionId } from '../builders.ts';
import { describeCheck } from './check-cases.ts';

const other = '00000000-0000-0000-0000-000000000002';
const foreign = subnetId('app').replace(subscriptionId, other);
const vault = { subnets: [foreign] };

describeCheck(foreignSubnet, {
  violates: [
    {
      name: 'a subnet of another subscription',
      vault,
      targets: [foreign],
      messages: [`Subnet ${foreign} is in subscription ${other}, which the policy does not name.`],
    },
    {
      name: 'a foreign subnet beside one of our own',
      vault: { subnets: ['app', foreign] },
      targets: [foreign],
    },
  ],
  complies: [
    { name: "a subnet of the vault's own subscription", vault: { subnets: ['app'] } },
    {
      name: 'a subscription that the policy approves',
      vault,
      policy: { approvedSubscriptions: new Set([other]) },
    },
    {
      name: 'a foreign subnet that the policy approves by name',
      vault,
      policy: { isApprovedSubnet: subnetMatcher([foreign]) },
    },
  ],
  boundary: [
    {
      name: 'our own subscription in capitals',
      vault: { subscriptionId: 'ABCD', subnets: [foreign.replace(other, 'abcd')] },
      targets: [],
    },
    {
      name: 'a foreign subnet that the policy names subnets without',
      vault,
      policy: { isApprovedSubnet: subnetMatcher([subnetId('app')]) },
      targets: [foreign],
    },
  ],
  unknown: [
    {
      name: 'a foreign subnet that was not read',
      vault,
      facts: { subnets: { [foreign]: 'not-read' } },
      targets: [foreign],
    },
    {
      name: 'a malformed rule; the report names it among the unknowns',
      vault: { subnets: [`/subscriptions/${other}`] },
      targets: [],
    },
  ],
  remediates: [
    {
      name: 'removing the rule',
      vault,
      lines: [`az keyvault network-rule remove --resource-group rg-1 --name vault-1 --subnet ${foreign}`],
    },
  ],
});
