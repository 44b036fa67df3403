import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { examples } from './examples.ts';
import { subjectOf } from './subject.ts';

const ids = checks.map(({ id }) => id);

describe('every check', () => {
  // The type of describeCheck makes every list of cases hold at least one.
  it.each(ids)('%s has a test file of its own name with all lists of cases', (id) => {
    const text = readFileSync(join(import.meta.dirname, `${id}.test.ts`), 'utf8');
    const [, constant] = new RegExp(`import { (\\w+) } from '../../src/checks/${id}.ts';`).exec(text) ?? [];
    expect(constant).toBeDefined();
    expect(text).toContain(`describeCheck(${constant}, {`);
  });

  it.each(checks.map((check) => [check.id, check] as const))(
    '%s reports its example in the catalogue',
    (id, check) => {
      expect(check.evaluate(subjectOf(examples[id]))).not.toEqual([]);
    },
  );
});
