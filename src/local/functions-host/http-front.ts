import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { RpcHttpData } from './core-types.ts';
import { answerEventGrid } from './event-grid-webhook.ts';
import type { HostSettings } from './host-settings.ts';
import type { Invoke } from './invoke.ts';
import type { LoadedFunction } from './loaded-app.ts';
import { matchRoute } from './route.ts';
import { timerInput } from './timer-trigger.ts';

/** The keys that callers must show; in Azure the platform makes them. */
export type HostKeys = { readonly master: string; readonly function: string; readonly eventGrid: string };

type Front = {
  readonly functions: readonly LoadedFunction[];
  readonly invoke: Invoke;
  readonly settings: HostSettings;
  readonly keys: HostKeys;
};

type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

/** Everything that the official host serves over HTTP: functions, the Event Grid webhook, the admin endpoints. */
export function createHttpFront(front: Front): Server {
  return createServer((request, response) => {
    void answer(front, request)
      .catch((): Answer => ({ status: 500 }))
      .then(({ status, headers, body }) => send(response, status, headers ?? {}, body));
  });
}

function send(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Answer['body'],
) {
  response.writeHead(status, headers);
  response.end(body);
}

async function answer(front: Front, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
  const body = await bodyOf(request);
  if (/^\/runtime\/webhooks\/eventgrid$/i.test(url.pathname)) return answerWebhook(front, request, url, body);
  if (url.pathname.startsWith('/admin/')) return answerAdmin(front, request, url, body);
  const prefix = `/${front.settings.routePrefix}/`;
  if (!url.pathname.startsWith(prefix)) return { status: 404 };
  return answerFunction(front, request, url, url.pathname.slice(prefix.length), body);
}

async function answerFunction(
  { functions, invoke, keys }: Front,
  request: IncomingMessage,
  url: URL,
  path: string,
  body: Buffer,
): Promise<Answer> {
  const method = request.method ?? 'GET';
  for (const called of functions) {
    const { type, route, methods, authLevel } = called.trigger;
    if (type.toLowerCase() !== 'httptrigger') continue;
    const params = matchRoute(route ?? called.metadata.name, path);
    if (!params || (methods && !methods.some((one) => one.toUpperCase() === method))) continue;
    const accepted = authLevel === 'admin' ? [keys.master] : [keys.master, keys.function];
    if (authLevel !== 'anonymous' && !accepted.includes(keyOf(request, url))) return { status: 401 };
    const result = await invoke(called, {
      http: {
        method,
        url: url.href,
        headers: headersOf(request),
        query: Object.fromEntries(url.searchParams),
        params,
        body: { bytes: body },
      },
    });
    return httpAnswer(result?.http ?? {});
  }
  return { status: 404 };
}

async function answerWebhook(
  { functions, invoke, keys }: Front,
  request: IncomingMessage,
  url: URL,
  body: Buffer,
) {
  if (url.searchParams.get('code') !== keys.eventGrid) return { status: 401 };
  const called = functions.find(({ metadata }) => metadata.name === url.searchParams.get('functionName'));
  if (called?.trigger.type.toLowerCase() !== 'eventgridtrigger') return { status: 404 };
  const { method = 'POST', headers } = request;
  return answerEventGrid(called, { method, headers, body: body.toString('utf8') }, invoke);
}

/** `POST /admin/functions/NAME` runs a function that no request triggers, once, as the official host does. */
async function answerAdmin(
  { functions, invoke, keys }: Front,
  request: IncomingMessage,
  url: URL,
  body: Buffer,
) {
  if (keyOf(request, url) !== keys.master) return { status: 401 };
  const name = url.pathname.replace('/admin/functions/', '');
  const called = functions.find(({ metadata }) => metadata.name === name);
  if (!called || request.method !== 'POST') return { status: 404 };
  const isTimer = called.trigger.type.toLowerCase() === 'timertrigger';
  const input = isTimer
    ? timerInput
    : { string: String(JSON.parse(body.toString('utf8') || '{}').input ?? '') };
  // Accepted, not done: the failure of such a run is in the log.
  void invoke(called, input).catch(() => undefined);
  return { status: 202 };
}

function httpAnswer({ statusCode, headers = {}, body }: RpcHttpData): Answer {
  const content = body?.bytes ?? body?.string ?? undefined;
  return { status: Number(statusCode ?? 204), headers, ...(content !== undefined && { body: content }) };
}

function keyOf(request: IncomingMessage, url: URL): string {
  return String(request.headers['x-functions-key'] ?? url.searchParams.get('code') ?? '');
}

function headersOf({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
