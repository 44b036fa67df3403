/** A test for texts that match a pattern in which `*` stands for any text, but for the characters in `except`. */
export function globTest(pattern: string, except = ''): (text: string) => boolean {
  const literal = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^${literal.join(except ? `[^${except}]*` : '.*')}$`, 'is');
  return (text) => expression.test(text);
}
