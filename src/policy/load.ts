import { readFile } from 'node:fs/promises';
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
    return `${path} has the unknown key ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
  }
  if (issue.code === 'invalid_key') return `${path} is not a known name`;
  const input = issue.input === undefined ? 'missing' : JSON.stringify(issue.input)?.slice(0, 120);
  return `${path} is ${input}, ${issue.message.replace(/^Invalid (input|option): /, '')}`;
}
