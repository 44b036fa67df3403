import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Subject } from '../../src/checks/check.ts';
import { checks } from '../../src/checks/index.ts';
import type { Perimeter, SubnetFact } from '../../src/network-rules/facts.ts';
import type { VirtualNetworkRule } from '../../src/network-rules/model.ts';
import { examples } from './examples.ts';
import { subjectOf, subjectWith } from './subject.ts';

/** Names that come from Azure and end up in a command: here words that mean nothing to a shell. */
const tame = {
  resourceGroup: 'RESOURCE_GROUP',
  name: 'VAULT_NAME',
  id: 'VAULT_ID',
  connection: 'CONNECTION_ID',
  subnet: 'SUBNET_RULE',
  endpoint: 'SERVICE_ENDPOINT',
  association: 'ASSOCIATION_ID',
};
type Names = typeof tame;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaultfence-shell-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a shell that runs the remedies of all checks', () => {
  it('sees every name as the one word that it is, and runs nothing that stands in it', () => {
    const expected = commands(remedies(tame)).map((line) => line.split(' ').slice(1));
    fc.assert(
      fc.property(hostileNames(), (hostile) => {
        const words = expected.map((line) => line.map((word) => withNames(word, hostile)));
        expect(runInShell(remedies(hostile))).toEqual(words);
        expect(readdirSync(folder)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('meets every kind of name', () => {
    const lines = remedies(tame).join('\n');
    for (const word of Object.values(tame)) expect(lines).toContain(word);
  });
});

function remedies(names: Names): readonly string[] {
  return checks.flatMap((check) => {
    const subject = renamed(subjectOf(examples[check.id]), names);
    return check.evaluate(subject).flatMap((violation) => check.remediate(subject, violation));
  });
}

function commands(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => !line.startsWith('#'));
}

/** The words that `az` gets, line by line, from a real POSIX shell with an `az` that only repeats them. */
function runInShell(lines: readonly string[]): readonly (readonly string[])[] {
  const script = ["az() { printf '%s\\0' \"$@\"; printf 'END\\0'; }", ...lines].join('\n');
  const own = { SUBNET_ID: '"$SUBNET_ID"', ADDRESS: '"$ADDRESS"' };
  const { stdout, stderr } = spawnSync('sh', ['-c', script], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...own },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  const runs = stdout.split('END\0');
  return runs.slice(0, -1).map((run) => run.split('\0').slice(0, -1));
}

function hostileNames(): fc.Arbitrary<Names> {
  const pieces = [
    "'",
    '"',
    '`touch ran`',
    '$(touch ran)',
    '; touch ran;',
    '\n',
    '\ntouch ran\n',
    '\\',
    '$HOME',
    '*',
  ];
  const more = [
    '&',
    '|',
    '<',
    '>ran',
    '#',
    '!',
    '~',
    ' ',
    '\t',
    '(',
    ')',
    '{a,b}',
    'é',
    'rg-1',
    "'\\''",
    '-',
    '@',
  ];
  const name = fc.array(fc.constantFrom(...pieces, ...more), { maxLength: 6 }).map((parts) => parts.join(''));
  return fc.record({
    resourceGroup: name,
    name,
    id: name,
    connection: name,
    subnet: name,
    endpoint: name,
    association: name,
  });
}

function withNames(word: string, names: Names): string {
  return word.replace(
    new RegExp(Object.values(tame).join('|'), 'g'),
    (found) => Object.entries(names).find(([key]) => tame[key as keyof Names] === found)?.[1] ?? found,
  );
}

/** The same situation with other names. */
function renamed({ vault, facts, criteria }: Subject, names: Names): Subject {
  const { privateEndpointConnections, virtualNetworkRules } = vault.rules;
  const rules = {
    ...vault.rules,
    privateEndpointConnections: privateEndpointConnections.map((one) => ({ ...one, id: names.connection })),
    virtualNetworkRules: virtualNetworkRules.slice(0, 1).map((rule) => renamedRule(rule, names.subnet)),
  };
  const subnets = [...facts.subnets.values()].map(
    (fact) => [names.subnet, renamedFact(fact, names)] as const,
  );
  const perimeter: Perimeter =
    facts.perimeter.kind === 'associated'
      ? { ...facts.perimeter, associationId: names.association }
      : facts.perimeter;
  const { resourceGroup, name, id } = names;
  return subjectWith(
    { ...vault, resourceGroup, name, id, rules },
    { subnets: new Map(subnets), perimeter },
    { ...criteria, ruleLimitShare: 0.001 },
  );
}

function renamedRule(rule: VirtualNetworkRule, value: string): VirtualNetworkRule {
  return rule.kind === 'subnet' ? { ...rule, value, subnet: { ...rule.subnet, id: value } } : rule;
}

function renamedFact(fact: SubnetFact, { endpoint }: Names): SubnetFact {
  return fact.kind === 'present' ? { ...fact, serviceEndpoints: [endpoint] } : fact;
}
