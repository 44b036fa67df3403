import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { CardLog } from './card-log.ts';
import type { FaultPlan } from './faults.ts';
import { runFlow } from './flow.ts';

export type WebhookRequest = {
  readonly receivedAt: Date;
  /** `undefined` when the request was left without an answer. */
  readonly status: number | undefined;
};

export type Webhook = {
  /** With the query, which holds the signature. */
  readonly path: string;
  /** Whether the request was for the webhook; the answer itself follows. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  requests(): readonly WebhookRequest[];
  clear(): void;
};

export type WebhookOptions = { readonly faults: FaultPlan; readonly log: CardLog };

/** The address of the flow's trigger, of the form that Power Automate hands out for a Teams webhook. */
export function createWebhook({ faults, log }: WebhookOptions): Webhook {
  const trigger = `/workflows/${randomBytes(16).toString('hex')}/triggers/manual/paths/invoke`;
  const signature = randomBytes(32).toString('base64url');
  let requests: readonly WebhookRequest[] = [];

  async function respond(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const receivedAt = new Date();
    const body = await text(request);
    const record = (status: number | undefined) => {
      requests = [...requests, { receivedAt, status }];
    };
    const reply = (status: number, answer = '', headers = {}) => {
      record(status);
      response.writeHead(
        status,
        answer === '' ? headers : { ...headers, 'content-type': 'application/json' },
      );
      response.end(answer);
    };

    const refusal = refusalOf(request, url, trigger, signature);
    if (refusal) return reply(refusal.status, errorJson(refusal.code, refusal.message));
    const fault = faults.take();
    if (fault && 'hang' in fault) return record(undefined);
    if (fault) {
      const { status, retryAfterSeconds } = fault;
      const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
      return reply(status, errorJson('Refused', `Refused with ${status}, as was asked for.`), headers);
    }
    const message = parsed(body);
    if (message === undefined) {
      return reply(400, errorJson('InvalidRequestContent', 'The request content is not valid JSON.'));
    }
    // The flow begins when the sender already has its 202: the sender never learns what became of the card.
    response.once('close', () => {
      for (const verdict of runFlow(message)) log.add(verdict, receivedAt);
    });
    reply(202);
  }

  return {
    path: `${trigger}?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${signature}`,
    answer(request, response) {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      if (!url.pathname.startsWith('/workflows/')) return false;
      // What is thrown here is a sender that hung up.
      respond(request, response, url).catch(() => response.destroy());
      return true;
    },
    requests: () => requests,
    clear() {
      requests = [];
    },
  };
}

type Refusal = { readonly status: number; readonly code: string; readonly message: string };

function refusalOf(
  { method }: IncomingMessage,
  { pathname, searchParams }: URL,
  trigger: string,
  signature: string,
): Refusal | undefined {
  if (searchParams.get('sig') !== signature) {
    return {
      status: 401,
      code: 'AuthorizationFailed',
      message: 'The signature in the address is not valid.',
    };
  }
  if (pathname !== trigger)
    return { status: 404, code: 'WorkflowNotFound', message: 'There is no such flow.' };
  if (!searchParams.get('api-version')) {
    return { status: 400, code: 'MissingApiVersionParameter', message: 'The query lacks api-version.' };
  }
  if (method === 'POST') return undefined;
  return { status: 405, code: 'TriggerRequestMethodNotValid', message: `Expected POST, got ${method}.` };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function errorJson(code: string, message: string): string {
  return JSON.stringify({ error: { code, message } });
}
