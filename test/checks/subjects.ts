import fc, { type Arbitrary } from 'fast-check';
import type { Subject } from '../../src/checks/check.ts';
import type { Criteria } from '../../src/checks/criteria.ts';
import { formatRange } from '../../src/network-rules/ipv4.ts';
import type { IpRule } from '../../src/network-rules/model.ts';
import { subnetMatcher } from '../../src/policy/subnet-pattern.ts';
import { ipv4Networks, ipv4Sets, someFacts, vaults } from '../arbitraries.ts';
import { subnetId, subscriptionId } from '../builders.ts';
import { subjectWith } from './subject.ts';

/** Any vault with any facts under any policy; half of the vaults deny by default and list readable ranges. */
export function subjects(): Arbitrary<Subject> {
  const rangesBeneathDeny = fc.record({
    defaultAction: fc.constant('deny' as const),
    ipRules: fc.uniqueArray(ipv4Networks().map(ipRule), { selector: ({ value }) => value, maxLength: 6 }),
  });
  return fc
    .tuple(vaults(), fc.option(rangesBeneathDeny, { freq: 1 }), someFacts(), criteria())
    .map(([vault, ranges, facts, asked]) =>
      subjectWith({ ...vault, rules: { ...vault.rules, ...ranges } }, facts, asked),
    );
}

function criteria(): Arbitrary<Criteria> {
  return fc.record({
    approvedAddresses: fc.option(ipv4Sets(), { nil: undefined }),
    isApprovedSubnet: fc.constantFrom(undefined, subnetMatcher([]), subnetMatcher([subnetId('app')])),
    approvedSubscriptions: fc.subarray([subscriptionId]).map((ids) => new Set(ids)),
    internetShare: fc.constantFrom(0.001, 0.5, 0.9, 1),
    shortestPrefix: fc.nat({ max: 32 }),
    mostAddresses: fc.constantFrom(0, 256, Number.POSITIVE_INFINITY),
    publicNetworkAccess: fc.constantFrom('allowed', 'disabled'),
    privateEndpoints: fc.constantFrom('optional', 'required'),
    trustedServices: fc.constantFrom('either', 'required', 'forbidden'),
    ruleLimitShare: fc.constantFrom(0.001, 0.9, 1),
  });
}

function ipRule(range: readonly [number, number]): IpRule {
  return { kind: 'range', value: formatRange(range), range };
}
