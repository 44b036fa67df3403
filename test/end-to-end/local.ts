import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, vi } from 'vitest';
import { buildApp } from '../../scripts/build.ts';
import type { Message } from '../../src/drift/messages.ts';
import type { LocalEnvironment } from '../../src/local/environment.ts';

declare module 'vitest' {
  interface ProvidedContext {
    appFolder: string;
  }
}

/** The built app, one folder for the whole run of tests. */
export async function setup({ provide }: { provide(key: 'appFolder', value: string): void }): Promise<void> {
  provide('appFolder', await buildApp(join(await mkdtemp(join(tmpdir(), 'vaultfence-app-')), 'app')));
}

export function appFolder(): string {
  return inject('appFolder');
}

/** Runs the sweep and waits for its end. */
export async function sweep(local: LocalEnvironment): Promise<void> {
  const before = local.host().logs().filter(isSweepEnd).length;
  await local.host().trigger('sweep');
  await vi.waitFor(
    () => {
      if (local.host().logs().filter(isSweepEnd).length === before) throw new Error('the sweep goes on');
    },
    { timeout: 30_000, interval: 20 },
  );
}

function isSweepEnd({ message }: { readonly message: string }): boolean {
  return message.includes('"sweep finished"');
}

/** Waits until no event, no recheck and no notification is on its way, and the rechecks that were put off are done. */
export async function quiet(local: LocalEnvironment): Promise<void> {
  await local.resourceManager.eventGrid.settled();
  await vi.waitFor(
    async () => {
      for (const name of ['recheck', 'notifications'] as const) {
        const { approximateMessagesCount } = await local.queue(name).getProperties();
        if (approximateMessagesCount !== 0) throw new Error(`${approximateMessagesCount} wait in ${name}`);
      }
    },
    { timeout: 30_000, interval: 50 },
  );
}

/** Takes every message out of the findings queue. */
export async function takeFindings(local: LocalEnvironment): Promise<readonly Message<FindingData>[]> {
  const taken: Message<FindingData>[] = [];
  for (;;) {
    const { receivedMessageItems } = await local.queue('findings').receiveMessages({ numberOfMessages: 32 });
    if (receivedMessageItems.length === 0) return taken;
    for (const { messageId, popReceipt, messageText } of receivedMessageItems) {
      taken.push(JSON.parse(Buffer.from(messageText, 'base64').toString('utf8')));
      await local.queue('findings').deleteMessage(messageId, popReceipt);
    }
  }
}

export type FindingData = {
  readonly vault: { readonly name: string };
  readonly transition?: {
    readonly kind: string;
    readonly finding: { readonly checkId: string; readonly target: string };
  };
};

/** `opened ip-range-not-approved 84.241.192.17/32`, or the type of a message about no finding. */
export function saying({ type, data }: Message<FindingData>): string {
  const { transition } = data;
  return transition ? `${transition.kind} ${transition.finding.checkId} ${transition.finding.target}` : type;
}

export function vaultPath(local: LocalEnvironment, name: string, group = 'rg-payments'): string {
  return `/subscriptions/${local.resourceManager.subscriptionId}/resourceGroups/${group}/providers/Microsoft.KeyVault/vaults/${name}?api-version=2026-02-01`;
}

/** Replaces the vault's firewall, as a person would. */
export async function setFirewall(
  local: LocalEnvironment,
  name: string,
  networkAcls: object,
  group?: string,
): Promise<void> {
  const answer = await local.arm('PATCH', vaultPath(local, name, group), { properties: { networkAcls } });
  if (!answer.ok) throw new Error(`ARM answered ${answer.status}: ${await answer.text()}`);
}

/** The texts of the newest cards, newest last. */
export function headlines(local: LocalEnvironment): readonly string[] {
  return local.inbox.cards().map(({ card }) => (card as { readonly fallbackText: string }).fallbackText);
}

/** Asks the check endpoint with its key. */
export async function check(
  local: LocalEnvironment,
  query: string,
): Promise<{ status: number; type: string | null; body: unknown }> {
  const { url, keys } = local.host();
  const response = await fetch(`${url}/api/check${query}`, { headers: { 'x-functions-key': keys.function } });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.json() };
}
