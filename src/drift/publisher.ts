import { findingMessages, type Message, notificationMessage } from './messages.ts';
import type { DriftPublisher } from './ports.ts';

export type MessageQueue = { send(message: Message<unknown>): Promise<void> };

/** Tells a drift to the findings queue and, where somebody is to be notified, to the notifications queue. */
export function createPublisher(queues: {
  readonly findings: MessageQueue;
  /** `undefined` when no notification channel is configured: nothing is enqueued that nobody would take. */
  readonly notifications: MessageQueue | undefined;
}): DriftPublisher {
  return {
    async publish(drift) {
      for (const message of findingMessages(drift)) await queues.findings.send(message);
      const notification = notificationMessage(drift);
      if (notification) await queues.notifications?.send(notification);
    },
  };
}
