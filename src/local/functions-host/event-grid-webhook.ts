import type { Invoke } from './invoke.ts';
import type { LoadedFunction } from './loaded-app.ts';

export type WebhookAnswer = {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
};

type Delivery = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

/**
 * The endpoint that Event Grid calls (`/runtime/webhooks/EventGrid`): the validation handshakes of both schemas, and
 * one invocation an event. Any failure fails the delivery, so that Event Grid brings it again.
 */
export async function answerEventGrid(
  called: LoadedFunction,
  delivery: Delivery,
  invoke: Invoke,
): Promise<WebhookAnswer> {
  if (delivery.method === 'OPTIONS') {
    return {
      status: 200,
      headers: { 'WebHook-Allowed-Origin': String(delivery.headers['webhook-request-origin'] ?? '') },
    };
  }
  const events = parsedEvents(delivery.body);
  if (events === undefined) return { status: 400 };
  if (delivery.headers['aeg-event-type'] === 'SubscriptionValidation') {
    const [{ data } = { data: undefined }] = events as { data?: { validationCode?: string } }[];
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ validationResponse: data?.validationCode }),
    };
  }
  const results = await Promise.allSettled(
    events.map((event) => invoke(called, { json: JSON.stringify(event) })),
  );
  return { status: results.every(({ status }) => status === 'fulfilled') ? 202 : 500 };
}

function parsedEvents(body: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return Array.isArray(value) ? value : [value];
  } catch {
    return undefined;
  }
}
