import { readFile } from 'node:fs/promises';
import leven from 'leven';
import { parseDocument } from 'yaml';
import * as z from 'zod';
import { type Policy, policyOf } from './policy.ts';
import { policySchema } from './schema.ts';

/** A policy that cannot be used; the message names the file and every wrong place in it. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
}

/** @throws PolicyError when the file cannot be read or does not hold a policy. */
export async function loadPolicy(file: string): Promise<Policy> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new PolicyError(`${file}: cannot be read (${error instanceof Error ? error.message : error})`);
  }
  return parsePolicy(text, file);
}

/**
 * Reads a policy from YAML or JSON text.
 *
 * @param source how the errors call the text, usually its file name
 * @throws PolicyError with one line for every wrong place: path, value and what was expected
 */
export function parsePolicy(text: string, source: string): Policy {
  const document = parseDocument(text, { uniqueKeys: true });
  if (document.errors.length > 0) {
    throw new PolicyError(document.errors.map(({ message }) => `${source}: ${message}`).join('\n'));
  }
  const value: unknown = document.toJS();
  const result = policySchema.safeParse(value, { reportInput: true });
  if (!result.success) {
    throw new PolicyError(
      result.error.issues.map((issue) => `${source}: ${describeIssue(issue)}`).join('\n'),
    );
  }
  return policyOf(result.data);
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = z.core.toDotPath(issue.path) || 'the file';
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(issue.path);
    return issue.keys
      .map((key) => `${path} has the unknown key "${key}"${suggestion(key, known)}`)
      .join('; ');
  }
  const input = issue.input === undefined ? 'missing' : JSON.stringify(issue.input)?.slice(0, 120);
  const expected = issue.message
    .replace(/^Invalid (input|option): |^Too (big|small): /, '')
    .replace(/^expected \w+ to be /, 'expected ');
  const near =
    issue.code === 'invalid_value' ? suggestion(String(issue.input), issue.values.map(String)) : '';
  return `${path} is ${input}, ${expected}${near}`;
}

/** The keys that the schema knows at a place of the file. */
function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  let schema: unknown = z.toJSONSchema(policySchema, { io: 'input' });
  for (const step of path) schema = child(schema, typeof step === 'number' ? 'items' : step);
  const properties = Object.keys(record(record(schema).properties));
  const names = record(record(schema).propertyNames).enum;
  return Array.isArray(names) ? names.map(String) : properties;
}

function child(schema: unknown, step: PropertyKey): unknown {
  const { items, properties, additionalProperties } = record(schema);
  if (step === 'items') return items;
  return record(properties)[String(step)] ?? additionalProperties;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/** The known word that was probably meant. */
function suggestion(word: string, known: readonly string[]): string {
  const [nearest] = [...known].sort((a, b) => leven(word, a) - leven(word, b));
  return nearest !== undefined && word.length > 2 && leven(word, nearest) <= Math.max(2, word.length / 3)
    ? `; did you mean "${nearest}"?`
    : '';
}
