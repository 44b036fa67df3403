import type { AccessSource } from './access-source.ts';
import type { Facts } from './facts.ts';
import { gatesOf } from './gates.ts';
import { isUnknown, type NetworkRules } from './model.ts';

/** The questions that Key Vault asks before it looks at the rules, answered for this vault and source. */
export function explainGates(rules: NetworkRules, source: AccessSource, facts: Facts): readonly string[] {
  const steps = [
    source.kind === 'private-endpoint'
      ? 'The request comes through a private endpoint.'
      : 'The request does not come through a private endpoint.',
  ];
  if (source.kind === 'private-endpoint') return steps;
  steps.push(perimeterStep(facts));
  const gates = gatesOf(rules.publicNetworkAccess, facts.perimeter);
  steps.push(
    source.kind === 'service' && source.service.standing === 'trusted'
      ? trustedStep(rules, gates.trustedServices)
      : 'The caller is not a trusted service.',
  );
  if (source.kind === 'service' && source.service.standing === 'trusted') return steps;
  steps.push(publicAccessStep(rules, gates.ownRules, gates.perimeterRules));
  if (gates.ownRules) steps.push(defaultActionStep(rules));
  return steps;
}

function perimeterStep({ perimeter }: Facts): string {
  switch (perimeter.kind) {
    case 'none':
      return 'The vault is in no network security perimeter.';
    case 'not-read':
      return `Assuming no network security perimeter: ${perimeter.reason}.`;
    case 'associated': {
      const mode = isUnknown(perimeter.accessMode) ? perimeter.accessMode.unknown : perimeter.accessMode;
      const name = perimeter.perimeterId.split('/').at(-1);
      return `The vault is in network security perimeter ${name}, access mode ${mode}.`;
    }
  }
}

function trustedStep({ bypass }: NetworkRules, gate: 'by-bypass' | 'refused'): string {
  if (gate === 'refused') return 'Trusted services are refused, whatever the bypass says.';
  if (isUnknown(bypass)) return `The bypass is "${bypass.unknown}", which is not known.`;
  return bypass === 'none'
    ? 'The bypass is None: no exception.'
    : 'The bypass is AzureServices: trusted services pass.';
}

function publicAccessStep(
  { publicNetworkAccess: access }: NetworkRules,
  ownRules: boolean,
  perimeterRules: boolean,
): string {
  const value = isUnknown(access) ? `"${access.unknown}" (unknown)` : access;
  const decides = [
    ownRules ? "the vault's own rules" : '',
    perimeterRules ? "the perimeter's inbound rules" : '',
  ]
    .filter(Boolean)
    .join(' or ');
  return `Public network access is ${value}: ${decides ? `${decides} decide` : 'everybody else is refused'}.`;
}

function defaultActionStep({ firewall, defaultAction }: NetworkRules): string {
  if (firewall === 'absent') return 'There is no firewall (networkAcls is missing): everybody is let in.';
  if (isUnknown(defaultAction))
    return `The default action is "${defaultAction.unknown}", which is not known: read as Allow.`;
  return defaultAction === 'allow'
    ? 'The default action is Allow: everybody is let in, and the rules mean nothing.'
    : 'The default action is Deny: only listed subnets and addresses are let in.';
}
