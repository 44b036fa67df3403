import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ipRuleRedundant } from '../../src/checks/ip-rule-redundant.ts';
import { decideAccess } from '../../src/network-rules/decide-access.ts';
import { exposureOf } from '../../src/network-rules/exposure.ts';
import type { Facts } from '../../src/network-rules/facts.ts';
import { formatAddress, type Ipv4Range } from '../../src/network-rules/ipv4.ts';
import { intersection, ipv4Set, isEmpty, sizeOf, union } from '../../src/network-rules/ipv4-set.ts';
import type { NetworkRules } from '../../src/network-rules/model.ts';
import { normaliseVault } from '../../src/network-rules/normalise.ts';
import { reachOf } from '../../src/network-rules/reach.ts';
import { armVaults, ipv4Networks, networkRules, someFacts } from '../arbitraries.ts';
import { facts as factsOf, subnetId, subscriptionId, vault } from '../builders.ts';
import { subjectOf } from '../checks/subject.ts';
import { naivelyLetsIn } from './naive-decision.ts';

const runs = { numRuns: 3000 };
const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });

function single(at: number) {
  return { kind: 'addresses', range: [at, at] as Ipv4Range, text: formatAddress(at) } as const;
}

/** Any address, and often one at the edge of a rule. */
function addressFor(rules: NetworkRules): fc.Arbitrary<number> {
  const edges = rules.ipRules.flatMap((rule) =>
    rule.kind === 'range'
      ? [
          rule.range[0],
          rule.range[1],
          Math.max(0, rule.range[0] - 1),
          Math.min(2 ** 32 - 1, rule.range[1] + 1),
        ]
      : [],
  );
  return edges.length === 0 ? address : fc.oneof(address, fc.constantFrom(...edges));
}

const situations = fc
  .tuple(networkRules(), someFacts())
  .chain(([rules, facts]) =>
    fc.record({ rules: fc.constant(rules), facts: fc.constant(facts), at: addressFor(rules) }),
  );

const isLetIn = (rules: NetworkRules, facts: Facts, at: number) =>
  decideAccess(rules, single(at), facts).verdict === 'allowed';

test('the decision for an address is what asking question by question gives', () => {
  fc.assert(
    fc.property(situations, ({ rules, facts, at }) => {
      expect(isLetIn(rules, facts, at)).toBe(naivelyLetsIn(rules, facts, at));
    }),
    { numRuns: 10_000 },
  );
});

test('the parts of a range are apart, make up the range, and decide as their addresses do', () => {
  fc.assert(
    fc.property(networkRules(), someFacts(), ipv4Networks(), fc.nat(), (rules, facts, range, pick) => {
      const decision = decideAccess(rules, { kind: 'addresses', range, text: 'range' }, facts);
      const { allowedAddresses, deniedAddresses } = decision;
      expect(isEmpty(intersection(allowedAddresses, deniedAddresses))).toBe(true);
      expect(union(allowedAddresses, deniedAddresses)).toEqual(ipv4Set([range]));
      const at = range[0] + (pick % (range[1] - range[0] + 1));
      expect(!isEmpty(intersection(allowedAddresses, [[at, at]]))).toBe(isLetIn(rules, facts, at));
    }),
    runs,
  );
});

test('exposure agrees with decisions', () => {
  fc.assert(
    fc.property(situations, ({ rules, facts, at }) => {
      const { level, publicAddresses, unknowns } = exposureOf(reachOf(rules, facts), subscriptionId, 1);
      const internet = decideAccess(rules, { kind: 'internet' }, facts);
      expect(level === 'internet').toBe(internet.verdict === 'allowed');
      expect(sizeOf(internet.allowedAddresses)).toBe(publicAddresses);
      expect(internet.unknowns).toEqual(unknowns);
      if (level === 'private' || level === 'sealed') expect(isLetIn(rules, facts, at)).toBe(false);
      if (level === 'sealed') {
        for (const { id } of rules.privateEndpointConnections) {
          expect(decideAccess(rules, { kind: 'private-endpoint', id }, facts).verdict).toBe('denied');
        }
      }
    }),
    runs,
  );
});

test('one more IP rule, subnet rule or approved endpoint never shuts anybody out', () => {
  fc.assert(
    fc.property(
      situations,
      ipv4Networks(),
      fc.constantFrom('ip', 'subnet', 'endpoint'),
      ({ rules, facts, at }, range, kind) => {
        const extra = vault({
          ipRules: [],
          ...(kind === 'subnet' && { subnets: ['extra'] }),
          ...(kind === 'endpoint' && { privateEndpoints: [{}] }),
        }).rules;
        const more: NetworkRules = {
          ...rules,
          ipRules:
            kind === 'ip' ? [...rules.ipRules, { kind: 'range', value: 'extra', range }] : rules.ipRules,
          virtualNetworkRules: [...rules.virtualNetworkRules, ...extra.virtualNetworkRules],
          privateEndpointConnections: [
            ...rules.privateEndpointConnections,
            ...extra.privateEndpointConnections,
          ],
        };
        const known: Facts = {
          ...facts,
          subnets: new Map([...facts.subnets, ...factsOf({ subnets: { extra: 'working' } }).subnets]),
        };
        if (isLetIn(rules, known, at)) expect(isLetIn(more, known, at)).toBe(true);
        const subnet = { kind: 'subnet', subnet: { ...subnetParts, id: subnetId('app') } } as const;
        if (decideAccess(rules, subnet, known).verdict === 'allowed') {
          expect(decideAccess(more, subnet, known).verdict).toBe('allowed');
        }
      },
    ),
    runs,
  );
});

test('order, case, /32 and repetition never change a verdict', () => {
  fc.assert(
    fc.property(armVaults(), someFacts(), address, (arm, facts, at) => {
      const plain = normaliseVault(arm).rules;
      const disguised = normaliseVault({ ...arm, properties: disguise(arm.properties) }).rules;
      expect(isLetIn(disguised, facts, at)).toBe(isLetIn(plain, facts, at));
    }),
    runs,
  );
});

test('rules called redundant can be removed without changing access', () => {
  fc.assert(
    fc.property(situations, ({ rules, facts, at }) => {
      const redundant = new Set(
        ipRuleRedundant
          .evaluate({ ...subjectOf({}), vault: { ...vault(), rules } })
          .map(({ target }) => target),
      );
      const fewer = { ...rules, ipRules: rules.ipRules.filter(({ value }) => !redundant.has(value)) };
      expect(isLetIn(fewer, facts, at)).toBe(isLetIn(rules, facts, at));
      expect(reachOf(fewer, facts).publicAddresses).toEqual(reachOf(rules, facts).publicAddresses);
    }),
    runs,
  );
});

const subnetParts = { subscriptionId, resourceGroup: 'rg-network', virtualNetwork: 'vnet-1', subnet: 'app' };

/** The same settings in another order and case, repeated, single addresses with their prefix. */
function disguise(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const acls = properties['networkAcls'];
  if (typeof acls !== 'object' || acls === null || Array.isArray(acls)) return properties;
  const ipRules = (acls as { ipRules?: unknown }).ipRules;
  const shuffled = Array.isArray(ipRules) ? [...ipRules, ...ipRules].reverse().map(withPrefix) : ipRules;
  return { ...properties, networkAcls: { ...acls, ...(ipRules !== undefined && { ipRules: shuffled }) } };
}

function withPrefix(rule: unknown): unknown {
  if (typeof rule !== 'object' || rule === null || !('value' in rule) || typeof rule.value !== 'string')
    return rule;
  return { ...rule, value: /^\d+(\.\d+){3}$/.test(rule.value) ? `${rule.value}/32` : rule.value };
}
