import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Arm, type HttpAnswer, httpAnswer, refusalAnswer } from './arm.ts';
import { type FaultPlan, refusalOf } from './faults.ts';
import { identityPath, type ManagedIdentity } from './managed-identity.ts';

/** A request to Azure Resource Manager, in the order in which answers began. */
export type RecordedRequest = {
  readonly method: string;
  /** Decoded, without `/subscriptions/{id}` and the query: `/providers/Microsoft.KeyVault/vaults`. */
  readonly path: string;
  /** As it came: path and query. */
  readonly url: string;
  /** `undefined` when the request was left without an answer. */
  readonly status: number | undefined;
};

export type ListenerOptions = {
  readonly arm: Arm;
  readonly identity: ManagedIdentity;
  readonly faults: FaultPlan;
  readonly clock: () => Date;
  readonly record: (request: RecordedRequest) => void;
};

/** Between HTTP and Azure Resource Manager: reads and writes, and lets go wrong what was asked to go wrong. */
export function createListener(scheme: 'http' | 'https', options: ListenerOptions): RequestListener {
  return (request, response) => {
    // What is thrown here is a mistake of ours, or a caller who hung up.
    answer(scheme, options, request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return void response.destroy();
      const [status, code] = error instanceof URIError ? [400, 'BadRequest'] : [500, 'InternalServerError'];
      write(response, httpAnswer(status, {}, { error: { code, message: String(error) } }));
    });
  };
}

async function answer(
  scheme: 'http' | 'https',
  { arm, identity, faults, clock, record }: ListenerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await text(request);
  const { method = 'GET', url: target = '/' } = request;
  const url = new URL(target, `${scheme}://${request.headers.host ?? '127.0.0.1'}`);
  // The identity endpoint is reached without TLS, as on App Service.
  if (scheme === 'http' && url.pathname.replace(/\/$/, '') === identityPath) {
    const { status, body: token } = identity.answer(url, request.headers, clock());
    return write(response, httpAnswer(status, {}, token));
  }

  const entry = { method, path: pathBelowSubscription(url), url: target };
  const fault = faults.take(`${method} ${decodeURIComponent(target)}`);
  if (fault?.hang) return record({ ...entry, status: undefined });
  const header = (name: string) => {
    const value = request.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  const result =
    fault && !fault.truncate ? refusalAnswer(refusalOf(fault)) : arm.answer({ method, url, header, body });
  record({ ...entry, status: result.status });
  if (fault?.truncate) breakOff(response, result);
  else write(response, result);
}

function write(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  response
    .writeHead(status, { ...headers, ...(body && { 'content-length': Buffer.byteLength(body) }) })
    .end(body);
}

function breakOff(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.write(body.slice(0, body.length / 2), () => response.destroy());
}

function pathBelowSubscription(url: URL): string {
  return decodeURIComponent(url.pathname).replace(/^\/subscriptions\/[^/]+/i, '') || '/';
}
