import type { ConnectionStatus, IpRule, NetworkRules } from '../../src/network-rules/model.ts';
import { range } from '../builders.ts';

/** What one `az` line makes of a vault's network rules. Knows the commands that touch the vault, and plain words. */
export function carryOut(rules: NetworkRules, line: string): NetworkRules {
  const words = line.split(' ');
  const [command, options] = [words.slice(0, 4).join(' '), optionsOf(words)];
  const { ip_address: cidr = '', subnet = '', id = '' } = options;
  if (line.startsWith('#')) return rules;
  if (line.startsWith('az keyvault update ')) return updated(rules, options);
  switch (command) {
    case 'az keyvault network-rule remove':
      return {
        ...rules,
        ipRules: rules.ipRules.filter(({ value }) => value !== cidr),
        virtualNetworkRules: rules.virtualNetworkRules.filter(({ value }) => value !== subnet),
      };
    case 'az keyvault network-rule add':
      return { ...rules, ipRules: withAddress(rules.ipRules, cidr) };
    case 'az keyvault private-endpoint-connection delete':
      return {
        ...rules,
        privateEndpointConnections: rules.privateEndpointConnections.filter((one) => one.id !== id),
      };
    case 'az keyvault private-endpoint-connection approve':
      return withStatus(rules, id, 'approved');
    case 'az keyvault private-endpoint-connection reject':
      return withStatus(rules, id, 'rejected');
    default:
      return rules;
  }
}

type Options = Readonly<Record<string, string>>;

function optionsOf(words: readonly string[]): Options {
  return Object.fromEntries(
    words.flatMap((word, i) =>
      word.startsWith('--') ? [[word.slice(2).replaceAll('-', '_'), words[i + 1] ?? '']] : [],
    ),
  );
}

/** @throws Error where Azure refuses: bypass None needs Azure Disk Encryption to be off. */
function updated(rules: NetworkRules, options: Options): NetworkRules {
  if (options.bypass === 'None' && rules.deploymentFlags.diskEncryption && rules.bypass !== 'none') {
    throw new Error('networkAcls.bypass must include AzureServices');
  }
  const { default_action, bypass, public_network_access } = options;
  const turnedOff = (flag: string, now: boolean) => (options[flag] === 'false' ? false : now);
  const { deployment, templateDeployment, diskEncryption } = rules.deploymentFlags;
  return {
    ...rules,
    ...(default_action && {
      defaultAction: default_action === 'Deny' ? 'deny' : 'allow',
      firewall: 'present',
    }),
    ...(bypass && { bypass: bypass === 'None' ? 'none' : 'azure-services', firewall: 'present' }),
    ...(public_network_access && {
      publicNetworkAccess: public_network_access === 'Disabled' ? 'disabled' : 'enabled',
    }),
    deploymentFlags: {
      deployment: turnedOff('enabled_for_deployment', deployment),
      templateDeployment: turnedOff('enabled_for_template_deployment', templateDeployment),
      diskEncryption: turnedOff('enabled_for_disk_encryption', diskEncryption),
    },
  };
}

/** `add` skips, with a warning, what overlaps an existing rule (Azure CLI, `keyvault network-rule add`). */
function withAddress(rules: readonly IpRule[], cidr: string): readonly IpRule[] {
  const added = range(cidr);
  const overlaps = rules.some(
    (rule) => rule.kind === 'range' && rule.range[0] <= added[1] && added[0] <= rule.range[1],
  );
  return overlaps ? rules : [...rules, { kind: 'range', value: cidr, range: added }];
}

function withStatus(rules: NetworkRules, id: string, status: ConnectionStatus): NetworkRules {
  return {
    ...rules,
    privateEndpointConnections: rules.privateEndpointConnections.map((one) =>
      one.id === id ? { ...one, status } : one,
    ),
  };
}
