import type { Check } from './check.ts';
import { internetReachable } from './internet-reachable.ts';
import { ipRangeNotApproved } from './ip-range-not-approved.ts';
import { ipRuleNeverMatches } from './ip-rule-never-matches.ts';
import { rulesNotEnforced } from './rules-not-enforced.ts';
import { subnetNotApproved } from './subnet-not-approved.ts';

/** Every check, in the order of the catalogue. */
export const checks: readonly Check[] = [
  internetReachable,
  ipRangeNotApproved,
  ipRuleNeverMatches,
  rulesNotEnforced,
  subnetNotApproved,
];
