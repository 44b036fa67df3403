import { randomUUID } from 'node:crypto';
import type { RecordedChange } from './change.ts';
import { badRequest } from './refusal.ts';
import { type Route, route } from './route.ts';

/** What was written or deleted, by whom: every record as the Activity Log answers it. */
export type ActivityLog = {
  add(change: RecordedChange): void;
  readonly routes: readonly Route[];
};

export function createActivityLog(): ActivityLog {
  const records: ActivityRecord[] = [];
  return {
    add: (change) => void records.unshift(recordOf(change)),
    routes: [
      route(
        'GET',
        '/subscriptions/{subscription}/providers/Microsoft.Insights/eventtypes/management/values',
        ({ url, pageSize }) => {
          const wanted = filterOf(url.searchParams.get('$filter') ?? '');
          const matching = records.filter(wanted);
          const start = Number(url.searchParams.get('$skipToken') ?? 0);
          const next = new URL(url);
          next.searchParams.set('$skipToken', String(start + pageSize));
          const more = matching.length > start + pageSize;
          return {
            status: 200,
            body: { value: matching.slice(start, start + pageSize), ...(more && { nextLink: next.href }) },
          };
        },
      ),
    ],
  };
}

type ActivityRecord = ReturnType<typeof recordOf>;

function recordOf({ change, resourceId, authorization, claims, ...rest }: RecordedChange) {
  const [provider = ''] = change.operation.split('/');
  const eventDataId = randomUUID();
  return {
    id: `${resourceId}/events/${eventDataId}/ticks/${rest.at.getTime()}`,
    eventDataId,
    eventTimestamp: rest.at.toISOString(),
    submissionTimestamp: rest.at.toISOString(),
    authorization,
    caller: rest.caller,
    claims,
    channels: 'Operation',
    category: { value: 'Administrative', localizedValue: 'Administrative' },
    level: 'Informational',
    correlationId: rest.correlationId,
    operationId: rest.correlationId,
    httpRequest: rest.httpRequest,
    operationName: { value: change.operation, localizedValue: change.operation },
    eventName: { value: 'EndRequest', localizedValue: 'End request' },
    status: { value: 'Succeeded', localizedValue: 'Succeeded' },
    subStatus: { value: String(rest.httpStatus), localizedValue: String(rest.httpStatus) },
    resourceGroupName: resourceId.split('/')[4] ?? '',
    resourceProviderName: { value: provider, localizedValue: provider },
    resourceType: typeOf(change.operation),
    resourceId,
    subscriptionId: rest.subscriptionId,
    tenantId: rest.tenantId,
  };
}

function typeOf(operation: string): { readonly value: string; readonly localizedValue: string } {
  const value = operation.replace(/(\/purge)?\/(write|delete|action)$/, '');
  return { value, localizedValue: value };
}

/** The API takes these comparisons and no others, joined by `and`; a start time is required. */
function filterOf(filter: string): (record: ActivityRecord) => boolean {
  const clauses = filter.split(/\s+and\s+/i).map((clause) => {
    const match = /^\s*(\w+) (ge|le|eq) '([^']*)'\s*$/i.exec(clause);
    const [, field = '', operator = '', value = ''] = match ?? [];
    const test = tests[`${field} ${operator}`.toLowerCase()];
    if (!test) throw badRequest(`The filter clause '${clause}' is not supported by the events API.`);
    if (field.toLowerCase() === 'eventtimestamp' && Number.isNaN(Date.parse(value))) {
      throw badRequest(`The filter value '${value}' is no date and time.`);
    }
    return { started: /ge/i.test(operator), matches: (record: ActivityRecord) => test(record, value) };
  });
  if (!clauses.some(({ started }) => started)) {
    throw badRequest("The filter must have a start: eventTimestamp ge '…'.");
  }
  return (record) => clauses.every(({ matches }) => matches(record));
}

const equal = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

const tests: Readonly<Record<string, (record: ActivityRecord, value: string) => boolean>> = {
  'eventtimestamp ge': (record, value) => Date.parse(record.eventTimestamp) >= Date.parse(value),
  'eventtimestamp le': (record, value) => Date.parse(record.eventTimestamp) <= Date.parse(value),
  'resourceuri eq': (record, value) => equal(record.resourceId, value),
  'resourcegroupname eq': (record, value) => equal(record.resourceGroupName, value),
  'resourceprovider eq': (record, value) => equal(record.resourceProviderName.value, value),
  'correlationid eq': (record, value) => equal(record.correlationId, value),
};
