import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Check } from '../../src/checks/check.ts';
import { checks } from '../../src/checks/index.ts';
import { ipRuleRedundant } from '../../src/checks/ip-rule-redundant.ts';
import { addressesOfIpRules } from '../../src/network-rules/reach.ts';
import { subjects } from './subjects.ts';

const folder = join(import.meta.dirname, '..', '..', 'src', 'checks');
const byId = checks.map((check): [id: string, check: Check] => [check.id, check]);

describe('whatever the vault, the facts and the policy', () => {
  it.each(byId)('%s answers, names each target once and says how to put it right', (_, check) => {
    fc.assert(
      fc.property(subjects(), (subject) => {
        const violations = check.evaluate(subject);
        expect(new Set(violations.map(({ target }) => target)).size).toBe(violations.length);
        for (const violation of violations) {
          expect(violation.message).toMatch(/\.$/);
          const lines = check.remediate(subject, violation);
          expect(lines).not.toEqual([]);
          expect(lines.filter((line) => !/^(az |# )/.test(line))).toEqual([]);
        }
      }),
    );
  });

  it('removing all redundant IP rules changes nothing about who is let in', () => {
    fc.assert(
      fc.property(subjects(), (subject) => {
        const { rules } = subject.vault;
        const redundant = new Set(ipRuleRedundant.evaluate(subject).map(({ target }) => target));
        const rest = { ...rules, ipRules: rules.ipRules.filter(({ value }) => !redundant.has(value)) };
        expect(addressesOfIpRules(rest)).toEqual(addressesOfIpRules(rules));
      }),
    );
  });
});

describe('the registry', () => {
  it.each(byId)('%s is kebab case and stands in the file of its name', (id) => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/);
    expect(readFileSync(join(folder, `${id}.ts`), 'utf8')).toContain(`id: '${id}',`);
  });

  it('holds every check that a file defines, once', () => {
    const defined = readdirSync(folder).filter((file) =>
      /^export const \w+ = defineCheck\(/m.test(readFileSync(join(folder, file), 'utf8')),
    );
    expect(checks.map(({ id }) => `${id}.ts`).sort()).toEqual(defined.sort());
  });

  it.each(byId)('%s says why it matters, in words that are finished', (_, check) => {
    expect(`${check.title} ${check.rationale}`).not.toContain('…');
    expect(check.rationale).toMatch(/^[A-Z].*\.$/);
    expect(check.title).not.toMatch(/\.$/);
  });
});
