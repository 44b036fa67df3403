/** One field of a JSON value that may be anything. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** One field that should be a list; anything else counts as empty. */
export function listField(value: unknown, name: string): readonly unknown[] {
  const list = field(value, name);
  return Array.isArray(list) ? list : [];
}

/** One field that should be text, lower case, as ids compare without regard to case. */
export function idField(value: unknown, name: string): string {
  const id = field(value, name);
  return typeof id === 'string' ? id.toLowerCase() : '';
}
