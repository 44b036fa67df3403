import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parsePolicy } from '../../src/policy/load.ts';
import { presets } from '../../src/policy/presets.ts';

const root = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'policy.md'), 'utf8');
const examples = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml = '']) => yaml);

test('the page has examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(3);
});

test.each([
  ...examples,
  readFileSync(join(root, 'policy.yaml'), 'utf8'),
  readFileSync(join(root, 'src/local/policy.yaml'), 'utf8'),
])('every policy that we show or ship can be used: %s', (yaml) => {
  expect(parsePolicy(yaml, 'example').fingerprint).toBeTruthy();
});

test.each(['shortestPrefix', 'mostAddresses', 'internetShare', 'ruleLimitShare'] as const)(
  'the page tells the presets’ own numbers for %s',
  (key) => {
    const cells =
      page
        .split('\n')
        .find((line) => line.startsWith(`| \`limits.${key}\``))
        ?.split('|')
        .slice(3, 7) ?? [];
    const told = cells.map((cell) => Number(cell.trim()));
    const names = ['baseline', 'block-internet', 'named-hosts', 'locked-network'] as const;
    expect(told).toEqual(names.map((name) => presets[name].limits[key]));
  },
);
