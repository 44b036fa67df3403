import { randomUUID } from 'node:crypto';

export type EventSchema = 'EventGridSchema' | 'CloudEventSchemaV1_0';

/** The webhook did not prove that it wants events: no subscription was made. */
export class HandshakeError extends Error {
  override readonly name = 'HandshakeError';
}

/**
 * Asks the webhook for its consent, as Event Grid does before it makes a subscription.
 *
 * @throws HandshakeError when the webhook refuses or answers something else
 */
export async function shakeHands(url: string, schema: EventSchema, topic: string): Promise<void> {
  if (schema === 'EventGridSchema') await validate(url, topic);
  else await askForOrigin(url);
}

async function validate(url: string, topic: string): Promise<void> {
  const validationCode = randomUUID();
  const event = {
    id: randomUUID(),
    topic,
    subject: '',
    eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
    eventTime: new Date().toISOString(),
    metadataVersion: '1',
    dataVersion: '2',
    data: { validationCode },
  };
  const response = await reach(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'aeg-event-type': 'SubscriptionValidation' },
    body: JSON.stringify([event]),
  });
  const text = await response.text();
  if (!response.ok || !text.includes(validationCode)) {
    throw new HandshakeError(
      `${withoutKey(url)} answered ${response.status} to the validation event, expected 200 with its validationCode as ` +
        `validationResponse; it said: ${text.slice(0, 200)}`,
    );
  }
}

async function askForOrigin(url: string): Promise<void> {
  const response = await reach(url, { method: 'OPTIONS', headers: { 'webhook-request-origin': origin } });
  await response.arrayBuffer();
  const allowed = response.headers.get('webhook-allowed-origin');
  if (response.ok && (allowed === '*' || allowed === origin)) return;
  throw new HandshakeError(
    `${withoutKey(url)} answered ${response.status} with WebHook-Allowed-Origin ${allowed ?? 'missing'}, expected 200 ` +
      `with ${origin} or *`,
  );
}

const origin = 'eventgrid.azure.net';

async function reach(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...request, signal: AbortSignal.timeout(answerTimeoutMs) });
  } catch (error) {
    throw new HandshakeError(`${withoutKey(url)} cannot be reached`, { cause: error });
  }
}

const answerTimeoutMs = 30_000;

function withoutKey(url: string): string {
  const shown = new URL(url);
  if (shown.searchParams.has('code')) shown.searchParams.set('code', '…');
  return shown.href;
}
