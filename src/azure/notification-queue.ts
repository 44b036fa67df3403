import type { QueueClient } from '@azure/storage-queue';
import * as z from 'zod';
import type { NotificationMessage } from '../drift/messages.ts';
import type { Envelope, NotificationQueue } from '../teams/notifier.ts';
import { sendJson } from './queues.ts';

/** A message in the notifications queue that is no notification; it can never succeed. */
export class UnreadableNotificationError extends Error {
  override readonly name = 'UnreadableNotificationError';
}

/** Long enough to post; after it the message is there for others again. */
const takenSeconds = 120;
/** The most that one receive call gives. */
const perCall = 32;

/** @param poison where messages go that can never be posted, as the functions host names it: `QUEUE-poison` */
export function createNotificationQueue(queue: QueueClient, poison: QueueClient): NotificationQueue {
  return {
    async takeWaiting(limit) {
      const taken = [];
      for (let last = perCall; last === perCall && taken.length < limit; ) {
        const { receivedMessageItems } = await queue.receiveMessages({
          numberOfMessages: perCall,
          visibilityTimeout: takenSeconds,
        });
        last = receivedMessageItems.length;
        for (const { messageId, popReceipt, messageText } of receivedMessageItems) {
          const envelope = readEnvelope(messageText);
          // What cannot be read becomes visible again and is dealt with alone, by the host's poison queue.
          if (envelope) {
            const remove = async () => void (await queue.deleteMessage(messageId, popReceipt));
            taken.push({ envelope, delete: remove });
          }
        }
      }
      return taken;
    },
    sendBack: (envelope, delaySeconds) => sendJson(queue, messageOf(envelope), delaySeconds),
    setAside: (envelope) => sendJson(poison, messageOf(envelope)),
  };
}

/** How often a message came back travels with it, as a CloudEvents extension attribute. */
function messageOf({ message, returns }: Envelope) {
  return { ...message, returns };
}

const schema = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.string(),
  type: z.literal('vaultfence.drift'),
  returns: z.number().int().nonnegative().default(0),
  data: z.looseObject({
    vault: z.looseObject({ id: z.string(), name: z.string() }),
    transitions: z.array(z.looseObject({ kind: z.string() })),
    changes: z.array(z.looseObject({ label: z.string() })),
    attribution: z.looseObject({ kind: z.string() }),
    summary: z.looseObject({ exposure: z.string() }),
  }),
});

/** @throws UnreadableNotificationError naming what is wrong */
export function parseNotification(body: unknown): Envelope {
  const result = schema.safeParse(body);
  if (!result.success) throw new UnreadableNotificationError(z.prettifyError(result.error));
  const { returns, ...message } = result.data;
  return { message: message as unknown as NotificationMessage, returns };
}

function readEnvelope(text: string): Envelope | undefined {
  try {
    return parseNotification(JSON.parse(Buffer.from(text, 'base64').toString('utf8')));
  } catch {
    return undefined;
  }
}
