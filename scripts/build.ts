import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import packageJson from '../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..');
const output = join(root, 'dist', 'app');

/** Lays out the folder that is deployed: one bundle, host.json, package.json and the policy. */
export async function buildApp(folder = output): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [join(root, 'functions', 'index.ts')],
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    // Supplied by the worker through require; exists nowhere else.
    external: ['@azure/functions-core'],
    // Some dependencies are CommonJS and call require, which an ES module does not have.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  for (const file of ['host.json', 'policy.yaml']) await copyFile(join(root, file), join(folder, file));
  const { name, version } = packageJson;
  await writeFile(
    join(folder, 'package.json'),
    `${JSON.stringify({ name, version, private: true, type: 'module', main: 'index.mjs' }, undefined, 2)}\n`,
  );
  return folder;
}

if (import.meta.main) {
  const folder = await buildApp();
  console.log(`built ${folder}`);
}
