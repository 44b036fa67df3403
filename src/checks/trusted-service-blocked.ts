import { gatesOf } from '../network-rules/gates.ts';
import type { DeploymentFlags } from '../network-rules/model.ts';
import { trustedServices as catalogue } from '../network-rules/trusted-services.ts';
import { azCli } from './az-cli.ts';
import { defineCheck } from './check.ts';

export const trustedServiceBlocked = defineCheck({
  id: 'trusted-service-blocked',
  title: 'Deployment flag is on, but its service is refused by the firewall',
  severity: 'low',
  rationale:
    'The flag promises that an Azure service may fetch secrets, the firewall refuses that service. Deployments fail ' +
    'in ways that do not name the vault, or the flag is left over and should be off.',
  references: {},
  evaluate: ({ vault: { rules }, reach, exposure }) => {
    if (reach.trustedServices || exposure.level === 'internet') return [];
    return flagsOf(rules.deploymentFlags).map((flag) => ({
      target: flagNames[flag],
      message: `${flagNames[flag]} is on, but ${serviceOf(flag)} is refused: the bypass or the perimeter makes no exception.`,
    }));
  },
  remediate: ({ vault, facts }, { target }) => {
    const option = flagOptions[target];
    const { trustedServices } = gatesOf(vault.rules.publicNetworkAccess, facts.perimeter);
    return [
      ...(trustedServices === 'by-bypass'
        ? [
            '# Either let trusted services in again …',
            azCli`keyvault update --resource-group ${vault.resourceGroup} --name ${vault.name} --bypass AzureServices`,
          ]
        : [
            '# The perimeter refuses trusted services, whatever the bypass says: give the service another way in …',
          ]),
      ...(option === undefined
        ? []
        : [
            '# … or turn the flag off.',
            `${azCli`keyvault update --resource-group ${vault.resourceGroup} --name ${vault.name}`} ${option} false`,
          ]),
    ];
  },
});

const flagNames: Readonly<Record<keyof DeploymentFlags, string>> = {
  deployment: 'enabledForDeployment',
  templateDeployment: 'enabledForTemplateDeployment',
  diskEncryption: 'enabledForDiskEncryption',
};

const flagOptions: Readonly<Record<string, string>> = {
  enabledForDeployment: '--enabled-for-deployment',
  enabledForTemplateDeployment: '--enabled-for-template-deployment',
  enabledForDiskEncryption: '--enabled-for-disk-encryption',
};

function flagsOf(flags: DeploymentFlags): readonly (keyof DeploymentFlags)[] {
  return (['deployment', 'templateDeployment', 'diskEncryption'] as const).filter((flag) => flags[flag]);
}

function serviceOf(flag: keyof DeploymentFlags): string {
  return catalogue.find((service) => service.flag === flag)?.name ?? 'its service';
}
