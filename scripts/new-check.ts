import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A check that cannot be laid out; the message says why and what to do. */
export class NewCheckError extends Error {
  override readonly name = 'NewCheckError';
}

/**
 * Lays out a check to be written: its file, its test, its line in the registry and in the examples.
 *
 * @param name the check's id in kebab case, at least two words
 * @param root the folder that holds `src` and `test`
 * @returns the paths that were written, below the root
 * @throws NewCheckError when the name is no id, or taken
 */
export async function newCheck(name: string, root: string): Promise<readonly string[]> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(name) || name.length > 40) {
    throw new NewCheckError(
      `the name is ${JSON.stringify(name)}, expected two or more words in kebab case, at most 40 characters, like subnet-missing`,
    );
  }
  const [check, test] = [`src/checks/${name}.ts`, `test/checks/${name}.test.ts`];
  for (const path of [check, test]) {
    if (await exists(join(root, path))) {
      throw new NewCheckError(`${path} exists already: choose another name, or change that file`);
    }
  }
  const [registry, examples] = ['src/checks/index.ts', 'test/checks/examples.ts'];
  const texts = {
    [check]: checkText(name),
    [test]: testText(name),
    [registry]: registered(await readFile(join(root, registry), 'utf8'), name),
    [examples]: withExample(await readFile(join(root, examples), 'utf8'), name),
  };
  for (const [path, text] of Object.entries(texts)) await writeFile(join(root, path), text);
  return Object.keys(texts);
}

/** The registry with one more import, in Biome's order, and one more check at the end of the list. */
function registered(registry: string, name: string): string {
  const constant = constantOf(name);
  const line = `import { ${constant} } from './${name}.ts';`;
  const imported = insertSorted(registry, /^import (?:type )?\{ \w+ \} from '\.\/(.+)\.ts';$/, name, line);
  const end = '\n] as const satisfies';
  return imported.replace(end, () => `\n  ${constant},${end}`);
}

function withExample(examples: string, name: string): string {
  return insertSorted(examples, /^ {2}'([a-z0-9-]+)': \{/, name, `  '${name}': {},`);
}

/** Puts a line before the first of its kind whose captured name comes later, or after the last of its kind. */
function insertSorted(text: string, kind: RegExp, name: string, line: string): string {
  const lines = text.split('\n');
  const places = lines.flatMap((one, index) => {
    const found = kind.exec(one)?.[1];
    return found === undefined ? [] : [{ index, name: found }];
  });
  const later = places.find((place) => place.name > name);
  const at = later?.index ?? endOf(lines, places.at(-1)?.index ?? 0);
  return lines.toSpliced(at, 0, line).join('\n');
}

/** The line after an entry that may span several, the last of which closes it. */
function endOf(lines: readonly string[], start: number): number {
  const closing = lines.findIndex((line, index) => index >= start && /(;|^ {2}\}|\}),?$/.test(line));
  return closing + 1;
}

function checkText(name: string): string {
  return `import { defineCheck } from './check.ts';

export const ${constantOf(name)} = defineCheck({
  id: '${name}',
  title: '…',
  severity: 'medium',
  rationale: '…',
  references: {},
  evaluate: () => [],
  remediate: () => ['# …'],
});
`;
}

function testText(name: string): string {
  const constant = constantOf(name);
  return `import { ${constant} } from '../../src/checks/${name}.ts';
import { describeCheck } from './check-cases.ts';

describeCheck(${constant}, {
  violates: [{ name: 'the smallest vault that it reports', targets: ['vault'], messages: ['….'] }],
  complies: [{ name: 'the nearest vault that it does not report' }],
  boundary: [{ name: 'the last vault before the line', targets: [] }],
  unknown: [{ name: 'a value that is new to us', vault: { bypass: 'BrandNew' }, targets: [] }],
  remediates: [{ name: 'the exact lines', lines: ['# …'] }],
});
`;
}

function constantOf(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

if (import.meta.main) {
  try {
    const written = await newCheck(process.argv[2] ?? '', join(import.meta.dirname, '..'));
    console.log(`wrote ${written.join(', ')}`);
    console.log('Now fill in what stands as "…", and an example of what it reports. Then: npm run docs');
  } catch (error) {
    if (!(error instanceof NewCheckError)) throw error;
    console.error(`npm run new:check NAME: ${error.message}`);
    process.exitCode = 1;
  }
}
