import type { Vault } from '../network-rules/model.ts';
import { globTest } from './glob.ts';
import type { Scope } from './schema.ts';

/** Whether a vault is in a scope, and how closely the scope describes it. */
export type ScopeTest = {
  readonly matches: (vault: Vault) => boolean;
  /** Higher is more specific: a named vault above a pattern above tags above a resource group. */
  readonly specificity: number;
};

export function scopeTest({ vaults, resourceGroups, tags }: Scope): ScopeTest {
  const isVault = anyOf(vaults);
  const isGroup = anyOf(resourceGroups);
  const tagTests = Object.entries(tags ?? {}).map(
    ([key, value]) => [key.toLowerCase(), globTest(value)] as const,
  );
  return {
    matches: (vault) =>
      isVault(vault.name) &&
      isGroup(vault.resourceGroup) &&
      tagTests.every(([key, test]) => tagValues(vault, key).some(test)),
    specificity:
      (vaults ? (vaults.some(isPattern) ? 200 : 400) : 0) +
      Math.min(tagTests.length, 9) * 10 +
      (resourceGroups ? (resourceGroups.some(isPattern) ? 1 : 2) : 0),
  };
}

function anyOf(patterns: readonly string[] | undefined): (text: string) => boolean {
  if (patterns === undefined) return () => true;
  const tests = patterns.map((pattern) => globTest(pattern));
  return (text) => tests.some((test) => test(text));
}

/** Azure compares the names of tags without regard to case. */
function tagValues({ tags }: Vault, key: string): readonly string[] {
  return Object.entries(tags).flatMap(([name, value]) => (name.toLowerCase() === key ? [value] : []));
}

function isPattern(text: string): boolean {
  return text.includes('*');
}
