import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What host.json says about queues and routes; the official host's defaults where it says nothing. */
export type HostSettings = {
  readonly routePrefix: string;
  readonly queues: {
    readonly batchSize: number;
    readonly newBatchThreshold: number;
    readonly maxDequeueCount: number;
    readonly visibilitySeconds: number;
    readonly messageEncoding: 'base64' | 'none';
  };
};

export async function readHostSettings(appFolder: string): Promise<HostSettings> {
  const { extensions = {} } = JSON.parse(await readFile(join(appFolder, 'host.json'), 'utf8'));
  const {
    batchSize = 16,
    maxDequeueCount = 5,
    messageEncoding = 'base64',
    ...queues
  } = extensions.queues ?? {};
  return {
    routePrefix: extensions.http?.routePrefix ?? 'api',
    queues: {
      batchSize,
      newBatchThreshold: queues.newBatchThreshold ?? batchSize / 2,
      maxDequeueCount,
      visibilitySeconds: secondsOf(queues.visibilityTimeout ?? '00:00:00'),
      messageEncoding,
    },
  };
}

/** `%NAME%` in a binding stands for a setting. */
export function substituted(text: string): string {
  return text.replace(/%([^%]+)%/g, (whole, name: string) => process.env[name] ?? whole);
}

function secondsOf(timeSpan: string): number {
  return timeSpan.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}
