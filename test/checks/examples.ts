import type { checks } from '../../src/checks/index.ts';
import { subnetMatcher } from '../../src/policy/subnet-pattern.ts';
import { addresses, perimeter, subnetId, subscriptionId } from '../builders.ts';
import type { Situation } from './subject.ts';

export type CheckId = (typeof checks)[number]['id'];

const neighbour = '00000000-0000-0000-0000-000000000002';

/** For every check a small situation that it reports; the catalogue shows what it says of it. */
export const examples: Readonly<Record<CheckId, Situation>> = {
  'foreign-subnet': { vault: { subnets: [subnetId('app').replace(subscriptionId, neighbour)] } },
  'internet-reachable': { vault: { defaultAction: 'Allow' } },
  'ip-range-not-approved': {
    vault: { ipRules: ['20.60.0.0/15'] },
    policy: { approvedAddresses: addresses('20.61.0.0/16') },
  },
  'ip-range-too-broad': { vault: { ipRules: ['20.0.0.0/8'] }, policy: { shortestPrefix: 16 } },
  'ip-rule-never-matches': { vault: { ipRules: ['10.1.0.0/16'] } },
  'ip-rule-redundant': { vault: { ipRules: ['20.61.0.0/16', '20.61.4.7'] } },
  'ip-rule-unreadable': { vault: { ipRules: ["'20.61.4.0/24'"] } },
  'latent-exposure': { vault: { publicNetworkAccess: 'Disabled', networkAcls: null } },
  'nobody-can-reach': { vault: { bypass: 'None' } },
  'perimeter-learning-mode': {
    vault: { ipRules: ['20.61.4.7'] },
    facts: { perimeter: perimeter({ accessMode: 'learning' }) },
  },
  'private-endpoint-foreign': { vault: { privateEndpoints: [{ subscriptionId: neighbour }] } },
  'private-endpoint-not-approved': { vault: { privateEndpoints: [{ status: 'Pending' }] } },
  'private-endpoint-required': { policy: { privateEndpoints: 'required' } },
  'public-access-not-disabled': { policy: { publicNetworkAccess: 'disabled' } },
  'rule-limit-near': { vault: { subnets: Array.from({ length: 180 }, (_, i) => `subnet-${i}`) } },
  'rules-not-enforced': { vault: { defaultAction: 'Allow', ipRules: ['20.61.4.7'] } },
  'service-endpoint-missing': {
    vault: { subnets: ['app'] },
    subnetFacts: {
      app: { kind: 'present', keyVaultEndpoint: 'missing', serviceEndpoints: ['Microsoft.Storage'] },
    },
  },
  'setting-unknown': { vault: { defaultAction: 'DenyMost' } },
  'subnet-missing': { vault: { subnets: ['app'] }, facts: { subnets: { app: 'deleted' } } },
  'subnet-not-approved': {
    vault: { subnets: ['data'] },
    policy: { isApprovedSubnet: subnetMatcher([subnetId('app')]) },
  },
  'trusted-service-blocked': { vault: { bypass: 'None', flags: { deployment: true } } },
  'trusted-services-bypass': { policy: { trustedServices: 'forbidden' } },
};
