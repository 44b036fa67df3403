import type { Subject } from '../../src/checks/check.ts';
import type { Criteria } from '../../src/checks/criteria.ts';
import { exposureOf } from '../../src/network-rules/exposure.ts';
import type { Facts, SubnetFact } from '../../src/network-rules/facts.ts';
import type { Vault } from '../../src/network-rules/model.ts';
import { normaliseVault } from '../../src/network-rules/normalise.ts';
import { reachOf } from '../../src/network-rules/reach.ts';
import { armVault, type FactsOptions, factsFor, subnetId, type VaultOptions } from '../builders.ts';

/** A vault, what was learnt around it and what a policy asks: only what matters to a case is named. */
export type Situation = {
  readonly vault?: VaultOptions;
  /** Raw ARM properties that replace those of `vault`, for answers that no ordinary vault gives. */
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly facts?: FactsOptions;
  /** Facts in full, by short subnet name, where a state is not enough. */
  readonly subnetFacts?: Readonly<Record<string, SubnetFact>>;
  readonly policy?: Partial<Criteria>;
};

/** A policy that asks for next to nothing, so that a case names the one thing that it is about. */
const lenient: Criteria = {
  approvedAddresses: undefined,
  isApprovedSubnet: undefined,
  approvedSubscriptions: new Set(),
  internetShare: 0.9,
  shortestPrefix: 0,
  mostAddresses: Number.POSITIVE_INFINITY,
  publicNetworkAccess: 'allowed',
  privateEndpoints: 'optional',
  trustedServices: 'either',
  ruleLimitShare: 0.9,
};

export function subjectOf(situation: Situation): Subject {
  const arm = armVault(situation.vault);
  const vault = normaliseVault({ ...arm, properties: { ...arm.properties, ...situation.properties } });
  const facts = factsFor(vault, situation.facts);
  const inFull = Object.entries(situation.subnetFacts ?? {}).map(
    ([name, fact]) => [subnetId(name), fact] as const,
  );
  return subjectWith(
    vault,
    { ...facts, subnets: new Map([...facts.subnets, ...inFull]) },
    situation.policy ?? {},
  );
}

export function subjectWith(vault: Vault, facts: Facts, policy: Partial<Criteria>): Subject {
  const criteria = { ...lenient, ...policy };
  const reach = reachOf(vault.rules, facts);
  const exposure = exposureOf(reach, vault.subscriptionId, criteria.internetShare);
  return { vault, facts, reach, exposure, criteria };
}
