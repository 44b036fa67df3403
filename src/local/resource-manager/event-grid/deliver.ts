import { setTimeout as delay } from 'node:timers/promises';
import { asCloudEvent, type GridEvent } from './event.ts';
import type { EventSchema } from './handshake.ts';

/** One webhook and how it wants to be told. */
export type Destination = {
  readonly name: string;
  readonly url: string;
  readonly schema: EventSchema;
  /** How long to wait before each further try; when they are used up, the event is given up. */
  readonly retryDelaysMs: readonly number[];
};

/** What is sent: an event of ours in the destination's schema, or anything at all, as it is. */
export type Parcel =
  | { readonly kind: 'event'; readonly event: GridEvent }
  | { readonly kind: 'raw'; readonly event: unknown };

export type Outcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'given-up'; readonly reason: string; readonly attempts: number }
  | { readonly kind: 'stopped' };

/** Sends one event until it is taken, refused for good, or the tries are used up. Never throws. */
export async function deliver(parcel: Parcel, to: Destination, stop: AbortSignal): Promise<Outcome> {
  for (let attempts = 1; ; attempts += 1) {
    const answer = await send(parcel, to, attempts, stop);
    if (stop.aborted) return { kind: 'stopped' };
    if (typeof answer === 'number' && answer >= 200 && answer <= 204) return { kind: 'delivered' };
    // Event Grid never tries these again (delivery and retry).
    const final = typeof answer === 'number' && [400, 403, 413].includes(answer);
    const delayMs = to.retryDelaysMs[attempts - 1];
    if (final || delayMs === undefined) {
      return { kind: 'given-up', reason: typeof answer === 'number' ? `HTTP ${answer}` : answer, attempts };
    }
    if (!(await waited(delayMs, stop))) return { kind: 'stopped' };
  }
}

/** @returns the HTTP status, or in words why there is none */
async function send(parcel: Parcel, to: Destination, attempt: number, stop: AbortSignal) {
  try {
    const response = await fetch(to.url, {
      method: 'POST',
      headers: { ...headersFor(to, attempt) },
      body: JSON.stringify(bodyFor(parcel, to.schema)),
      signal: AbortSignal.any([stop, AbortSignal.timeout(answerTimeoutMs)]),
    });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'no connection';
  }
}

const answerTimeoutMs = 30_000;

function bodyFor(parcel: Parcel, schema: EventSchema): unknown {
  if (schema === 'EventGridSchema') return [parcel.event];
  return parcel.kind === 'event' ? asCloudEvent(parcel.event) : parcel.event;
}

function headersFor(to: Destination, attempt: number): Readonly<Record<string, string>> {
  return {
    'content-type':
      to.schema === 'EventGridSchema' ? 'application/json' : 'application/cloudevents+json; charset=utf-8',
    'aeg-event-type': 'Notification',
    'aeg-subscription-name': to.name,
    'aeg-delivery-count': String(attempt - 1),
    ...(to.schema === 'EventGridSchema' && { 'aeg-data-version': '2', 'aeg-metadata-version': '1' }),
  };
}

async function waited(delayMs: number, stop: AbortSignal): Promise<boolean> {
  try {
    await delay(delayMs, undefined, { signal: stop });
    return true;
  } catch {
    return false;
  }
}
