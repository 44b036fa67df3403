import { listRules } from './az-cli.ts';
import { defineCheck } from './check.ts';

export const ipRuleUnreadable = defineCheck({
  id: 'ip-rule-unreadable',
  title: 'IP rule cannot be read',
  severity: 'medium',
  rationale:
    'Nobody can tell whom a malformed rule lets in, Azure included. It usually is a slip in a template, and the ' +
    'network that was meant has no access.',
  references: {},
  evaluate: ({ vault }) =>
    vault.rules.ipRules.flatMap((rule) =>
      rule.kind === 'unreadable'
        ? [
            {
              target: rule.value,
              message: `IP rule ${JSON.stringify(rule.value)} cannot be read: ${rule.reason}.`,
            },
          ]
        : [],
    ),
  remediate: ({ vault }) => [
    "# The command line does not take a malformed value: remove it on the vault's Networking page or in its template.",
    listRules(vault),
  ],
});
