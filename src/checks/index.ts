import type { Check } from './check.ts';
import { foreignSubnet } from './foreign-subnet.ts';
import { internetReachable } from './internet-reachable.ts';
import { ipRangeNotApproved } from './ip-range-not-approved.ts';
import { ipRangeTooBroad } from './ip-range-too-broad.ts';
import { ipRuleNeverMatches } from './ip-rule-never-matches.ts';
import { ipRuleRedundant } from './ip-rule-redundant.ts';
import { ipRuleUnreadable } from './ip-rule-unreadable.ts';
import { latentExposure } from './latent-exposure.ts';
import { nobodyCanReach } from './nobody-can-reach.ts';
import { perimeterLearningMode } from './perimeter-learning-mode.ts';
import { privateEndpointForeign } from './private-endpoint-foreign.ts';
import { privateEndpointNotApproved } from './private-endpoint-not-approved.ts';
import { privateEndpointRequired } from './private-endpoint-required.ts';
import { publicAccessNotDisabled } from './public-access-not-disabled.ts';
import { ruleLimitNear } from './rule-limit-near.ts';
import { rulesNotEnforced } from './rules-not-enforced.ts';
import { serviceEndpointMissing } from './service-endpoint-missing.ts';
import { settingUnknown } from './setting-unknown.ts';
import { subnetMissing } from './subnet-missing.ts';
import { subnetNotApproved } from './subnet-not-approved.ts';
import { trustedServiceBlocked } from './trusted-service-blocked.ts';
import { trustedServicesBypass } from './trusted-services-bypass.ts';

/** Every check, in the order of the catalogue. */
export const checks = [
  internetReachable,
  publicAccessNotDisabled,
  ipRangeTooBroad,
  ipRangeNotApproved,
  ipRuleNeverMatches,
  ipRuleUnreadable,
  ipRuleRedundant,
  rulesNotEnforced,
  latentExposure,
  subnetNotApproved,
  subnetMissing,
  serviceEndpointMissing,
  foreignSubnet,
  trustedServicesBypass,
  trustedServiceBlocked,
  privateEndpointRequired,
  privateEndpointNotApproved,
  privateEndpointForeign,
  nobodyCanReach,
  ruleLimitNear,
  perimeterLearningMode,
  settingUnknown,
] as const satisfies readonly Check[];
