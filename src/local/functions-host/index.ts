import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ended } from '../storage.ts';
import type { HostOrder, HostReport } from './host-process.ts';
import type { HostKeys } from './http-front.ts';
import type { LogLine } from './log-line.ts';

/** A function app that runs in a process of its own, with the settings of its environment and nothing else. */
export type FunctionsHost = {
  readonly url: string;
  readonly keys: HostKeys;
  readonly functions: readonly string[];
  /** Where Event Grid delivers to a function, its key included. */
  eventGridWebhookUrl(functionName: string): string;
  /** Runs a function that no request triggers, once. */
  trigger(functionName: string): Promise<void>;
  logs(): readonly LogLine[];
  /** Resolves with the first line, of now or later, that the test accepts. */
  waitForLog(accept: (line: LogLine) => boolean): Promise<LogLine>;
  /** Lets what is running end. */
  close(): Promise<void>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
};

export type FunctionsHostOptions = {
  /** Holds host.json and package.json, as deployed. */
  readonly appFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly port?: number;
  readonly maxPauseMilliseconds?: number;
  readonly lockSeconds?: number;
  readonly log?: (line: LogLine) => void;
};

/** @throws Error with the app's own words when it cannot be loaded or does not want to start */
export async function startFunctionsHost(options: FunctionsHostOptions): Promise<FunctionsHost> {
  const keys: HostKeys = { master: newKey(), function: newKey(), eventGrid: newKey() };
  const order: HostOrder = {
    appFolder: options.appFolder,
    port: options.port ?? 0,
    keys,
    maxPauseMilliseconds: options.maxPauseMilliseconds ?? 500,
    lockSeconds: options.lockSeconds ?? 60,
  };
  const child = fork(join(import.meta.dirname, 'host-process.ts'), [JSON.stringify(order)], {
    env: { PATH: process.env.PATH, ...options.environment },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lines: LogLine[] = [];
  const waiting = new Set<(line: LogLine) => void>();
  collectLines(child, (line) => {
    lines.push(line);
    options.log?.(line);
    for (const notice of waiting) notice(line);
  });
  const { port, functions } = await started(child, lines);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    keys,
    functions,
    eventGridWebhookUrl: (name) =>
      `${url}/runtime/webhooks/EventGrid?functionName=${name}&code=${keys.eventGrid}`,
    async trigger(name) {
      const request = { method: 'POST', headers: { 'x-functions-key': keys.master }, body: '{"input":""}' };
      const { status } = await fetch(`${url}/admin/functions/${name}`, request);
      if (status !== 202) throw new Error(`function ${name} could not be run: ${status}`);
    },
    logs: () => lines,
    waitForLog(accept) {
      const found = lines.find(accept);
      if (found) return Promise.resolve(found);
      return new Promise((resolve) => {
        const notice = (line: LogLine) => {
          if (!accept(line)) return;
          waiting.delete(notice);
          resolve(line);
        };
        waiting.add(notice);
      });
    },
    close: () => ended(child, 'SIGTERM'),
    kill: () => ended(child, 'SIGKILL'),
  };
}

async function started(child: ChildProcess, lines: readonly LogLine[]) {
  const ended = once(child, 'exit').then((): HostReport => {
    const said = lines.map(({ message }) => message).join('\n');
    return { kind: 'failed', reason: said || `the host ended with code ${child.exitCode}` };
  });
  const reported = once(child, 'message').then(([report]): HostReport => report);
  const report = await Promise.race([reported, ended]);
  if (report.kind === 'failed') throw new Error(report.reason);
  return report;
}

/** The host writes JSON lines; anything else is the app's own console, or a dying process. */
function collectLines(child: ChildProcess, collect: (line: LogLine) => void): void {
  for (const [stream, level] of [
    [child.stdout, 'information'],
    [child.stderr, 'error'],
  ] as const) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (text) =>
      collect(logLineOf(text) ?? { level, category: 'console', message: text }),
    );
  }
}

function logLineOf(text: string): LogLine | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isLine = typeof value === 'object' && value !== null && 'level' in value && 'category' in value;
    return isLine ? (value as LogLine) : undefined;
  } catch {
    return undefined;
  }
}

function newKey(): string {
  return randomBytes(24).toString('base64url');
}
