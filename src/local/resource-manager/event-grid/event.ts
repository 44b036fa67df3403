import { randomUUID } from 'node:crypto';
import type { RecordedChange } from '../change.ts';

/** An event of a subscription's system topic, in Event Grid's own schema. */
export type GridEvent = {
  readonly id: string;
  readonly topic: string;
  readonly subject: string;
  readonly eventType: string;
  readonly eventTime: string;
  readonly dataVersion: string;
  readonly metadataVersion: string;
  readonly data: Readonly<Record<string, unknown>>;
};

export type CloudEvent = {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly subject: string;
  readonly type: string;
  readonly time: string;
  readonly data: GridEvent['data'];
};

export function eventOf(recorded: RecordedChange): GridEvent {
  const { change, resourceId, subscriptionId, tenantId } = recorded;
  return {
    id: randomUUID(),
    topic: `/subscriptions/${subscriptionId}`,
    subject: resourceId,
    eventType: eventTypes[change.kind],
    eventTime: recorded.at.toISOString(),
    dataVersion: '2',
    metadataVersion: '1',
    data: {
      authorization: recorded.authorization,
      claims: recorded.claims,
      correlationId: recorded.correlationId,
      // Only an update or a delete of what was there before carries it (subscription event schema).
      ...(change.existed && { httpRequest: recorded.httpRequest }),
      resourceProvider: change.operation.split('/')[0],
      resourceUri: resourceId,
      operationName: change.operation,
      status: 'Succeeded',
      subscriptionId,
      tenantId,
    },
  };
}

export function asCloudEvent({ id, topic, subject, eventType, eventTime, data }: GridEvent): CloudEvent {
  return { specversion: '1.0', id, source: topic, subject, type: eventType, time: eventTime, data };
}

const eventTypes = {
  write: 'Microsoft.Resources.ResourceWriteSuccess',
  delete: 'Microsoft.Resources.ResourceDeleteSuccess',
  action: 'Microsoft.Resources.ResourceActionSuccess',
} as const;
