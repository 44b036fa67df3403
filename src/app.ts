import { createActivityLog } from './azure/activity-log.ts';
import { createArm } from './azure/arm.ts';
import { createCredential } from './azure/credential.ts';
import { consoleLog } from './azure/log.ts';
import { createFactsReader } from './azure/networks.ts';
import { createNotificationQueue, parseNotification } from './azure/notification-queue.ts';
import { createPerimeterReader, perimeterCacheSeconds } from './azure/perimeters.ts';
import { createBlobPolicySource } from './azure/policy-source.ts';
import { sendJson } from './azure/queues.ts';
import { parseResourceEvent } from './azure/resource-event.ts';
import { createStorage, type Storage } from './azure/storage.ts';
import { createTableStateStore } from './azure/table-state.ts';
import { createVaultReader } from './azure/vaults.ts';
import { readSettings, type Settings } from './config.ts';
import { createFanOut } from './drift/fan-out.ts';
import { hintMessage, parseHintMessage } from './drift/hint.ts';
import type { Clock, Log, PolicySource } from './drift/ports.ts';
import { createPublisher } from './drift/publisher.ts';
import { createReconcile, type ReconcilePorts } from './drift/reconcile.ts';
import { createSweep } from './drift/sweep.ts';
import { createAccessEndpoint } from './http/access.ts';
import { createCheckEndpoint, type Endpoint } from './http/check.ts';
import { loadPolicy } from './policy/load.ts';
import { createNotifier } from './teams/notifier.ts';
import { createWebhook } from './teams/webhook.ts';

/** What the functions call: one entry for each of them. */
export type App = {
  readonly reconcileEvent: (event: unknown, log: Log) => Promise<void>;
  readonly sweep: (log: Log) => Promise<void>;
  readonly recheck: (message: unknown, log: Log) => Promise<void>;
  readonly notifyTeams: (message: unknown, log: Log) => Promise<void>;
  readonly check: Endpoint;
  readonly access: Endpoint;
};

let app: Promise<App> | undefined;

/**
 * The app, built from the environment once for the process.
 *
 * @throws SettingsError | PolicyError naming everything that must be put right
 */
export function vaultfence(): Promise<App> {
  app ??= createApp(readSettings(process.env));
  return app;
}

async function createApp(settings: Settings): Promise<App> {
  const { subscriptionId } = settings;
  const clock = () => new Date();
  const credential = createCredential(settings.managedIdentityClientId);
  const arm = createArm(credential, subscriptionId, settings.armEndpoint);
  const storage = createStorage(settings.storage, credential);
  const findings = storage.queue(settings.findingsQueue);
  const notifications = storage.queue(settings.notificationsQueue);
  const rechecks = storage.queue(settings.recheckQueue);
  const post = settings.teamsWebhookUrl === undefined ? undefined : createWebhook(settings.teamsWebhookUrl);

  const policy = await createPolicySource(settings, storage, clock);
  const perimeters = createPerimeterReader(arm, subscriptionId, clock);

  const ports: ReconcilePorts = {
    vaults: createVaultReader(arm, subscriptionId, consoleLog),
    facts: createFactsReader(arm, subscriptionId, perimeters),
    activityLog: createActivityLog(arm, subscriptionId),
    store: createTableStateStore(storage.table(settings.stateTable), subscriptionId, consoleLog),
    publisher: createPublisher({
      findings: { send: (message) => sendJson(findings, message) },
      notifications: post && { send: (message) => sendJson(notifications, message) },
    }),
    rechecks: { send: (hint, delaySeconds) => sendJson(rechecks, hintMessage(hint), delaySeconds) },
    policy,
    clock,
    secondLookDelaySeconds: settings.secondLookSeconds,
  };
  const reconcile = createReconcile(ports);
  const sweep = createSweep(ports, reconcile);
  const fanOut = createFanOut({
    ...ports,
    perimeterMembers: perimeters,
    perimeterDelaySeconds: perimeterCacheSeconds + 1,
  });
  const notify =
    post &&
    createNotifier({
      queue: createNotificationQueue(notifications, storage.queue(`${settings.notificationsQueue}-poison`)),
      post,
      portalUrl: settings.portalUrl,
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      now: Date.now,
    });

  return {
    async reconcileEvent(event, log) {
      const parsed = await parseResourceEvent(event, subscriptionId);
      if (parsed.kind === 'ignored') {
        log.info('event ignored', { event: parsed.eventId, reason: parsed.reason });
        return;
      }
      const { actor, eventId } = parsed;
      if (parsed.kind === 'around') {
        await fanOut(parsed.changed, actor, log);
        return;
      }
      const { vault } = parsed;
      const outcome = await reconcile({ vault, actor, look: 'first' }, log);
      log.info('event reconciled', {
        event: eventId,
        vault: vault.id,
        outcome,
        correlation: actor.correlationId,
      });
    },
    async sweep(log) {
      const { failed } = await sweep(log);
      if (failed.length > 0) {
        throw new Error(
          `${failed.length} vaults could not be swept, ${failed[0]?.vault} first: ${failed[0]?.reason}`,
        );
      }
    },
    async recheck(message, log) {
      const hint = parseHintMessage(message);
      const outcome = await reconcile(hint, log);
      log.info('vault rechecked', { vault: hint.vault.id, outcome });
    },
    async notifyTeams(message, log) {
      if (notify === undefined) {
        log.warn('a notification waits, but TEAMS_WEBHOOK_URL is not set: it is dropped');
        return;
      }
      await notify(parseNotification(message), log);
    },
    check: createCheckEndpoint({ ...ports, subscriptionId }),
    access: createAccessEndpoint({ ...ports, subscriptionId }),
  };
}

async function createPolicySource(settings: Settings, storage: Storage, clock: Clock): Promise<PolicySource> {
  if (settings.policyBlob !== undefined) {
    const source = createBlobPolicySource(storage.blob(settings.policyBlob), clock, consoleLog);
    await source('fresh');
    return source;
  }
  const policy = await loadPolicy(settings.policyFile);
  return async () => policy;
}
