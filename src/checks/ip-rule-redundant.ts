import type { NetworkRules } from '../network-rules/model.ts';
import { removeIpRule } from './az-cli.ts';
import { defineCheck } from './check.ts';
import { type RangeRule, rangeRules } from './range-rules.ts';

export const ipRuleRedundant = defineCheck({
  id: 'ip-rule-redundant',
  title: 'IP rule is contained in another',
  severity: 'informational',
  rationale:
    'A rule inside a wider one changes nothing. It hides how wide the vault is open, and removing it gives the false ' +
    'comfort of having closed something.',
  references: {},
  evaluate: ({ vault }) =>
    containedRules(vault.rules).map(({ rule, within }) => ({
      target: rule.value,
      message: `IP rule ${rule.value} is contained in ${within.value} and changes nothing.`,
    })),
  remediate: ({ vault }, { target }) => [removeIpRule(vault, target)],
});

/** Networks are nested or apart, never partly overlapping, so one pass in order sees every rule's widest container. */
function containedRules(rules: NetworkRules): readonly { rule: RangeRule; within: RangeRule }[] {
  const widestFirst = [...rangeRules(rules)].sort(
    (a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1],
  );
  const contained: { rule: RangeRule; within: RangeRule }[] = [];
  let container: RangeRule | undefined;
  for (const rule of widestFirst) {
    if (container && rule.range[1] <= container.range[1]) contained.push({ rule, within: container });
    else container = rule;
  }
  return contained;
}
