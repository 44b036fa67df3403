import { createHash } from 'node:crypto';
import type { Check, Severity } from '../checks/check.ts';
import type { Criteria } from '../checks/criteria.ts';
import { checks } from '../checks/index.ts';
import { parseIpv4 } from '../network-rules/ipv4.ts';
import { ipv4Set } from '../network-rules/ipv4-set.ts';
import type { PolicyFile } from './schema.ts';
import { subnetMatcher } from './subnet-pattern.ts';

/** A policy, ready to be applied: which checks, how severe, compared with what. */
export type Policy = {
  readonly checks: readonly { readonly check: Check; readonly severity: Severity }[];
  readonly criteria: Criteria;
  /** Equal for policies that say the same; a changed one makes every vault be looked at anew. */
  readonly fingerprint: string;
};

/** Compiles a validated policy file: ranges become one set, patterns become one question, once. */
export function policyOf(file: PolicyFile): Policy {
  const { ipRanges, subnets } = file.approved;
  const ranges = ipRanges?.map(parseIpv4).flatMap((range) => ('unreadable' in range ? [] : [range]));
  return {
    checks: checks.flatMap((check) => {
      const { enabled = true, severity = check.severity } = file.checks[check.id] ?? {};
      return enabled ? [{ check, severity }] : [];
    }),
    criteria: {
      approvedAddresses: ranges && ipv4Set(ranges),
      isApprovedSubnet: subnets && subnetMatcher(subnets),
      internetShare: file.internetShare,
    },
    fingerprint: createHash('sha256').update(JSON.stringify(file)).digest('hex').slice(0, 16),
  };
}
