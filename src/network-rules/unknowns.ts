import { type Facts, subnetFact } from './facts.ts';
import { isUnknown, type NetworkRules } from './model.ts';

/** Everything about a vault that could not be read for certain, each as one sentence; empty when all is known. */
export function unknownsOf(rules: NetworkRules, facts: Facts): readonly string[] {
  return [...unknownSettings(rules).map(({ sentence }) => sentence), ...unknownFacts(rules, facts)];
}

/** A setting of the vault with a value that this version does not know. */
export type UnknownSetting = { readonly setting: string; readonly value: string; readonly sentence: string };

export function unknownSettings(rules: NetworkRules): readonly UnknownSetting[] {
  const found: UnknownSetting[] = [];
  const note = (setting: string, value: unknown, readAs: string) => {
    if (!isUnknown(value)) return;
    found.push({
      setting,
      value: value.unknown,
      sentence: `${setting} has the unknown value "${value.unknown}", read as ${readAs}`,
    });
  };
  note('publicNetworkAccess', rules.publicNetworkAccess, 'Enabled');
  note('networkAcls.defaultAction', rules.defaultAction, 'Allow');
  note('networkAcls.bypass', rules.bypass, 'AzureServices');
  for (const rule of rules.virtualNetworkRules) {
    if (rule.kind !== 'unreadable') continue;
    const sentence = `virtual network rule "${rule.value}" could not be read: ${rule.reason}`;
    found.push({ setting: `virtualNetworkRules ${rule.value}`, value: rule.value, sentence });
  }
  for (const { id, status } of rules.privateEndpointConnections) {
    note(`the status of private endpoint connection ${id}`, status, 'Approved');
  }
  return found;
}

function unknownFacts(rules: NetworkRules, facts: Facts): readonly string[] {
  const found = rules.ipRules.flatMap((rule) =>
    rule.kind === 'unreadable'
      ? [`IP rule ${JSON.stringify(rule.value)} could not be read: ${rule.reason}`]
      : [],
  );
  for (const rule of rules.virtualNetworkRules) {
    if (rule.kind === 'unreadable') continue;
    const fact = subnetFact(facts, rule.subnet);
    if (fact.kind === 'not-read') found.push(`subnet ${rule.value} was not read: ${fact.reason}`);
  }
  const { perimeter } = facts;
  if (perimeter.kind === 'not-read') {
    found.push(`assuming no network security perimeter: ${perimeter.reason}`);
  }
  if (perimeter.kind === 'associated') {
    if (isUnknown(perimeter.accessMode)) {
      const mode = perimeter.accessMode.unknown;
      found.push(`the perimeter's access mode has the unknown value "${mode}", read as Learning`);
    }
    found.push(...perimeter.unreadable);
  }
  return found;
}
