import type { SubnetId } from '../network-rules/resource-id.ts';

/**
 * Answers whether a subnet matches any of the patterns: subnet ids in which `*` stands for any text within one part.
 * Case means nothing. Plain ids are looked up, only patterns are tried one by one.
 */
export function subnetMatcher(patterns: readonly string[]): (subnet: SubnetId) => boolean {
  const lower = patterns.map((pattern) => pattern.toLowerCase());
  const ids = new Set(lower.filter((pattern) => !pattern.includes('*')));
  const globs = lower.filter((pattern) => pattern.includes('*')).map(globExpression);
  return ({ id }) => ids.has(id) || globs.some((glob) => glob.test(id));
}

function globExpression(pattern: string): RegExp {
  const literal = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('[^/]*')}$`);
}
