import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { Check, References } from '../src/checks/check.ts';
import { checks } from '../src/checks/index.ts';
import { policySchema } from '../src/policy/schema.ts';
import { examples } from '../test/checks/examples.ts';
import { type Situation, subjectOf } from '../test/checks/subject.ts';

const root = join(import.meta.dirname, '..');

/** The catalogue of checks as Markdown, from the checks themselves. */
export function checksPage(): string {
  const index = checks.map(({ id, title, severity }) => `| [${id}](#${id}) | ${title} | ${severity} |`);
  return [
    '# Checks',
    '',
    '<!-- Generated from src/checks by `npm run docs`; a change by hand is lost. -->',
    '',
    'What Vaultfence looks for in the network rules of a vault. The severity is the default; a policy may choose',
    'another or turn a check off. Remedies are shown, never run.',
    '',
    '| check | finding | severity |',
    '|---|---|---|',
    ...index,
    ...checks.flatMap((check) => ['', ...section(check, examples[check.id])]),
    '',
  ].join('\n');
}

/** The JSON schema of the policy file, for editors. */
export function policyJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(policySchema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const ignoresCase = zodSchema._zod.def.checks?.some(({ _zod: { def } }) => ignoresLetterCase(def));
      if (ignoresCase && jsonSchema.pattern) jsonSchema.pattern = inAnyCase(jsonSchema.pattern);
    },
  });
  return { $schema, $id: 'urn:vaultfence:policy:1', title: 'Vaultfence policy', ...schema };
}

/** What is generated, by path below the root of the repository. */
export function generatedDocs(): Readonly<Record<string, string>> {
  return {
    'docs/checks.md': checksPage(),
    'docs/schemas/policy.schema.json': `${JSON.stringify(policyJsonSchema(), undefined, 2)}\n`,
  };
}

function section(check: Check, example: Situation): readonly string[] {
  const subject = subjectOf(example);
  const [violation] = check.evaluate(subject);
  if (!violation) throw new Error(`test/checks/examples.ts: ${check.id} does not report its example`);
  return [
    `## ${check.id}`,
    '',
    `**${check.title}** (${check.severity})`,
    '',
    check.rationale,
    '',
    ...referenceTable(check.references),
    'A finding, for example:',
    '',
    `> ${violation.message}`,
    '',
    'What puts it right:',
    '',
    '```sh',
    ...check.remediate(subject, violation),
    '```',
  ];
}

function referenceTable({ cis = {}, mcsb = [], azurePolicy = {} }: References): readonly string[] {
  const rows = [
    ...Object.entries(cis).map(
      ([version, control]) => `| CIS Microsoft Azure Foundations ${version} | ${control} |`,
    ),
    ...mcsb.map((control) => `| Microsoft cloud security benchmark | ${control} |`),
    ...Object.entries(azurePolicy).map(([id, title]) => `| Azure Policy | ${title} (\`${id}\`) |`),
  ];
  return rows.length > 0 ? ['| asked by | as |', '|---|---|', ...rows, ''] : [];
}

function ignoresLetterCase(check: object): boolean {
  return 'pattern' in check && check.pattern instanceof RegExp && check.pattern.ignoreCase;
}

/** JSON schema has no flags: each letter outside a class or an escape becomes a class of its two cases. */
function inAnyCase(pattern: string): string {
  return pattern.replace(/\\.|\[[^\]]*\]|[a-z]/gi, (part) =>
    part.length === 1 ? `[${part.toUpperCase()}${part.toLowerCase()}]` : part,
  );
}

if (import.meta.main) {
  for (const [path, text] of Object.entries(generatedDocs())) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
    console.log(`wrote ${path}`);
  }
}
