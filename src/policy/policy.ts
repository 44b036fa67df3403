import { createHash } from 'node:crypto';
import type { Check, Severity } from '../checks/check.ts';
import type { Criteria } from '../checks/criteria.ts';
import { checks } from '../checks/index.ts';
import { type Ipv4Range, parseIpv4 } from '../network-rules/ipv4.ts';
import { ipv4Set } from '../network-rules/ipv4-set.ts';
import type { Vault } from '../network-rules/model.ts';
import { type Exemption, exemptionOf } from './exemptions.ts';
import { overlay } from './layer.ts';
import { presets } from './presets.ts';
import type { PolicyFile, PolicyLayer } from './schema.ts';
import { scopeTest } from './scope.ts';
import { subnetMatcher } from './subnet-pattern.ts';

/** What a policy asks of one vault: which checks, how severe, compared with what. */
export type AppliedPolicy = {
  /** The scopes that apply, least specific first. */
  readonly scopes: readonly string[];
  readonly checks: readonly { readonly check: Check; readonly severity: Severity }[];
  readonly criteria: Criteria;
};

/** A policy, ready to be applied to any vault. */
export type Policy = {
  readonly appliedTo: (vault: Vault) => AppliedPolicy;
  readonly exemptions: readonly Exemption[];
  readonly exemptionWarningDays: number;
  /** Equal for policies that say the same; a changed one makes every vault be looked at anew. */
  readonly fingerprint: string;
};

/** Compiles a validated policy file. Vaults in the same scopes share one compiled form. */
export function policyOf(file: PolicyFile): Policy {
  const base = overlay(presets[file.extends], file);
  const scopes = file.scopes
    .map((scope) => ({ scope, test: scopeTest(scope.match) }))
    .sort((a, b) => a.test.specificity - b.test.specificity);
  const compiled = new Map<string, AppliedPolicy>();
  return {
    appliedTo(vault) {
      const applying = scopes.filter(({ test }) => test.matches(vault)).map(({ scope }) => scope);
      const key = applying.map((scope) => file.scopes.indexOf(scope)).join();
      const applied =
        compiled.get(key) ??
        compile(
          applying.reduce<PolicyLayer>(overlay, base),
          applying.map(({ name }) => name),
        );
      compiled.set(key, applied);
      return applied;
    },
    exemptions: file.exemptions.map(exemptionOf),
    exemptionWarningDays: file.exemptionWarningDays,
    fingerprint: createHash('sha256').update(JSON.stringify(file)).digest('hex').slice(0, 16),
  };
}

function compile(
  { approved, require, limits, checks: settings }: PolicyLayer,
  scopes: readonly string[],
): AppliedPolicy {
  return {
    scopes,
    checks: checks.flatMap((check) => {
      const { enabled = true, severity = check.severity } = settings[check.id] ?? {};
      return enabled ? [{ check, severity }] : [];
    }),
    criteria: {
      approvedAddresses: approved.ipRanges && ipv4Set(approved.ipRanges.flatMap(readableRange)),
      isApprovedSubnet: approved.subnets && subnetMatcher(approved.subnets),
      approvedSubscriptions: new Set(approved.subscriptions),
      internetShare: limits.internetShare ?? 1,
      shortestPrefix: limits.shortestPrefix ?? 0,
      mostAddresses: limits.mostAddresses ?? Number.POSITIVE_INFINITY,
      ruleLimitShare: limits.ruleLimitShare ?? 1,
      publicNetworkAccess: require.publicNetworkAccess ?? 'allowed',
      privateEndpoints: require.privateEndpoints ?? 'optional',
      trustedServices: require.trustedServices ?? 'either',
    },
  };
}

function readableRange(text: string): readonly Ipv4Range[] {
  const range = parseIpv4(text);
  return 'unreadable' in range ? [] : [range];
}
