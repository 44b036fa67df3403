import { sizeOf } from '../network-rules/ipv4-set.ts';
import { addressesOfIpRules } from '../network-rules/reach.ts';
import { listRules, removeIpRule } from './az-cli.ts';
import { defineCheck, type Subject, type Violation } from './check.ts';

export const ipRangeTooBroad = defineCheck({
  id: 'ip-range-too-broad',
  title: 'IP rules let in too many addresses',
  severity: 'medium',
  rationale:
    'A wide range lets in far more hosts than the few that need the vault, often other customers of one provider. ' +
    'Many small ranges add up to the same, so their union is limited as well.',
  references: { mcsb: ['NS-2'] },
  evaluate: (subject) => [...tooWideRules(subject), ...tooManyTogether(subject)],
  remediate: ({ vault }, { target }) =>
    target === 'vault'
      ? ['# Remove the ranges that are not needed; see them with:', listRules(vault)]
      : [
          '# Add the addresses that are needed once the wide range is gone: "add" skips what an existing rule overlaps.',
          removeIpRule(vault, target),
        ],
});

function tooWideRules({ vault, criteria }: Subject): readonly Violation[] {
  const mostInOne = 2 ** (32 - criteria.shortestPrefix);
  return vault.rules.ipRules.flatMap((rule) => {
    if (rule.kind !== 'range' || rule.range[1] - rule.range[0] + 1 <= mostInOne) return [];
    const message = `IP rule ${rule.value} is wider than /${criteria.shortestPrefix}, the widest that the policy allows.`;
    return [{ target: rule.value, message }];
  });
}

function tooManyTogether({ vault, criteria }: Subject): readonly Violation[] {
  const addresses = sizeOf(addressesOfIpRules(vault.rules));
  if (addresses <= criteria.mostAddresses) return [];
  const message = `IP rules name ${addresses.toLocaleString('en')} public addresses together, the policy allows ${criteria.mostAddresses.toLocaleString('en')}.`;
  return [{ target: 'vault', message }];
}
