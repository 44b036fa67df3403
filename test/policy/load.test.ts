import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadPolicy, PolicyError, parsePolicy } from '../../src/policy/load.ts';

function complaints(text: string): readonly string[] {
  try {
    parsePolicy(text, 'policy.yaml');
  } catch (error) {
    if (error instanceof PolicyError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('a policy that cannot be used', () => {
  test.each<[string, string, string]>([
    [
      'a number that is no prefix',
      'version: 1\napproved: { ipRanges: [20.61.0.0/33] }',
      'policy.yaml: approved.ipRanges[0] is "20.61.0.0/33", expected an IPv4 address or range like 20.61.0.0/16',
    ],
    [
      'a date in another order',
      'version: 1\nexemptions: [{ check: internet-reachable, match: { vaults: [a] }, reason: x, owner: y, expires: 31-12-2026 }]',
      'policy.yaml: exemptions[0].expires is "31-12-2026", expected a date like 2026-12-31',
    ],
    [
      'a slip in a key',
      'version: 1\nlimits: { shortestPrefx: 8 }',
      'policy.yaml: limits has the unknown key "shortestPrefx"; did you mean "shortestPrefix"?',
    ],
    [
      'a slip in a check',
      'version: 1\nchecks: { internet-reachble: { enabled: false } }',
      'policy.yaml: checks has the unknown key "internet-reachble"; did you mean "internet-reachable"?',
    ],
    [
      'a severity that does not exist',
      'version: 1\nchecks: { internet-reachable: { severity: hihg } }',
      'policy.yaml: checks["internet-reachable"].severity is "hihg", expected one of "critical"|"high"|"medium"|"low"|"informational"; did you mean "high"?',
    ],
    [
      'a key inside a scope',
      'version: 1\nscopes: [{ name: x, match: { vault: [a], tags: { a: b } } }]',
      'policy.yaml: scopes[0].match has the unknown key "vault"; did you mean "vaults"?',
    ],
    [
      'a scope that matches everything',
      'version: 1\nscopes: [{ name: x, match: {} }]',
      'policy.yaml: scopes[0].match is {}, expected at least one of vaults, resourceGroups, tags',
    ],
    ['another format', 'version: 2', 'policy.yaml: version is 2, expected 1'],
    ['no version', 'checks: {}', 'policy.yaml: version is missing, expected 1'],
    ['nothing at all', '', 'policy.yaml: the file is null, expected object, received null'],
    [
      'a share above one',
      'version: 1\nlimits: { internetShare: 3 }',
      'policy.yaml: limits.internetShare is 3, expected a share up to 1',
    ],
    [
      'a subscription that is no id',
      'version: 1\napproved: { subscriptions: [mine] }',
      'policy.yaml: approved.subscriptions[0] is "mine", expected a subscription id',
    ],
  ])('%s is named with place, value and what was expected', (_, text, complaint) => {
    expect(complaints(text)).toEqual([complaint]);
  });

  test('names every wrong place at once', () => {
    expect(complaints('version: 2\nfoo: 1\nlimits: { internetShare: 0 }')).toHaveLength(3);
  });

  test('is told where the YAML itself breaks', () => {
    expect(complaints('version: 1\n  approved: [')[0]).toContain('policy.yaml: ');
    expect(complaints('version: 1\nversion: 1')[0]).toContain('unique');
  });

  test('is told when the file is not there', async () => {
    await expect(loadPolicy('/nowhere/policy.yaml')).rejects.toThrow('/nowhere/policy.yaml: cannot be read');
  });
});

describe('a policy', () => {
  test('may be YAML or JSON, and is read from a file', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'vaultfence-policy-')), 'policy.json');
    await writeFile(file, '{ "version": 1, "extends": "named-hosts" }');
    expect((await loadPolicy(file)).fingerprint).toBe(
      parsePolicy('version: 1\nextends: named-hosts', 'x').fingerprint,
    );
  });

  test('has another fingerprint when it says something else', () => {
    const one = parsePolicy('version: 1', 'x').fingerprint;
    expect(parsePolicy('version: 1\nlimits: { mostAddresses: 5 }', 'x').fingerprint).not.toBe(one);
    expect(parsePolicy('# a comment\nversion: 1', 'x').fingerprint).toBe(one);
  });
});
