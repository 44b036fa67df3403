import type { Vault } from '../network-rules/model.ts';

/** A template for one `az` command line: every value is quoted for a POSIX shell, as names come from Azure. */
export function azCli(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return `az ${String.raw({ raw: parts }, ...values.map(quote))}`;
}

/** Shuts out everybody whom no rule lets in. Names the bypass too: without it Azure would choose AzureServices. */
export function denyByDefault(vault: Vault): string {
  const bypass = vault.rules.bypass === 'none' ? 'None' : 'AzureServices';
  return azCli`keyvault update --resource-group ${vault.resourceGroup} --name ${vault.name} --default-action Deny --bypass ${bypass}`;
}

export function removeIpRule(vault: Vault, cidr: string): string {
  return azCli`keyvault network-rule remove --resource-group ${vault.resourceGroup} --name ${vault.name} --ip-address ${cidr}`;
}

export function addIpRule(vault: Vault, cidr: string): string {
  return azCli`keyvault network-rule add --resource-group ${vault.resourceGroup} --name ${vault.name} --ip-address ${cidr}`;
}

export function removeSubnetRule(vault: Vault, subnetId: string): string {
  return azCli`keyvault network-rule remove --resource-group ${vault.resourceGroup} --name ${vault.name} --subnet ${subnetId}`;
}

/** Shows the vault's IP and virtual network rules. */
export function listRules(vault: Vault): string {
  return azCli`keyvault network-rule list --resource-group ${vault.resourceGroup} --name ${vault.name}`;
}

/** Makes a private endpoint in a subnet that the reader names. */
export function createPrivateEndpoint(vault: Vault): string {
  const { id, name, resourceGroup } = vault;
  const command = azCli`network private-endpoint create --resource-group ${resourceGroup} --name ${`${name}-pe`} --connection-name ${name} --private-connection-resource-id ${id} --group-id vault`;
  return `${command} --subnet "$SUBNET_ID"`;
}

/** One value as a word for a POSIX shell. */
export function quote(value: string): string {
  return /^[\w./:@%+=,-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
