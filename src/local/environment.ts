import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TableClient } from '@azure/data-tables';
import { type QueueClient, QueueServiceClient } from '@azure/storage-queue';
import { type FunctionsHost, startFunctionsHost } from './functions-host/index.ts';
import type { LogLine } from './functions-host/log-line.ts';
import { sampleEstate } from './resource-manager/estate.ts';
import {
  type Estate,
  type EventSchema,
  type EventSubscription,
  type LocalResourceManager,
  startResourceManager,
} from './resource-manager/index.ts';
import { type LocalStorage, startStorage } from './storage.ts';
import { startTeamsInbox, type TeamsInbox } from './teams-inbox/index.ts';

/** Everything that Vaultfence meets in Azure, and Vaultfence itself, as real parts on loopback. */
export type LocalEnvironment = {
  readonly storage: LocalStorage;
  readonly resourceManager: LocalResourceManager;
  readonly inbox: TeamsInbox;
  /** The running app; another one after a restart. */
  host(): FunctionsHost;
  queue(name: QueueName): QueueClient;
  /** Calls Azure Resource Manager as a person would. */
  arm(method: string, path: string, body?: unknown, actor?: Person): Promise<Response>;
  /** Ends the app as a crash would, and starts it again. */
  restartHost(): Promise<void>;
  close(): Promise<void>;
};

export type QueueName =
  | 'findings'
  | 'notifications'
  | 'recheck'
  | 'findings-poison'
  | 'notifications-poison'
  | 'recheck-poison';

export type Person = { readonly name: string; readonly upn: string; readonly ipAddress: string };

export type LocalEnvironmentOptions = {
  /** The built app, as it would be deployed. */
  readonly appFolder: string;
  readonly estate?: Estate;
  readonly eventSchema?: EventSchema;
  /** How often each event is delivered. */
  readonly duplicates?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly keepStorage?: boolean;
  readonly log?: (line: LogLine) => void;
  /** Told before each part starts. */
  readonly announce?: (step: string) => void;
};

const stateTable = 'vaultfencestate';
const engineer: Person = { name: 'Hanna Vries', upn: 'hanna.vries@contoso.example', ipAddress: '20.61.14.7' };

/** The portal and the command line; who signs in to them is the actor. */
const portalAppId = 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c';

export async function startLocalEnvironment(options: LocalEnvironmentOptions): Promise<LocalEnvironment> {
  const { announce = () => undefined, estate = sampleEstate() } = options;
  const folder = options.keepStorage ? await mkdtemp(join(tmpdir(), 'vaultfence-storage-')) : undefined;

  announce('storage: Azurite, the storage emulator');
  const storage = await startStorage(folder);
  await createQueuesAndTable(storage.connectionString);
  announce('Azure Resource Manager and Event Grid, a local stand-in');
  const resourceManager = await startResourceManager({ estate });
  announce('Teams: an inbox for the cards');
  const inbox = await startTeamsInbox();
  announce('the functions app: the bundle that would be deployed');
  const environment = {
    AzureWebJobsStorage: storage.connectionString,
    VAULTFENCE_SUBSCRIPTION_ID: resourceManager.subscriptionId,
    VAULTFENCE_ARM_ENDPOINT: resourceManager.url,
    VAULTFENCE_POLICY_FILE: join(import.meta.dirname, 'policy.yaml'),
    VAULTFENCE_SECOND_LOOK_SECONDS: '2',
    TEAMS_WEBHOOK_URL: inbox.webhookUrl,
    ...resourceManager.environment,
    ...options.environment,
  };

  let subscription: EventSubscription | undefined;
  const startHost = async () => {
    const { appFolder, log } = options;
    const host = await startFunctionsHost({ appFolder, environment, lockSeconds: 5, ...(log && { log }) });
    await subscription?.unsubscribe();
    subscription = await resourceManager.eventGrid.subscribe({
      url: host.eventGridWebhookUrl('resource-changed'),
      schema: options.eventSchema ?? 'EventGridSchema',
      ...(options.duplicates && { duplicates: options.duplicates }),
    });
    return host;
  };
  let host = await startHost();
  const queues = QueueServiceClient.fromConnectionString(storage.connectionString);

  return {
    storage,
    resourceManager,
    inbox,
    host: () => host,
    queue: (name) => queues.getQueueClient(`vaultfence-${name}`),
    arm(method, path, body, { name, upn, ipAddress } = engineer) {
      const token = resourceManager.tokenFor({
        name,
        upn,
        ipAddress,
        objectId: objectIdOf(upn),
        appId: portalAppId,
      });
      return fetch(`${resourceManager.insecureUrl}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    },
    async restartHost() {
      await host.kill();
      host = await startHost();
    },
    async close() {
      await subscription?.unsubscribe();
      await host.close();
      await Promise.all([inbox.close(), resourceManager.close(), storage.stop()]);
      if (folder) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** In Azure the templates make them. */
async function createQueuesAndTable(connectionString: string): Promise<void> {
  const queues = QueueServiceClient.fromConnectionString(connectionString);
  for (const name of ['findings', 'notifications', 'recheck']) {
    await queues.createQueue(`vaultfence-${name}`);
    await queues.createQueue(`vaultfence-${name}-poison`);
  }
  await TableClient.fromConnectionString(connectionString, stateTable, {
    allowInsecureConnection: true,
  }).createTable();
}

/** Any fixed id will do; the same person has the same one. */
function objectIdOf(upn: string): string {
  const digits = Buffer.from(upn.padEnd(16, '.')).toString('hex').slice(0, 32);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
