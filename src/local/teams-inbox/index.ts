import { createServer, type Server } from 'node:http';
import { createCardLog, type InboxCard } from './card-log.ts';
import { createFaults, type Fault } from './faults.ts';
import { loadPage } from './page.ts';
import { createWebhook, type WebhookRequest } from './webhook.ts';

export { type InboxCard, NoCardsError } from './card-log.ts';
export type { Fault } from './faults.ts';
export type { WebhookRequest } from './webhook.ts';

/** A running stand-in for a Teams channel with a Workflows webhook, and a page that shows what was posted. */
export type TeamsInbox = {
  /** The page. */
  readonly url: string;
  /** Where cards are posted to. Holds its own signature, new at every start: a secret, as the real one. */
  readonly webhookUrl: string;
  /** Posted and refused cards in the order in which the flow looked at them. */
  cards(): readonly InboxCard[];
  /**
   * The cards, once there are at least so many.
   *
   * @throws NoCardsError when they have not come in time, or the inbox closes
   */
  waitForCards(count: number, timeoutMilliseconds: number): Promise<readonly InboxCard[]>;
  /** The next requests with the right signature go wrong in this way instead of reaching the flow. */
  respondNext(fault: Fault): void;
  /** Every request to the webhook so far, oldest first. */
  requests(): readonly WebhookRequest[];
  /** Forgets cards, requests and faults. */
  clear(): void;
  /** Ends every connection, also those that were left without an answer. */
  close(): Promise<void>;
};

export type TeamsInboxOptions = {
  /** Any free one when missing. */
  readonly port?: number;
};

/** @throws Error when the port is taken */
export async function startTeamsInbox({ port = 0 }: TeamsInboxOptions = {}): Promise<TeamsInbox> {
  const log = createCardLog();
  const faults = createFaults();
  const webhook = createWebhook({ faults, log });
  const answerPage = await loadPage(log);
  const server = createServer((request, response) => {
    if (webhook.answer(request, response)) return;
    answerPage(request, response, `${urlOf(server)}${webhook.path}`);
  });
  await listen(server, port);

  return {
    url: `${urlOf(server)}/`,
    webhookUrl: `${urlOf(server)}${webhook.path}`,
    cards: log.cards,
    waitForCards: log.waitForCards,
    respondNext: faults.add,
    requests: webhook.requests,
    clear() {
      log.clear();
      faults.clear();
      webhook.clear();
    },
    async close() {
      log.close();
      await shut(server);
    },
  };
}

function urlOf(server: Server): string {
  const address = server.address();
  if (typeof address === 'object' && address) return `http://127.0.0.1:${address.port}`;
  throw new TypeError(`Expected a port of 127.0.0.1, got ${address}`);
}

async function listen(server: Server, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', resolve);
  await promise;
}

async function shut(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
}
