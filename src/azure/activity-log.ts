import type { Actor } from '../drift/drift.ts';
import type { ActivityLog } from '../drift/ports.ts';
import { actorOf } from './actor.ts';
import { type Arm, ArmError } from './arm.ts';
import { field, idField } from './json.ts';

/** `Microsoft.Insights/eventtypes/management/values`, the activity log: 90 days, a few minutes behind. */
const apiVersion = '2015-04-01';

const changing = /\/(write|delete|action)$/i;

export function createActivityLog(arm: Arm, subscriptionId: string): ActivityLog {
  return {
    async writersOf(resourceId, after, until) {
      const filter = [
        `eventTimestamp ge '${after}'`,
        `eventTimestamp le '${until}'`,
        `resourceUri eq '${resourceId.replaceAll("'", "''")}'`,
      ].join(' and ');
      const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Insights/eventtypes/management/values?$filter=${encodeURIComponent(filter)}`;
      const writers = new Map<string, Actor>();
      try {
        for await (const page of arm.pages(path, apiVersion)) {
          for (const record of page.filter(isWrite)) {
            const actor = writerOf(record, resourceId);
            if (!writers.has(actor.name)) writers.set(actor.name, actor);
          }
        }
      } catch (error) {
        if (!(error instanceof ArmError) || error.status !== 403) throw error;
        const reason =
          'no event announced it, and Azure refused to show the activity log (Microsoft.Insights/eventtypes/values/read is missing)';
        return { kind: 'refused', reason };
      }
      return { kind: 'writers', writers: [...writers.values()].sort((a, b) => b.at.localeCompare(a.at)) };
    },
  };
}

function isWrite(record: unknown): boolean {
  const operation = idField(field(record, 'operationName'), 'value');
  return changing.test(operation) && idField(field(record, 'status'), 'value') === 'succeeded';
}

function writerOf(record: unknown, resourceId: string): Actor {
  const at = String(field(record, 'eventTimestamp') ?? '');
  const actor = actorOf(
    {
      ...(typeof record === 'object' ? record : {}),
      operationName: field(field(record, 'operationName'), 'value'),
    },
    resourceId,
    at,
  );
  const caller = field(record, 'caller');
  return typeof caller === 'string' && caller !== '' ? { ...actor, name: caller } : actor;
}
