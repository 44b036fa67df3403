import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { QueueServiceClient } from '@azure/storage-queue';
import { freePorts } from './free-ports.ts';

/** Azurite, the official storage emulator, as a process of its own. */
export type LocalStorage = {
  /** For `AzureWebJobsStorage`; the same again after a restart. */
  readonly connectionString: string;
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same ports; what was stored is there again when it has a folder. */
  restart(): Promise<void>;
};

/** The account and key that every Azurite has; they protect nothing. */
const account = 'devstoreaccount1';
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** @param folder where it keeps what is stored; in memory when `undefined` */
export async function startStorage(folder?: string): Promise<LocalStorage> {
  const [blob = 0, queue = 0, table = 0] = await freePorts(3);
  const connectionString = [
    'DefaultEndpointsProtocol=http',
    `AccountName=${account}`,
    `AccountKey=${key}`,
    `BlobEndpoint=http://127.0.0.1:${blob}/${account}`,
    `QueueEndpoint=http://127.0.0.1:${queue}/${account}`,
    `TableEndpoint=http://127.0.0.1:${table}/${account}`,
  ].join(';');
  const place = folder === undefined ? ['--inMemoryPersistence'] : ['--location', folder];
  const ports = ['--blobPort', blob, '--queuePort', queue, '--tablePort', table].map(String);
  const options = [...place, ...ports, '--skipApiVersionCheck', '--disableTelemetry', '--silent'];

  async function start(): Promise<ChildProcess> {
    const azurite = createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js');
    const started = spawn(process.execPath, [azurite, ...options], { stdio: ['ignore', 'ignore', 'pipe'] });
    const complaints: string[] = [];
    started.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
    await untilItAnswers(connectionString, started, complaints);
    return started;
  }

  let running = await start();
  const end = (signal: NodeJS.Signals) => ended(running, signal);
  return {
    connectionString,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGKILL');
      running = await start();
    },
  };
}

async function untilItAnswers(
  connectionString: string,
  started: ChildProcess,
  complaints: readonly string[],
) {
  const queues = QueueServiceClient.fromConnectionString(connectionString, { retryOptions: { maxTries: 1 } });
  for (;;) {
    if (started.exitCode !== null) throw new Error(`Azurite ended at its start: ${complaints.join('')}`);
    try {
      await queues.getProperties();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Sends the signal and waits for the end. */
export function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
