import type { NotificationMessage } from '../drift/messages.ts';
import type { Log } from '../drift/ports.ts';
import { fittingCard } from './fitting-card.ts';
import { type PostCard, TeamsBusyError, TeamsRefusedError } from './webhook.ts';

/** A notification on its way, with how often it came back. */
export type Envelope = { readonly message: NotificationMessage; readonly returns: number };

/** A notification taken from the queue besides the one that woke us; invisible to others until it is deleted. */
export type Taken = { readonly envelope: Envelope; delete(): Promise<void> };

export type NotificationQueue = {
  /** Takes along what is waiting, up to `limit`. */
  takeWaiting(limit: number): Promise<readonly Taken[]>;
  sendBack(envelope: Envelope, delaySeconds: number): Promise<void>;
  /** Puts it where an alert rule looks, as it can never be posted. */
  setAside(envelope: Envelope): Promise<void>;
};

export type NotifierPorts = {
  readonly queue: NotificationQueue;
  readonly post: PostCard;
  readonly portalUrl: string;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly now: () => number;
};

/** Resolves once the notification is posted, sent back for later or set aside; rejects when it must be tried again. */
export type Notify = (envelope: Envelope, log: Log) => Promise<void>;

/** Messages that the host hands over together meet in one card. */
const gatherMilliseconds = 200;
/** Posts are spaced, as a channel and its flow take only so many. */
const spacingMilliseconds = 1_000;
/** The most that one digest counts. */
const maxTaken = 320;
/** After this many returns (about a day) a notification is set aside. */
const maxReturns = 30;

/**
 * Posts what arrives: one card at a time, instant when it is quiet, a digest of all that waits in a storm.
 */
export function createNotifier({ queue, post, portalUrl, sleep, now }: NotifierPorts): Notify {
  let waiting: { readonly envelope: Envelope; readonly settle: PromiseWithResolvers<void> }[] = [];
  let _posting: Promise<void> | undefined;
  let lastPostAt = Number.NEGATIVE_INFINITY;

  async function postOnce(log: Log): Promise<void> {
    await sleep(Math.max(gatherMilliseconds, lastPostAt + spacingMilliseconds - now()));
    const batch = waiting;
    waiting = [];
    try {
      const taken = await queue.takeWaiting(maxTaken);
      const envelopes = [...batch, ...taken].map(({ envelope }) => envelope);
      await deliver(envelopes, log);
      for (const one of taken) await one.delete();
      for (const { settle } of batch) settle.resolve();
    } catch (error) {
      for (const { settle } of batch) settle.reject(error);
    }
  }

  async function deliver(envelopes: readonly Envelope[], log: Log): Promise<void> {
    try {
      lastPostAt = now();
      await post(
        fittingCard(
          envelopes.map(({ message }) => message),
          portalUrl,
        ),
      );
      log.info('card posted', { drifts: envelopes.length });
    } catch (error) {
      if (error instanceof TeamsBusyError) return sendBack(envelopes, error, log);
      if (!(error instanceof TeamsRefusedError)) throw error;
      log.error('Teams refuses the card; it is set aside in the poison queue', { reason: error.message });
      for (const envelope of envelopes) await queue.setAside(envelope);
    }
  }

  async function sendBack(envelopes: readonly Envelope[], busy: TeamsBusyError, log: Log): Promise<void> {
    for (const envelope of envelopes) {
      if (envelope.returns >= maxReturns) {
        log.error('Teams was busy for too long; set aside in the poison queue', { reason: busy.message });
        await queue.setAside(envelope);
        continue;
      }
      const delaySeconds = Math.max(busy.retryAfterSeconds ?? 0, delayAfter(envelope.returns));
      log.warn('Teams is busy; the notification goes back', { reason: busy.message, delaySeconds });
      await queue.sendBack({ ...envelope, returns: envelope.returns + 1 }, delaySeconds);
    }
  }

  async function postAll(log: Log): Promise<void> {
    while (waiting.length > 0) await postOnce(log);
    _posting = undefined;
  }

  return async (envelope, log) => {
    const settle = Promise.withResolvers<void>();
    waiting.push({ envelope, settle });
    _posting ??= postAll(log);
    await settle.promise;
  };
}

/** 5 s, 10 s, 20 s, … up to an hour. */
function delayAfter(returns: number): number {
  return Math.min(3600, 5 * 2 ** Math.min(returns, 20));
}
