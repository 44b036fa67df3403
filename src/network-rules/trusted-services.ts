import type { DeploymentFlags } from './model.ts';

/** A Microsoft service that people expect to pass a vault's firewall, and what is true of it. */
export type TrustedService = {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /**
   * `trusted`: in Microsoft's list, passes by the bypass; `not-trusted`: Microsoft says that it does not pass;
   * `not-listed`: not in the list, which since June 2026 does not claim to be complete.
   */
  readonly standing: 'trusted' | 'not-trusted' | 'not-listed';
  /** What the service does with the vault; trusted for this and nothing else. */
  readonly scenario: string;
  /** The vault's flag that must be on as well. */
  readonly flag: keyof DeploymentFlags | undefined;
  /** What people get wrong about it. */
  readonly caveat: string | undefined;
  readonly documentation: string;
  /** Whether the first edition of Microsoft's list (April 2021) had it. */
  readonly inFirstList: boolean;
};

const learn = 'https://learn.microsoft.com/azure';
const list = `${learn}/key-vault/general/overview-vnet-service-endpoints#trusted-services`;
const cmk = 'encrypts its data with customer-managed keys';

/**
 * Microsoft's list of trusted services (Key Vault, "Virtual network service endpoints", August 2026), row by row, and
 * the services that are often expected in it.
 */
export const trustedServices: readonly TrustedService[] = [
  first(
    'vm-deployment',
    'Azure Virtual Machines deployment service',
    'puts certificates on virtual machines at deployment',
    {
      aliases: ['compute', 'virtual machines', 'vm'],
      flag: 'deployment',
      documentation: `${learn}/virtual-machines/windows/key-vault-setup`,
    },
  ),
  first(
    'arm-template-deployment',
    'Azure Resource Manager template deployment service',
    'passes secrets to deployments',
    {
      aliases: ['arm', 'resource manager', 'template deployment', 'bicep'],
      flag: 'templateDeployment',
      documentation: `${learn}/azure-resource-manager/templates/key-vault-parameter`,
    },
  ),
  first(
    'disk-encryption',
    'Azure Disk Encryption volume encryption service',
    'stores and reads BitLocker keys and dm-crypt passphrases at VM deployment',
    {
      aliases: ['ade', 'bitlocker', 'dm-crypt'],
      flag: 'diskEncryption',
      caveat: 'Not Disk Storage: server-side encryption through a disk encryption set is a row of its own.',
      documentation: `${learn}/virtual-machines/disk-encryption-overview`,
    },
  ),
  first('backup', 'Azure Backup', 'backs up and restores keys and secrets of encrypted virtual machines', {
    caveat: 'The permission goes to the Backup Management Service.',
    documentation: `${learn}/backup/backup-azure-vms-encryption`,
  }),
  first(
    'exchange-sharepoint',
    'Exchange Online, SharePoint Online and Microsoft 365 data-at-rest encryption',
    'encrypts with Customer Key',
    {
      aliases: [
        'exchange online',
        'sharepoint online',
        'm365dataatrestencryption',
        'customer key',
        'office 365',
        'microsoft 365',
      ],
      documentation: 'https://learn.microsoft.com/purview/customer-key-overview',
    },
  ),
  first('information-protection', 'Azure Information Protection', 'uses the tenant key', {
    aliases: ['aip', 'rights management'],
    documentation: `${learn}/information-protection/what-is-information-protection`,
  }),
  first('app-service-certificates', 'Azure App Service', 'imports web app certificates', {
    aliases: ['app service', 'web apps'],
    caveat:
      "Trusted for certificates only: an app's own calls come from its outbound addresses and are ordinary calls.",
    documentation: `${learn}/app-service/configure-ssl-certificate#import-a-certificate-from-key-vault`,
  }),
  first(
    'sql-database',
    'Azure SQL Database',
    'transparent data encryption with an own key, also for Azure Synapse',
    {
      aliases: ['sql', 'tde', 'sql managed instance'],
      documentation: `${learn}/azure-sql/database/transparent-data-encryption-byok-overview`,
    },
  ),
  first('storage', 'Azure Storage', cmk, {
    aliases: ['storage account', 'blob storage'],
    documentation: `${learn}/storage/common/customer-managed-keys-overview`,
  }),
  first('data-lake-store', 'Azure Data Lake Store', 'encrypts its data with a customer-managed key', {
    aliases: ['data lake'],
    documentation: `${learn}/data-lake-store/data-lake-store-encryption`,
  }),
  first('synapse', 'Azure Synapse Analytics', cmk, {
    aliases: ['synapse'],
    documentation: `${learn}/synapse-analytics/security/workspaces-encryption`,
  }),
  first('databricks', 'Azure Databricks', 'reads secret scopes and customer-managed keys', {
    documentation: `${learn}/databricks/security/secrets/`,
  }),
  first('api-management', 'Azure API Management', 'fetches certificates for custom domains', {
    aliases: ['apim'],
    caveat: 'Through its system-assigned identity only, and not for what policies do at run time.',
    documentation: `${learn}/api-management/api-management-howto-use-managed-service-identity`,
  }),
  first('data-factory', 'Azure Data Factory', 'reads credentials of data stores', {
    aliases: ['adf'],
    documentation: `${learn}/data-factory/store-credentials-in-key-vault`,
  }),
  first('event-hubs', 'Azure Event Hubs', cmk, {
    documentation: `${learn}/event-hubs/configure-customer-managed-key`,
  }),
  first('service-bus', 'Azure Service Bus', cmk, {
    documentation: `${learn}/service-bus-messaging/configure-customer-managed-key`,
  }),
  first('import-export', 'Azure Import/Export', cmk, {
    documentation: `${learn}/import-export/storage-import-export-encryption-key-portal`,
  }),
  first(
    'container-registry',
    'Azure Container Registry',
    'encrypts the registry with customer-managed keys',
    {
      aliases: ['acr'],
      documentation: `${learn}/container-registry/tutorial-enable-customer-managed-keys`,
    },
  ),
  first('application-gateway', 'Azure Application Gateway', 'fetches certificates for HTTPS listeners', {
    documentation: `${learn}/application-gateway/key-vault-certs`,
  }),
  later('ai-search', 'Azure AI Search', cmk, {
    aliases: ['cognitive search'],
    documentation: `${learn}/search/search-security-manage-encryption-keys`,
  }),
  later('batch', 'Azure Batch', 'encrypts with customer-managed keys and serves user-subscription accounts', {
    documentation: `${learn}/batch/batch-customer-managed-key`,
  }),
  later('bot-service', 'Azure Bot Service', 'encrypts bot data at rest'),
  later('cdn', 'Azure CDN', 'uses an own certificate on a custom domain', {
    aliases: ['content delivery network'],
  }),
  later('data-manager-agriculture', 'Azure Data Manager for Agriculture', "uses customers' own license keys"),
  later('mysql-single', 'Azure Database for MySQL single server', 'encrypts data with an own key'),
  later('mysql-flexible', 'Azure Database for MySQL flexible server', 'encrypts data with an own key', {
    aliases: ['mysql'],
  }),
  later('postgresql-single', 'Azure Database for PostgreSQL single server', 'encrypts data with an own key'),
  later(
    'postgresql-flexible',
    'Azure Database for PostgreSQL flexible server',
    'encrypts data with an own key',
    { aliases: ['postgresql', 'postgres'] },
  ),
  later(
    'disk-storage',
    'Azure Disk Storage',
    'server-side encryption with customer-managed keys through a disk encryption set',
    {
      aliases: ['disk encryption set', 'managed disks'],
      documentation: `${learn}/virtual-machines/disk-encryption`,
    },
  ),
  later('expressroute', 'Azure ExpressRoute', 'reads MACsec keys of ExpressRoute Direct', {
    aliases: ['macsec'],
  }),
  later('firewall-premium', 'Azure Firewall Premium', 'reads the certificate for TLS inspection', {
    aliases: ['firewall'],
    documentation: `${learn}/firewall/premium-certificates`,
  }),
  later('front-door-classic', 'Azure Front Door (classic)', 'fetches HTTPS certificates of custom domains'),
  later(
    'front-door',
    'Azure Front Door Standard and Premium',
    'fetches HTTPS certificates of custom domains',
    { aliases: ['afd'] },
  ),
  later(
    'machine-learning',
    'Azure Machine Learning',
    'reaches the vault of a workspace behind a virtual network',
    { aliases: ['aml'] },
  ),
  later(
    'monitor',
    'Azure Monitor dedicated clusters',
    'encrypts Log Analytics dedicated clusters with customer-managed keys',
    { aliases: ['log analytics'] },
  ),
  later('netapp-files', 'Azure NetApp Files', cmk),
  later(
    'policy-scan',
    'Azure Policy scan',
    'evaluates policies about keys, secrets and certificates in the data plane',
    { aliases: ['azure policy'] },
  ),
  later('power-platform', 'Microsoft Power Platform', cmk),
  later('purview', 'Microsoft Purview', 'reads credentials of scan sources'),
  notTrusted(
    'azure-devops',
    'Azure DevOps',
    'Pipelines and variable groups call from the addresses of their agents; name those, or use agents in an approved subnet.',
    ['devops', 'pipelines', 'hosted agents'],
  ),
  notTrusted(
    'app-service-runtime',
    'Azure App Service apps at run time',
    'An app calls from its outbound addresses: add them, or integrate the app with an approved subnet.',
    ['web app at run time', 'key vault references'],
  ),
  notListed(
    'functions',
    'Azure Functions',
    'A function app calls from its outbound addresses, or from the subnet that it is integrated with.',
    ['function app'],
  ),
  notListed(
    'logic-apps',
    'Azure Logic Apps',
    'A workflow calls from the addresses of its region or of its subnet.',
  ),
  notListed(
    'container-apps',
    'Azure Container Apps',
    'An app calls from the outbound address of its environment or from its subnet.',
  ),
  notListed(
    'aks',
    'Azure Kubernetes Service',
    'Pods call from the outbound address or the subnet of the cluster.',
    ['kubernetes', 'secrets store csi driver'],
  ),
  notListed(
    'cosmos-db',
    'Azure Cosmos DB',
    'Its own documentation says to allow trusted services for customer-managed keys, the list of Key Vault does not name it: try before relying on it.',
    ['cosmos'],
  ),
  notListed('event-grid', 'Azure Event Grid', 'Nothing says that it passes.'),
  notListed('site-recovery', 'Azure Site Recovery', 'Nothing says that it passes.'),
];

/** Finds a service by id, name or alias, in any letter case, with or without "Azure". */
export function findTrustedService(text: string): TrustedService | undefined {
  const wanted = bare(text);
  return trustedServices.find(({ id, name, aliases }) =>
    [id, name, ...aliases].some((word) => bare(word) === wanted),
  );
}

type Details = Partial<Pick<TrustedService, 'aliases' | 'flag' | 'caveat' | 'documentation'>>;

function row(
  id: string,
  name: string,
  scenario: string,
  standing: TrustedService['standing'],
  details: Details,
) {
  return {
    id,
    name,
    scenario,
    standing,
    aliases: details.aliases ?? [],
    flag: details.flag,
    caveat: details.caveat,
    documentation: details.documentation ?? list,
  };
}

function first(id: string, name: string, scenario: string, details: Details = {}): TrustedService {
  return { ...row(id, name, scenario, 'trusted', details), inFirstList: true };
}

function later(id: string, name: string, scenario: string, details: Details = {}): TrustedService {
  return { ...row(id, name, scenario, 'trusted', details), inFirstList: false };
}

function notTrusted(
  id: string,
  name: string,
  caveat: string,
  aliases: readonly string[] = [],
): TrustedService {
  return { ...row(id, name, 'none', 'not-trusted', { caveat, aliases }), inFirstList: false };
}

function notListed(
  id: string,
  name: string,
  caveat: string,
  aliases: readonly string[] = [],
): TrustedService {
  return { ...row(id, name, 'none', 'not-listed', { caveat, aliases }), inFirstList: false };
}

function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/^(?:azure|microsoft)[\s-]+/, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
