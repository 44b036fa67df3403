import * as z from 'zod';

/** Settings that cannot work; the message names every one of them, its value where that is no secret, and what is expected. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const queueName = z.string().regex(/^[a-z0-9](?:-?[a-z0-9])+$/, {
  error: 'expected a queue name: 3-63 lower-case letters, digits and single hyphens',
});

const teamsWebhook = z
  .url({ protocol: /^https?$/, error: 'expected the URL of a Teams Workflows webhook' })
  .refine((url) => !/\.webhook\.office\.com$|^outlook\.office\.com$/i.test(new URL(url).hostname), {
    error:
      'is an Office 365 connector, which Microsoft has retired: make a Workflows webhook ' +
      '("When a Teams webhook request is received") in the channel and use its URL',
  })
  .refine((url) => url.startsWith('https:') || isLoopback(url), { error: 'expected https' });

const defaults = {
  sweepSchedule: '0 0 */6 * * *',
  notificationsQueue: 'vaultfence-notifications',
  recheckQueue: 'vaultfence-recheck',
};

const settingsSchema = z
  .object({
    VAULTFENCE_SUBSCRIPTION_ID: z
      .guid({ error: 'expected the id of the Azure subscription to watch' })
      .toLowerCase(),
    VAULTFENCE_SWEEP_SCHEDULE: z
      .string()
      .regex(/^\S+( \S+){5}$/, { error: 'expected six NCRONTAB fields like "0 0 */6 * * *"' })
      .optional(),
    VAULTFENCE_FINDINGS_QUEUE: queueName.default('vaultfence-findings'),
    VAULTFENCE_NOTIFICATIONS_QUEUE: queueName.default(defaults.notificationsQueue),
    VAULTFENCE_RECHECK_QUEUE: queueName.default(defaults.recheckQueue),
    VAULTFENCE_STATE_TABLE: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9]{2,62}$/, { error: 'expected a table name: 3-63 letters and digits' })
      .default('vaultfencestate'),
    VAULTFENCE_POLICY_BLOB: z
      .string()
      .regex(/^[a-z0-9](?:-?[a-z0-9])+\/.+$/, {
        error: 'expected container/path of a blob in the storage account',
      })
      .optional(),
    VAULTFENCE_POLICY_FILE: z.string().min(1).default('policy.yaml'),
    VAULTFENCE_SECOND_LOOK_SECONDS: z.coerce
      .number({ error: 'expected a number of seconds' })
      .int()
      .min(0)
      .max(3600)
      .default(20),
    VAULTFENCE_ARM_ENDPOINT: z
      .url({ protocol: /^https$/, error: 'expected an https URL' })
      .default('https://management.azure.com'),
    VAULTFENCE_PORTAL_URL: z
      .url({ protocol: /^https$/, error: 'expected an https URL' })
      .default('https://portal.azure.com'),
    TEAMS_WEBHOOK_URL: teamsWebhook.optional(),
    AZURE_CLIENT_ID: z.guid({ error: 'expected the client id of a managed identity' }).optional(),
    AzureWebJobsStorage: z.string().optional(),
    AzureWebJobsStorage__accountName: z.string().optional(),
    AzureWebJobsStorage__blobServiceUri: z.url().optional(),
    AzureWebJobsStorage__queueServiceUri: z.url().optional(),
    AzureWebJobsStorage__tableServiceUri: z.url().optional(),
  })
  .transform((values, context) => ({ ...values, storage: storageOf(values, context) }));

/** What the functions are bound to. */
export type Bindings = {
  /** Six NCRONTAB fields, UTC. */
  readonly sweepSchedule: string;
  readonly notificationsQueue: string;
  readonly recheckQueue: string;
};

/** Read while the functions are registered, before settings are validated: wrong ones are told by {@link readSettings}. */
export function readBindings(environment: Readonly<Record<string, string | undefined>>): Bindings {
  return {
    sweepSchedule: environment.VAULTFENCE_SWEEP_SCHEDULE?.trim() || defaults.sweepSchedule,
    notificationsQueue: environment.VAULTFENCE_NOTIFICATIONS_QUEUE?.trim() || defaults.notificationsQueue,
    recheckQueue: environment.VAULTFENCE_RECHECK_QUEUE?.trim() || defaults.recheckQueue,
  };
}

/** Where the tables and queues are: the storage account of the functions host itself. */
export type StorageSettings =
  | { readonly kind: 'connection-string'; readonly connectionString: string }
  | {
      readonly kind: 'identity';
      readonly blobUrl: string;
      readonly queueUrl: string;
      readonly tableUrl: string;
    };

export type Settings = {
  readonly subscriptionId: string;
  readonly findingsQueue: string;
  readonly notificationsQueue: string;
  readonly recheckQueue: string;
  readonly stateTable: string;
  readonly policyFile: string;
  /** `container/path` of a blob that is used instead of the file. */
  readonly policyBlob: string | undefined;
  readonly secondLookSeconds: number;
  readonly armEndpoint: string;
  readonly portalUrl: string;
  /** A secret: whoever has it can post to the channel. */
  readonly teamsWebhookUrl: string | undefined;
  readonly managedIdentityClientId: string | undefined;
  readonly storage: StorageSettings;
};

/**
 * Reads the settings from the environment, all at once. An empty setting counts as missing.
 *
 * @throws SettingsError naming every missing or malformed setting; secrets are named, never shown
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const result = settingsSchema.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues.map(
      ({ path, message }) => `  ${describeSetting(path.join('.'), given)}${message}`,
    );
    throw new SettingsError(`Vaultfence cannot start with these settings:\n${lines.join('\n')}`);
  }
  const values = result.data;
  return {
    subscriptionId: values.VAULTFENCE_SUBSCRIPTION_ID,
    findingsQueue: values.VAULTFENCE_FINDINGS_QUEUE,
    notificationsQueue: values.VAULTFENCE_NOTIFICATIONS_QUEUE,
    recheckQueue: values.VAULTFENCE_RECHECK_QUEUE,
    stateTable: values.VAULTFENCE_STATE_TABLE,
    policyFile: values.VAULTFENCE_POLICY_FILE,
    policyBlob: values.VAULTFENCE_POLICY_BLOB,
    secondLookSeconds: values.VAULTFENCE_SECOND_LOOK_SECONDS,
    armEndpoint: values.VAULTFENCE_ARM_ENDPOINT.replace(/\/$/, ''),
    portalUrl: values.VAULTFENCE_PORTAL_URL.replace(/\/$/, ''),
    teamsWebhookUrl: values.TEAMS_WEBHOOK_URL,
    managedIdentityClientId: values.AZURE_CLIENT_ID,
    storage: values.storage,
  };
}

type StorageValues = {
  readonly AzureWebJobsStorage?: string | undefined;
  readonly AzureWebJobsStorage__accountName?: string | undefined;
  readonly AzureWebJobsStorage__blobServiceUri?: string | undefined;
  readonly AzureWebJobsStorage__queueServiceUri?: string | undefined;
  readonly AzureWebJobsStorage__tableServiceUri?: string | undefined;
};

/** The same three ways in which the functions host itself finds its storage. */
function storageOf(values: StorageValues, context: z.core.$RefinementCtx): StorageSettings {
  const { AzureWebJobsStorage: connectionString, AzureWebJobsStorage__accountName: account } = values;
  const blobUrl = values.AzureWebJobsStorage__blobServiceUri ?? serviceUrl(account, 'blob');
  const queueUrl = values.AzureWebJobsStorage__queueServiceUri ?? serviceUrl(account, 'queue');
  const tableUrl = values.AzureWebJobsStorage__tableServiceUri ?? serviceUrl(account, 'table');
  if (blobUrl && queueUrl && tableUrl) return { kind: 'identity', blobUrl, queueUrl, tableUrl };
  if (connectionString) return { kind: 'connection-string', connectionString };
  context.addIssue({
    code: 'custom',
    path: ['AzureWebJobsStorage__accountName'],
    message:
      'expected a storage account (or __blobServiceUri, __queueServiceUri and __tableServiceUri, or AzureWebJobsStorage as a connection string)',
  });
  return z.NEVER;
}

function serviceUrl(account: string | undefined, service: 'blob' | 'queue' | 'table'): string | undefined {
  return account && `https://${account}.${service}.core.windows.net`;
}

const secretSettings: ReadonlySet<string> = new Set(['TEAMS_WEBHOOK_URL', 'AzureWebJobsStorage']);

function describeSetting(name: string, given: Readonly<Record<string, string | undefined>>): string {
  const value = given[name];
  if (value === undefined) return `${name} is missing, `;
  return secretSettings.has(name) ? `${name} ` : `${name} is '${value}', `;
}

function isLoopback(url: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}
