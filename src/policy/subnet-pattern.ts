import type { SubnetId } from '../network-rules/resource-id.ts';
import { globTest } from './glob.ts';

/**
 * Answers whether a subnet matches any of the patterns: subnet ids in which `*` stands for any text within one part.
 * Case means nothing. Plain ids are looked up, only patterns are tried one by one.
 */
export function subnetMatcher(patterns: readonly string[]): (subnet: SubnetId) => boolean {
  const ids = new Set(patterns.filter((pattern) => !pattern.includes('*')).map((id) => id.toLowerCase()));
  const tests = patterns.filter((pattern) => pattern.includes('*')).map((pattern) => globTest(pattern, '/'));
  return ({ id }) => ids.has(id) || tests.some((test) => test(id));
}
