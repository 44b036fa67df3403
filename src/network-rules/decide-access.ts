import type { AccessSource } from './access-source.ts';
import { explainGates } from './explain-gates.ts';
import type { Facts } from './facts.ts';
import { subnetFact } from './facts.ts';
import { type Ipv4Set, intersection, ipv4Set, isEmpty, noAddress, subtraction, toCidrs } from './ipv4-set.ts';
import { type DeploymentFlags, isUnknown, type NetworkRules } from './model.ts';
import { publicIpv4 } from './public-ipv4.ts';
import { type Reach, reachOf } from './reach.ts';
import { type RefusalCode, refusalCode } from './refusal.ts';
import type { SubnetId } from './resource-id.ts';
import type { TrustedService } from './trusted-services.ts';

/** Something that a caller needs besides the network, and whether this vault grants it. */
export type Need = { readonly what: string; readonly granted: boolean | undefined };

/** Whether the vault's network lets a source in, and why. */
export type AccessDecision = {
  readonly verdict: 'allowed' | 'denied' | 'partly';
  /** The rule or setting that decided, in words. */
  readonly decidedBy: string;
  /** Of a range, which addresses are let in and which are not. */
  readonly allowedAddresses: Ipv4Set;
  readonly deniedAddresses: Ipv4Set;
  /** The questions in the order in which Key Vault asks them, answered. */
  readonly steps: readonly string[];
  /** What a refused caller sees in `error.innererror.code` of an HTTP 403; `undefined` when nobody is refused. */
  readonly refusal: RefusalCode | undefined;
  readonly needs: readonly Need[];
  /** What could not be known; the decision reads each as letting in. */
  readonly unknowns: readonly string[];
  readonly reminders: readonly string[];
};

/** True of every decision (Key Vault documentation, network security). */
export const reminders: readonly string[] = [
  'A caller that the network lets in still needs a valid Microsoft Entra token and a permission (access policy or RBAC role).',
  'The firewall guards the data plane only: creating, changing or deleting the vault and its firewall does not pass it.',
];

/** Decides in the order in which Key Vault does: private endpoint, perimeter, trusted service, public access, rules. */
export function decideAccess(rules: NetworkRules, source: AccessSource, facts: Facts): AccessDecision {
  const reach = reachOf(rules, facts);
  const ruling = rule(rules, source, facts, reach);
  const { allowed = noAddress, denied = noAddress } = ruling;
  return {
    verdict: ruling.verdict,
    decidedBy: ruling.decidedBy,
    allowedAddresses: allowed,
    deniedAddresses: denied,
    steps: [...explainGates(rules, source, facts), ruling.step],
    refusal: ruling.verdict === 'allowed' ? undefined : refusalCode(rules, facts),
    needs: [
      ...(ruling.needs ?? []),
      { what: 'a Microsoft Entra token and a permission', granted: undefined },
    ],
    unknowns: reach.unknowns,
    reminders,
  };
}

type Ruling = Pick<AccessDecision, 'verdict' | 'decidedBy'> & {
  readonly step: string;
  readonly allowed?: Ipv4Set;
  readonly denied?: Ipv4Set;
  readonly needs?: readonly Need[];
};

function rule(rules: NetworkRules, source: AccessSource, facts: Facts, reach: Reach): Ruling {
  switch (source.kind) {
    case 'internet':
      return ruleAddresses(rules, publicIpv4, reach, 'the internet');
    case 'addresses':
      return ruleAddresses(rules, ipv4Set([source.range]), reach, source.text);
    case 'subnet':
      return ruleSubnet(rules, source.subnet, facts, reach);
    case 'private-endpoint':
      return rulePrivateEndpoint(rules, source.id);
    case 'service':
      return ruleService(rules, source.service, reach);
  }
}

function ruleAddresses(rules: NetworkRules, asked: Ipv4Set, reach: Reach, name: string): Ruling {
  const allowed = intersection(asked, reach.publicAddresses);
  const denied = subtraction(asked, allowed);
  if (isEmpty(intersection(asked, publicIpv4))) {
    const decidedBy = 'the address is not a public one';
    const step = `${name} is private or reserved: the vault never sees it as a source. Ask for the public address or the subnet instead.`;
    return { verdict: 'denied', decidedBy, step, allowed, denied };
  }
  if (isEmpty(allowed))
    return {
      verdict: 'denied',
      decidedBy: 'no rule lets it in',
      step: `Nothing lets ${name} in: refused.`,
      allowed,
      denied,
    };
  const decidedBy = letInBy(rules, allowed, reach);
  if (isEmpty(denied))
    return { verdict: 'allowed', decidedBy, step: `${name} is let in by ${decidedBy}.`, allowed, denied };
  const step = `Of ${name}, ${listed(allowed)} is let in by ${decidedBy}; ${listed(denied)} is refused.`;
  return { verdict: 'partly', decidedBy, step, allowed, denied };
}

function letInBy(rules: NetworkRules, allowed: Ipv4Set, reach: Reach): string {
  if (isEmpty(subtraction(publicIpv4, reach.publicAddresses)) && rules.defaultAction !== 'deny') {
    return rules.firewall === 'absent'
      ? 'the missing firewall (no networkAcls means Allow)'
      : 'the default action Allow';
  }
  const matching = rules.ipRules.filter(
    (ipRule) => ipRule.kind === 'range' && !isEmpty(intersection(ipv4Set([ipRule.range]), allowed)),
  );
  if (rules.defaultAction !== 'deny' || matching.length === 0)
    return 'an inbound rule of the network security perimeter';
  const values = matching.slice(0, 3).map(({ value }) => value);
  return `IP rule ${values.join(' and ')}${matching.length > 3 ? ` and ${matching.length - 3} more` : ''}`;
}

function ruleSubnet(rules: NetworkRules, subnet: SubnetId, facts: Facts, reach: Reach): Ruling {
  if (reach.subnets.some(({ id }) => id === subnet.id)) {
    return {
      verdict: 'allowed',
      decidedBy: `virtual network rule ${subnet.id}`,
      step: 'The subnet is listed, and its Microsoft.KeyVault service endpoint carries the traffic: let in.',
    };
  }
  if (reach.perimeterSubscriptions.includes(subnet.subscriptionId)) {
    const decidedBy = `the perimeter's inbound rule for subscription ${subnet.subscriptionId}`;
    return { verdict: 'allowed', decidedBy, step: `Let in by ${decidedBy}.` };
  }
  if (isEmpty(subtraction(publicIpv4, reach.publicAddresses))) {
    const decidedBy = letInBy(rules, publicIpv4, reach);
    return { verdict: 'allowed', decidedBy, step: `Let in by ${decidedBy}, wherever it comes from.` };
  }
  return { verdict: 'denied', ...whySubnetIsRefused(rules, subnet, facts) };
}

function whySubnetIsRefused(
  rules: NetworkRules,
  subnet: SubnetId,
  facts: Facts,
): Pick<Ruling, 'decidedBy' | 'step'> {
  const isListed = rules.virtualNetworkRules.some(({ value }) => value === subnet.id);
  if (!isListed)
    return {
      decidedBy: 'no virtual network rule names the subnet',
      step: 'No virtual network rule names the subnet: refused.',
    };
  const fact = subnetFact(facts, subnet);
  if (fact.kind === 'missing')
    return {
      decidedBy: 'the subnet does not exist',
      step: 'The rule names a subnet that does not exist: refused.',
    };
  if (fact.kind === 'present' && fact.keyVaultEndpoint !== 'working') {
    return {
      decidedBy: 'the subnet has no working Microsoft.KeyVault service endpoint',
      step: 'The subnet is listed but has no working Microsoft.KeyVault service endpoint, so its traffic comes from a public address, which the rule does not match: refused.',
    };
  }
  return {
    decidedBy: 'virtual network rules do not decide',
    step: 'The subnet is listed, but virtual network rules do not decide here: refused.',
  };
}

function rulePrivateEndpoint(rules: NetworkRules, id: string): Ruling {
  const connection = rules.privateEndpointConnections.find(
    (one) => one.privateEndpointId === id || one.id === id,
  );
  if (!connection)
    return {
      verdict: 'denied',
      decidedBy: 'the vault has no connection to it',
      step: 'The vault has no connection to this private endpoint: refused.',
    };
  const status = isUnknown(connection.status)
    ? `unknown ("${connection.status.unknown}")`
    : connection.status;
  const decidedBy = `the private endpoint connection, which is ${status}`;
  return connection.status === 'approved' || isUnknown(connection.status)
    ? {
        verdict: 'allowed',
        decidedBy,
        step: `The connection is ${status}: let in, whatever the firewall says.`,
      }
    : {
        verdict: 'denied',
        decidedBy,
        step: `The connection is ${status}; only an approved one lets traffic through.`,
      };
}

function ruleService(rules: NetworkRules, service: TrustedService, reach: Reach): Ruling {
  if (service.standing !== 'trusted') {
    const standing =
      service.standing === 'not-trusted'
        ? 'is not a trusted service'
        : 'is not in the list of trusted services';
    const open = isEmpty(subtraction(publicIpv4, reach.publicAddresses));
    const decidedBy = open ? letInBy(rules, publicIpv4, reach) : `${service.name} ${standing}`;
    return {
      verdict: open ? 'allowed' : 'denied',
      decidedBy,
      step: `${service.name} ${standing}: an ordinary caller, judged by its address or subnet. ${service.caveat ?? ''}`.trim(),
    };
  }
  const needs = flagNeeds(rules, service);
  const caveat = service.caveat ? ` ${service.caveat}` : '';
  if (reach.trustedServices) {
    return {
      verdict: 'allowed',
      decidedBy: 'the trusted-services exception (bypass AzureServices)',
      step: `${service.name} passes as a trusted service: it ${service.scenario}.${caveat}`,
      needs,
    };
  }
  if (isEmpty(subtraction(publicIpv4, reach.publicAddresses))) {
    const decidedBy = letInBy(rules, publicIpv4, reach);
    return {
      verdict: 'allowed',
      decidedBy,
      step: `${service.name} is not excepted, but ${decidedBy} lets everybody in.`,
      needs,
    };
  }
  const decidedBy = rules.bypass === 'none' ? 'bypass None' : 'the perimeter, which refuses trusted services';
  return {
    verdict: 'denied',
    decidedBy,
    step: `${service.name} is refused by ${decidedBy}.${caveat}`,
    needs,
  };
}

const flagNames: Readonly<Record<keyof DeploymentFlags, string>> = {
  deployment: 'enabledForDeployment',
  templateDeployment: 'enabledForTemplateDeployment',
  diskEncryption: 'enabledForDiskEncryption',
};

function flagNeeds(rules: NetworkRules, { flag }: TrustedService): readonly Need[] {
  return flag ? [{ what: flagNames[flag], granted: rules.deploymentFlags[flag] }] : [];
}

function listed(set: Ipv4Set): string {
  const cidrs = toCidrs(set);
  return cidrs.length > 4
    ? `${cidrs.slice(0, 4).join(', ')} and ${cidrs.length - 4} more ranges`
    : cidrs.join(', ');
}
