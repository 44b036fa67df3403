import { parseArgs } from 'node:util';
import { buildApp } from '../../scripts/build.ts';
import { type LocalEnvironment, startLocalEnvironment } from './environment.ts';
import { type ListedVault, printCard, printMessage, printVaults } from './print.ts';

/**
 * `npm start`: a local subscription, swept, changed and alerted. It goes on until Ctrl+C, or ends after the alert
 * with `--once`.
 */
const { values: options } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    cloudevents: { type: 'boolean', default: false },
    logs: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

const help = `npm start -- [options]

Starts a local subscription with fourteen vaults and Vaultfence watching it, sweeps it, changes
one vault the way a hurried engineer would, and shows the alert.

  --once         end after the alert
  --cloudevents  let Event Grid deliver CloudEvents 1.0 instead of its own schema
  --logs         show the logs of the functions app
`;

/** Restricted to the office, until somebody is in a hurry. */
const hurriedVault = 'kv-cards-prod';

if (options.help) console.log(help);
else await run();

async function run(): Promise<void> {
  const startedAt = Date.now();
  const step = (text: string) =>
    console.log(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(5)} s  ${text}`);
  console.log('Starting Vaultfence and what it meets in Azure, all on 127.0.0.1:\n');
  step('building the bundle that would be deployed');
  const local = await startLocalEnvironment({
    appFolder: await buildApp(),
    eventSchema: options.cloudevents ? 'CloudEventSchemaV1_0' : 'EventGridSchema',
    announce: step,
    ...(options.logs && { log: ({ level, message }) => console.log(`        ${level}: ${message}`) }),
  });
  const stop = stopOnce(local);
  process.once('SIGINT', () => void stop(0));
  process.once('SIGTERM', () => void stop(0));
  try {
    await demonstrate(local, step);
    if (options.once) return await stop(0);
    console.log('\nRunning until Ctrl+C. Change a vault yourself:\n');
    console.log(curlLines(local));
  } catch (error) {
    console.error(error);
    await stop(1);
  }
}

async function demonstrate(local: LocalEnvironment, step: (text: string) => void): Promise<void> {
  step('sweeping the subscription');
  await local.host().trigger('sweep');
  await local.host().waitForLog(({ message }) => message.includes('"sweep finished"'));
  const state = (await (await fetch(checkUrl(local))).json()) as { readonly vaults: readonly ListedVault[] };
  console.log();
  printVaults(state.vaults);
  await local.inbox.waitForCards(1, 15_000);
  printUrls(local);

  step('Hanna Vries, in a hurry, sets the default action of kv-cards-prod to Allow');
  const findings = local.queue('findings');
  await findings.clearMessages();
  const changedAt = Date.now();
  await openVault(local);
  const [, card] = await local.inbox.waitForCards(2, 15_000);
  step(`the alert is there, ${((Date.now() - changedAt) / 1000).toFixed(1)} s after the change\n`);
  const { receivedMessageItems } = await findings.receiveMessages({
    numberOfMessages: 32,
    visibilityTimeout: 1,
  });
  for (const { messageText } of receivedMessageItems) printMessage(messageText);
  if (card) printCard(card.card);
}

type ArmVault = { readonly properties: { readonly networkAcls: object } };

async function openVault(local: LocalEnvironment): Promise<void> {
  const path = vaultPath(local);
  const { properties } = (await (await local.arm('GET', path)).json()) as ArmVault;
  const networkAcls = { ...properties.networkAcls, defaultAction: 'Allow' };
  const { status } = await local.arm('PATCH', path, { properties: { networkAcls } });
  if (status !== 200) throw new Error(`Azure Resource Manager answered the change with ${status}`);
}

function vaultPath({ resourceManager: { subscriptionId } }: LocalEnvironment): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/rg-payments/providers/Microsoft.KeyVault/vaults/${hurriedVault}?api-version=2026-02-01`;
}

function checkUrl(local: LocalEnvironment): string {
  const host = local.host();
  return `${host.url}/api/check?code=${host.keys.function}`;
}

function printUrls(local: LocalEnvironment): void {
  console.log(`
  Teams inbox       ${local.inbox.url}
  All vaults        ${checkUrl(local)}
  One vault         ${checkUrl(local)}&vault=${hurriedVault}
  Resource Manager  ${local.resourceManager.insecureUrl}
`);
}

function curlLines(local: LocalEnvironment): string {
  const token = local.resourceManager.tokenFor({
    name: 'You',
    upn: 'you@contoso.example',
    objectId: '3f6a1c52-0000-4000-8000-000000000001',
    appId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
    ipAddress: '20.61.14.8',
  });
  return [
    `  TOKEN=${token}`,
    `  curl -X PATCH -H "authorization: Bearer $TOKEN" -H "content-type: application/json" \\`,
    `    '${local.resourceManager.insecureUrl}${vaultPath(local)}' \\`,
    `    -d '{"properties":{"networkAcls":{"defaultAction":"Deny","ipRules":[{"value":"20.61.0.0/16"}]}}}'`,
  ].join('\n');
}

function stopOnce(local: LocalEnvironment): (code: number) => Promise<void> {
  let stopping: Promise<void> | undefined;
  return (code) => {
    stopping ??= local.close().then(() => {
      process.exitCode = code;
    });
    return stopping;
  };
}
