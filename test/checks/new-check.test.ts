import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NewCheckError, newCheck } from '../../scripts/new-check.ts';

const root = join(import.meta.dirname, '..', '..');
let copy: string;

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'vaultfence-new-check-'));
  for (const folder of ['src/checks', 'src/network-rules', 'test/checks']) {
    cpSync(join(root, folder), join(copy, folder), { recursive: true });
  }
  cpSync(join(root, 'package.json'), join(copy, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const { formatter, javascript, linter } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  writeFileSync(join(copy, 'biome.json'), JSON.stringify({ formatter, javascript, linter }));
});
afterEach(() => rmSync(copy, { recursive: true }));

describe('npm run new:check', () => {
  it('lays out the check, its test, its line in the registry and its example', async () => {
    expect(await newCheck('vault-too-old', copy)).toEqual([
      'src/checks/vault-too-old.ts',
      'test/checks/vault-too-old.test.ts',
      'src/checks/index.ts',
      'test/checks/examples.ts',
    ]);
    expect(read('src/checks/vault-too-old.ts')).toContain(
      "export const vaultTooOld = defineCheck({\n  id: 'vault-too-old',",
    );
    expect(read('test/checks/vault-too-old.test.ts')).toContain('describeCheck(vaultTooOld, {');
    expect(read('test/checks/examples.ts')).toContain("\n  'vault-too-old': {},\n");
    expect(lastRegistered()).toBe('vault-too-old');
  });

  it.each(['a-first', 'ip-range', 'ip-rule-2', 'subnet-mis', 'zz-last'])(
    'leaves files that Biome is content with: %s',
    async (name) => {
      const written = await newCheck(name, copy);
      const biome = spawnSync(join(root, 'node_modules', '.bin', 'biome'), ['check', ...written], {
        cwd: copy,
        encoding: 'utf8',
      });
      expect(biome.stdout + biome.stderr).toContain('No fixes applied');
      expect(biome.status).toBe(0);
      expect(lastRegistered()).toBe(name);
    },
  );

  it.each([
    '',
    'Vault-Old',
    'vault',
    'vault_old',
    '-vault-old',
    'vault--old',
    '../vault-old',
    "vault-'old",
    `v-${'o'.repeat(40)}`,
  ])('refuses the name %j', async (name) => {
    const before = read('src/checks/index.ts');
    await expect(newCheck(name, copy)).rejects.toThrow(NewCheckError);
    expect(read('src/checks/index.ts')).toBe(before);
  });

  it.each(['subnet-missing', 'az-cli'])('refuses %s, which exists', async (name) => {
    await expect(newCheck(name, copy)).rejects.toThrow(`src/checks/${name}.ts exists already`);
  });
});

function read(path: string): string {
  return readFileSync(join(copy, path), 'utf8');
}

function lastRegistered(): string {
  const script = "const { checks } = await import('./src/checks/index.ts'); console.log(checks.at(-1).id)";
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: copy,
    encoding: 'utf8',
  });
  return stdout.trim();
}
