import { once } from 'node:events';
import { readHostSettings } from './host-settings.ts';
import { createHttpFront, type HostKeys } from './http-front.ts';
import { createInvoke } from './invoke.ts';
import { type LoadedApp, loadApp } from './loaded-app.ts';
import type { LogLine } from './log-line.ts';
import { type RunningTrigger, startQueueTrigger } from './queue-trigger.ts';
import { startTimerTrigger } from './timer-trigger.ts';

/** What the parent wants; handed over as JSON, as settings are in the environment. */
export type HostOrder = {
  readonly appFolder: string;
  readonly port: number;
  readonly keys: HostKeys;
  readonly maxPauseMilliseconds: number;
  readonly lockSeconds: number;
};

/** What the parent is told. */
export type HostReport =
  | { readonly kind: 'ready'; readonly port: number; readonly functions: readonly string[] }
  | { readonly kind: 'failed'; readonly reason: string };

const order: HostOrder = JSON.parse(process.argv[2] ?? '{}');
const log = (line: LogLine) => void process.stdout.write(`${JSON.stringify(line)}\n`);

try {
  await run();
} catch (error) {
  report({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
  process.disconnect?.();
}

async function run(): Promise<void> {
  const settings = await readHostSettings(order.appFolder);
  process.chdir(order.appFolder);
  const app = await loadApp(order.appFolder, (level, category, message) => log({ level, category, message }));
  await app.runHooks('appStart', { hookData: {}, appHookData: {} });
  const invoke = createInvoke(app, log);
  const front = createHttpFront({ functions: app.functions, invoke, settings, keys: order.keys });
  front.listen(order.port, '127.0.0.1');
  await once(front, 'listening');

  const triggers: RunningTrigger[] = [];
  for (const called of app.functions) {
    const type = called.trigger.type.toLowerCase();
    if (type === 'timertrigger') triggers.push(startTimerTrigger(called, invoke));
    if (type === 'queuetrigger')
      triggers.push(await startQueueTrigger(called, invoke, { ...order, settings: settings.queues }));
  }
  const address = front.address();
  const port = typeof address === 'object' && address ? address.port : order.port;
  report({ kind: 'ready', port, functions: app.functions.map(({ metadata }) => metadata.name) });

  // The parent asks for the end by a signal; without a parent there is nobody to serve.
  await Promise.race([once(process, 'SIGTERM'), once(process, 'disconnect')]);
  await stop(app, triggers, () => {
    front.close();
    front.closeAllConnections();
  });
}

async function stop(
  app: LoadedApp,
  triggers: readonly RunningTrigger[],
  closeFront: () => void,
): Promise<void> {
  closeFront();
  await Promise.race([
    Promise.all(triggers.map((trigger) => trigger.stop())),
    new Promise((resolve) => setTimeout(resolve, 5_000)),
  ]);
  await app.runHooks('appTerminate', { hookData: {}, appHookData: {} });
  process.exit(0);
}

function report(message: HostReport): void {
  process.send?.(message);
}
