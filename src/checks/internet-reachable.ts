import { gatesOf } from '../network-rules/gates.ts';
import { sizeOf } from '../network-rules/ipv4-set.ts';
import { publicIpv4Count } from '../network-rules/public-ipv4.ts';
import { addressesOfIpRules } from '../network-rules/reach.ts';
import { azCli } from './az-cli.ts';
import { defineCheck, type Subject } from './check.ts';
import { closeOwnRules, isInternet } from './close-own-rules.ts';

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
    const { rules } = subject.vault;
    const byPerimeterAlone = isInternet(subject, { ...rules, defaultAction: 'deny', ipRules: [] });
    const byOwnRules = ownRulesDecide(subject) && (rules.defaultAction !== 'deny' || !byPerimeterAlone);
    return [
      ...(byOwnRules ? closeOwnRules(subject, rules) : []),
      ...(byPerimeterAlone ? narrowPerimeter(subject) : []),
    ];
  },
});

function causeOf(subject: Subject): string {
  const { rules } = subject.vault;
  if (!ownRulesDecide(subject)) return `Inbound rules of the perimeter let in ${shareOf(subject)}`;
  if (rules.defaultAction === 'deny') {
    const byPerimeter = subject.exposure.publicAddresses > sizeOf(addressesOfIpRules(rules));
    return `${byPerimeter ? 'Rules of the vault and its perimeter' : 'IP rules'} together let in ${shareOf(subject)}`;
  }
  if (rules.firewall === 'absent')
    return 'The vault has no firewall: networkAcls is missing, which means Allow';
  if (rules.defaultAction === 'allow') return 'The default action is Allow, so every address is let in';
  return `The default action is "${rules.defaultAction.unknown}", which is not known and may let every address in`;
}

function ownRulesDecide({ vault, facts }: Subject): boolean {
  return gatesOf(vault.rules.publicNetworkAccess, facts.perimeter).ownRules;
}

function shareOf({ exposure }: Subject): string {
  return `${Math.floor((exposure.publicAddresses / publicIpv4Count) * 1000) / 10} % of all public addresses`;
}

function narrowPerimeter({ facts: { perimeter } }: Subject): readonly string[] {
  if (perimeter.kind !== 'associated') return [];
  return [
    "# Narrow the inbound rules of the perimeter's profile; see which profile it is with:",
    azCli`network perimeter association show --ids ${perimeter.associationId}`,
  ];
}
