import { type DequeuedMessageItem, type QueueClient, QueueServiceClient } from '@azure/storage-queue';
import type { RpcTypedData } from './core-types.ts';
import { type HostSettings, substituted } from './host-settings.ts';
import type { Invoke } from './invoke.ts';
import type { LoadedFunction } from './loaded-app.ts';

export type RunningTrigger = { stop(): Promise<void> };

type QueueOptions = {
  readonly settings: HostSettings['queues'];
  /** The longest pause between looks into an empty queue. */
  readonly maxPauseMilliseconds: number;
  /** How long a message is hidden while its function runs; renewed until it ends. After a crash it shows again. */
  readonly lockSeconds: number;
};

/** Polls a queue as the official host does: visibility, dequeue count, poison queue. */
export async function startQueueTrigger(
  called: LoadedFunction,
  invoke: Invoke,
  { settings, maxPauseMilliseconds, lockSeconds }: QueueOptions,
): Promise<RunningTrigger> {
  const service = QueueServiceClient.fromConnectionString(
    process.env[called.trigger.connection ?? 'AzureWebJobsStorage'] ?? '',
  );
  const name = substituted(called.trigger.queueName ?? '');
  const queue = service.getQueueClient(name);
  const poison = service.getQueueClient(`${name}-poison`);
  await queue.createIfNotExists();
  const running = new Set<Promise<void>>();
  const stopping = Promise.withResolvers<void>();
  let isStopping = false;

  async function poll(): Promise<void> {
    let pause = 50;
    while (!isStopping) {
      if (running.size > settings.newBatchThreshold) await Promise.race(running);
      const received = await receive();
      for (const message of received) {
        const work = handOver(message).finally(() => running.delete(work));
        running.add(work);
      }
      pause = received.length > 0 ? 50 : Math.min(pause * 2, maxPauseMilliseconds);
      await Promise.race([wait(pause), stopping.promise]);
    }
  }

  async function receive(): Promise<readonly DequeuedMessageItem[]> {
    try {
      const options = { numberOfMessages: settings.batchSize, visibilityTimeout: lockSeconds };
      return (await queue.receiveMessages(options)).receivedMessageItems;
    } catch {
      // Storage that is away for a while is asked again, as the official host does.
      return [];
    }
  }

  async function handOver(message: DequeuedMessageItem): Promise<void> {
    const lock = holdLock(queue, message, lockSeconds);
    try {
      if (message.dequeueCount > settings.maxDequeueCount) await giveUp(message);
      else await invoke(called, inputOf(message, settings), metadataOf(message));
      await queue.deleteMessage(message.messageId, await lock.release());
    } catch {
      await putBack(message, lock.release).catch(() => undefined);
    }
  }

  async function putBack(message: DequeuedMessageItem, release: () => Promise<string>): Promise<void> {
    const receipt = await release();
    if (message.dequeueCount >= settings.maxDequeueCount) {
      await giveUp(message);
      await queue.deleteMessage(message.messageId, receipt);
    } else {
      await queue.updateMessage(message.messageId, receipt, undefined, settings.visibilitySeconds);
    }
  }

  async function giveUp({ messageText }: DequeuedMessageItem): Promise<void> {
    await poison.createIfNotExists();
    await poison.sendMessage(messageText);
  }

  const polling = poll();
  return {
    async stop() {
      isStopping = true;
      stopping.resolve();
      await polling;
      await Promise.allSettled(running);
    },
  };
}

function holdLock(queue: QueueClient, { messageId, popReceipt }: DequeuedMessageItem, lockSeconds: number) {
  let receipt = Promise.resolve(popReceipt);
  const timer = setInterval(() => {
    receipt = receipt.then(async (held) => {
      const renewed = await queue
        .updateMessage(messageId, held, undefined, lockSeconds)
        .catch(() => undefined);
      return renewed?.popReceipt ?? held;
    });
  }, lockSeconds * 500);
  return {
    release(): Promise<string> {
      clearInterval(timer);
      return receipt;
    },
  };
}

function inputOf(
  { messageText }: DequeuedMessageItem,
  { messageEncoding }: HostSettings['queues'],
): RpcTypedData {
  return {
    string: messageEncoding === 'base64' ? Buffer.from(messageText, 'base64').toString('utf8') : messageText,
  };
}

function metadataOf(message: DequeuedMessageItem): Readonly<Record<string, RpcTypedData>> {
  const json = (value: unknown): RpcTypedData => ({ json: JSON.stringify(value) });
  return {
    Id: { string: message.messageId },
    DequeueCount: json(message.dequeueCount),
    InsertionTime: json(message.insertedOn),
    ExpirationTime: json(message.expiresOn),
    NextVisibleTime: json(message.nextVisibleOn),
    PopReceipt: { string: message.popReceipt },
  };
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
