import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { generatedDocs, policyJsonSchema } from '../scripts/generate-docs.ts';
import { checks } from '../src/checks/index.ts';

const root = join(import.meta.dirname, '..');

describe('generated documentation', () => {
  it.each(Object.entries(generatedDocs()))('%s is what the code says today', (path, text) => {
    expect(readFileSync(join(root, path), 'utf8'), `${path} is stale: run "npm run docs" and commit it`).toBe(
      text,
    );
  });

  it('gives every check a place that a link can name', () => {
    const page = generatedDocs()['docs/checks.md'];
    for (const { id } of checks) expect(page).toContain(`\n## ${id}\n`);
  });
});

describe('the schema of the policy file', () => {
  const ajv = new Ajv2020({ strict: true });
  formats.default(ajv);
  const accepts = ajv.compile(policyJsonSchema());

  it('accepts the policy that we ship', () => {
    expect(accepts(parse(readFileSync(join(root, 'policy.yaml'), 'utf8')))).toBe(true);
  });

  it.each<[what: string, policy: unknown]>([
    ['nothing but the version', { version: 1 }],
    ['a severity for a check', { version: 1, checks: { 'internet-reachable': { severity: 'low' } } }],
    [
      'a subnet id in any letter case',
      {
        version: 1,
        approved: {
          subnets: [
            '/subscriptions/*/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/app-*',
          ],
        },
      },
    ],
  ])('accepts %s', (_, policy) => {
    expect(accepts(policy)).toBe(true);
  });

  it.each<[what: string, policy: unknown]>([
    ['a policy without its version', {}],
    ['a key that nobody knows', { version: 1, chekcs: {} }],
    ['a check that does not exist', { version: 1, checks: { 'no-such-check': {} } }],
    ['a subnet id that is none', { version: 1, approved: { subnets: ['app'] } }],
  ])('refuses %s', (_, policy) => {
    expect(accepts(policy)).toBe(false);
  });
});
