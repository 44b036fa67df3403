import { sizeOf } from '../network-rules/ipv4-set.ts';
import { publicIpv4Count } from '../network-rules/public-ipv4.ts';
import { addressesOfIpRules } from '../network-rules/reach.ts';
import { denyByDefault, removeIpRule } from './az-cli.ts';
import { defineCheck, type Subject } from './check.ts';

export const internetReachable = defineCheck({
  id: 'internet-reachable',
  title: 'Vault is reachable from the whole internet',
  severity: 'critical',
  rationale:
    'Anyone on the internet can send requests to the vault, so a leaked token or a forgotten permission is all ' +
    'that stands between an attacker and its secrets. A firewall makes the network a second lock.',
  references: {
    mcsb: ['NS-2', 'DP-8'],
    azurePolicy: {
      '55615ac9-af46-4a59-874e-391cc3dfb490':
        'Azure Key Vault should have firewall enabled or public network access disabled',
    },
  },
  evaluate: (subject) =>
    subject.exposure.level === 'internet' ? [{ target: 'vault', message: `${causeOf(subject)}.` }] : [],
  remediate: (subject) => {
    const { vault } = subject;
    if (vault.rules.defaultAction === 'deny') {
      return [
        '# Remove the ranges that together cover the internet; add the ones you really need before.',
        ...rangeRules(subject).map((cidr) => removeIpRule(vault, cidr)),
      ];
    }
    return [
      '# First add a rule for every address and subnet that needs the vault, then close it for everybody else.',
      denyByDefault(vault),
    ];
  },
});

function causeOf(subject: Subject): string {
  const { rules } = subject.vault;
  if (rules.defaultAction === 'deny') {
    const share = Math.floor((subject.exposure.publicAddresses / publicIpv4Count) * 1000) / 10;
    const byPerimeter = subject.exposure.publicAddresses > sizeOf(addressesOfIpRules(rules));
    return `${byPerimeter ? 'Rules of the vault and its perimeter' : 'IP rules'} together let in ${share} % of all public addresses`;
  }
  if (rules.firewall === 'absent')
    return 'The vault has no firewall: networkAcls is missing, which means Allow';
  if (rules.defaultAction === 'allow') return 'The default action is Allow, so every address is let in';
  return `The default action is "${rules.defaultAction.unknown}", which is not known and may let every address in`;
}

function rangeRules({ vault }: Subject): readonly string[] {
  return vault.rules.ipRules.flatMap((rule) => (rule.kind === 'range' ? [rule.value] : []));
}
