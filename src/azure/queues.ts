import type { QueueClient } from '@azure/storage-queue';

/** Sends JSON the way the functions host reads it: base64 text. */
export async function sendJson(queue: QueueClient, message: unknown, delaySeconds = 0): Promise<void> {
  const text = Buffer.from(JSON.stringify(message)).toString('base64');
  await queue.sendMessage(text, { visibilityTimeout: delaySeconds });
}
