import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

export type Delivery = { readonly headers: NodeJS.Dict<string | string[]>; readonly body: unknown };

export type Webhook = {
  readonly url: string;
  /** Every delivery that came, handshakes apart. */
  readonly deliveries: Delivery[];
  close(): Promise<void>;
};

export type WebhookOptions = {
  /** The statuses of the first deliveries; 200 afterwards. */
  readonly statuses?: readonly number[];
  readonly refuseHandshake?: true;
};

/** A webhook as Event Grid expects one, for either schema. */
export async function startWebhook({
  statuses = [],
  refuseHandshake,
}: WebhookOptions = {}): Promise<Webhook> {
  const deliveries: Delivery[] = [];
  const server = createServer(async (request, response) => {
    const sent = await text(request);
    if (refuseHandshake) return response.writeHead(404).end();
    if (request.method === 'OPTIONS') {
      return response.writeHead(200, { 'webhook-allowed-origin': 'eventgrid.azure.net' }).end();
    }
    const body = JSON.parse(sent);
    if (request.headers['aeg-event-type'] === 'SubscriptionValidation') {
      return response.end(JSON.stringify({ validationResponse: body[0].data.validationCode }));
    }
    deliveries.push({ headers: request.headers, body });
    return response.writeHead(statuses[deliveries.length - 1] ?? 200).end();
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}/`,
    deliveries,
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
