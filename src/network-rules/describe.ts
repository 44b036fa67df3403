import type { RulesDifference } from './difference.ts';
import type { Exposure } from './exposure.ts';
import { isUnknown, type PrivateEndpointConnection, type VirtualNetworkRule } from './model.ts';
import { publicIpv4Count } from './public-ipv4.ts';

/** One changed thing in words: `before` is empty when it came, `after` when it went. */
export type ChangeLine = { readonly label: string; readonly before: string; readonly after: string };

const settingLabels = {
  publicNetworkAccess: 'Public network access',
  firewall: 'Firewall (networkAcls)',
  defaultAction: 'Default action',
  bypass: 'Trusted services bypass',
  deployment: 'Enabled for VM deployment',
  templateDeployment: 'Enabled for template deployment',
  diskEncryption: 'Enabled for disk encryption',
} as const;

const valueWords: Readonly<Record<string, string>> = {
  enabled: 'Enabled',
  disabled: 'Disabled',
  'secured-by-perimeter': 'SecuredByPerimeter',
  allow: 'Allow',
  deny: 'Deny',
  'azure-services': 'AzureServices',
  none: 'None',
  true: 'yes',
  false: 'no',
};

/** The difference line by line, settings first, in the words that Azure's portal and command line use. */
export function describeDifference(change: RulesDifference): readonly ChangeLine[] {
  const settings = (Object.keys(settingLabels) as (keyof typeof settingLabels)[])
    .filter((key) => key in change.after)
    .map((key) => ({
      label: settingLabels[key],
      before: wordOf(change.before[key]),
      after: wordOf(change.after[key]),
    }));
  return [
    ...settings,
    ...listLines('IP rule', change.ipRules, ({ value }) => value),
    ...listLines('Virtual network rule', change.virtualNetworkRules, describeSubnetRule),
    ...listLines('Private endpoint', change.privateEndpointConnections, describeConnection),
  ];
}

/** Who can reach the vault, in one line: `internet: 3,702,258,432 public addresses, trusted services`. */
export function describeExposure(exposure: Exposure): string {
  const { own, foreign } = exposure.privateEndpoints;
  const parts = [
    exposure.publicAddresses === publicIpv4Count
      ? 'every public address'
      : count(exposure.publicAddresses, 'public address', 'public addresses'),
    count(exposure.subnets.length, 'subnet', 'subnets'),
    count(exposure.perimeterSubscriptions.length, 'subscription by perimeter', 'subscriptions by perimeter'),
    count(own.length, 'private endpoint', 'private endpoints'),
    count(
      foreign.length,
      'private endpoint of another subscription',
      'private endpoints of other subscriptions',
    ),
    exposure.trustedServices ? 'trusted services' : '',
  ].filter((part) => part !== '');
  return `${exposure.level}: ${parts.join(', ') || 'nobody'}`;
}

function listLines<T>(
  label: string,
  { added, removed }: { readonly added: readonly T[]; readonly removed: readonly T[] },
  textOf: (item: T) => string,
): readonly ChangeLine[] {
  return [
    ...added.map((item) => ({ label: `${label} added`, before: '', after: textOf(item) })),
    ...removed.map((item) => ({ label: `${label} removed`, before: textOf(item), after: '' })),
  ];
}

function describeSubnetRule(rule: VirtualNetworkRule): string {
  const isLenient = rule.kind === 'subnet' && rule.ignoreMissingServiceEndpoint;
  return isLenient ? `${rule.value} (service endpoint may be missing)` : rule.value;
}

function describeConnection({ privateEndpointId, id, status }: PrivateEndpointConnection): string {
  return `${privateEndpointId || id} (${wordOf(status)})`;
}

function wordOf(value: unknown): string {
  if (isUnknown(value)) return `${value.unknown} (unknown)`;
  return valueWords[String(value)] ?? String(value);
}

function count(number: number, one: string, many: string): string {
  if (number === 0) return '';
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}
