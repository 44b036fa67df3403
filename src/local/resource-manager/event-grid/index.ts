import { type Destination, deliver, type Parcel } from './deliver.ts';
import type { GridEvent } from './event.ts';
import { type EventSchema, shakeHands } from './handshake.ts';

export type EventSubscriptionOptions = {
  readonly url: string;
  readonly schema: EventSchema;
  /** Only events of these operations, in any letter case; all when missing. */
  readonly operationNames?: readonly string[];
  /** Waits before each further try, in milliseconds; Event Grid's own (10 s, 30 s, 1 min, …) would be long here. */
  readonly retryDelaysMs?: readonly number[];
  /** How many more times than once each event is sent: delivery is at least once. */
  readonly duplicates?: number;
};

/** An event that was given up. */
export type DeadLetter = {
  readonly event: unknown;
  readonly url: string;
  readonly reason: string;
  readonly attempts: number;
};

/** The system topic of the subscription. */
export type EventGrid = {
  /** @throws HandshakeError when the webhook does not answer the validation handshake */
  subscribe(options: EventSubscriptionOptions): Promise<EventSubscription>;
  /** All events so far, oldest first, whether anybody subscribed to them or not. */
  events(): readonly GridEvent[];
  /** Sends an event once more to those whose filter takes it. */
  redeliver(eventId: string): void;
  /** Sends anything as it is to every subscription, past the filters. */
  publish(rawEvent: unknown): void;
  deadLetters(): readonly DeadLetter[];
  /** Resolves when every event was delivered or given up; waiting for a retry counts as under way. */
  settled(): Promise<void>;
};

export type EventSubscription = { unsubscribe(): void };

export type LocalEventGrid = EventGrid & {
  emit(event: GridEvent): void;
  close(): Promise<void>;
};

export function createEventGrid(topic: string): LocalEventGrid {
  const events: GridEvent[] = [];
  const letters: DeadLetter[] = [];
  const subscriptions = new Set<Subscriber>();
  const underWay = new Set<Promise<void>>();
  const stop = new AbortController();

  function send(parcel: Parcel, { destination, copies }: Subscriber): void {
    for (let copy = 0; copy < copies; copy += 1) {
      const delivery = deliverOne(parcel, destination).finally(() => underWay.delete(delivery));
      underWay.add(delivery);
    }
  }

  async function deliverOne(parcel: Parcel, destination: Destination): Promise<void> {
    const outcome = await deliver(parcel, destination, stop.signal);
    if (outcome.kind !== 'given-up') return;
    const { reason, attempts } = outcome;
    letters.push({ event: parcel.event, url: destination.url, reason, attempts });
  }

  function sendToTakers(event: GridEvent): void {
    for (const subscriber of subscriptions) {
      if (subscriber.takes(event)) send({ kind: 'event', event }, subscriber);
    }
  }

  async function settled(): Promise<void> {
    // A delivery may cause a change, and so the next event.
    while (underWay.size > 0) await Promise.all(underWay);
  }

  return {
    async subscribe(options) {
      await shakeHands(options.url, options.schema, topic);
      const subscriber = subscriberOf(options, `vaultfence-${subscriptions.size + 1}`);
      subscriptions.add(subscriber);
      return { unsubscribe: () => void subscriptions.delete(subscriber) };
    },
    emit(event) {
      events.push(event);
      sendToTakers(event);
    },
    events: () => [...events],
    redeliver(eventId) {
      const event = events.find(({ id }) => id === eventId);
      if (!event) throw new RangeError(`There was no event with id '${eventId}' to deliver again`);
      sendToTakers(event);
    },
    publish(rawEvent) {
      for (const subscriber of subscriptions) send({ kind: 'raw', event: rawEvent }, subscriber);
    },
    deadLetters: () => [...letters],
    settled,
    async close() {
      subscriptions.clear();
      stop.abort();
      await settled();
    },
  };
}

type Subscriber = {
  readonly destination: Destination;
  readonly copies: number;
  takes(event: GridEvent): boolean;
};

const defaultRetryDelaysMs = [100, 300, 1000, 3000];

function subscriberOf(options: EventSubscriptionOptions, name: string): Subscriber {
  const { url, schema, operationNames, retryDelaysMs = defaultRetryDelaysMs, duplicates = 0 } = options;
  const wanted = operationNames && new Set(operationNames.map((operation) => operation.toLowerCase()));
  return {
    destination: { name, url, schema, retryDelaysMs },
    copies: 1 + duplicates,
    takes: ({ data }) => !wanted || wanted.has(String(data.operationName).toLowerCase()),
  };
}
