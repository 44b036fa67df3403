import { randomUUID } from 'node:crypto';
import { type ActivityLog, createActivityLog } from './activity-log.ts';
import { type RecordedChange, recordChange } from './change.ts';
import { authenticate, checkApiVersion, checkScope } from './gatekeeper.ts';
import { createQuota } from './quota.ts';
import { ArmRefusal, methodNotAllowed } from './refusal.ts';
import type { ArmAnswer, ArmRequest, Route } from './route.ts';
import { deletedVaultRoutes } from './routes/deleted-vaults.ts';
import { perimeterRoutes } from './routes/perimeters.ts';
import { privateEndpointConnectionRoutes } from './routes/private-endpoint-connections.ts';
import { subscriptionRoutes } from './routes/subscription.ts';
import { vaultRoutes } from './routes/vaults.ts';
import { virtualNetworkRoutes } from './routes/virtual-networks.ts';
import type { Subscription } from './subscription.ts';

export type HttpRequest = {
  readonly method: string;
  readonly url: URL;
  readonly header: (name: string) => string | undefined;
  readonly body: string;
};

export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or nothing. */
  readonly body: string;
};

/** Azure Resource Manager as a function of one request. */
export type Arm = { answer(request: HttpRequest): HttpAnswer };

export type ArmOptions = {
  readonly subscription: Subscription;
  readonly pageSize: number;
  readonly clock: () => Date;
  readonly onChange: (change: RecordedChange) => void;
};

export function createArm({ subscription, pageSize, clock, onChange }: ArmOptions): Arm {
  const activityLog: ActivityLog = createActivityLog();
  const routes: readonly Route[] = [
    ...subscriptionRoutes(subscription),
    ...vaultRoutes(subscription),
    ...deletedVaultRoutes(subscription),
    ...privateEndpointConnectionRoutes(subscription),
    ...virtualNetworkRoutes(subscription),
    ...perimeterRoutes(subscription),
    ...activityLog.routes,
  ];
  const quotas = { reads: createQuota(), writes: createQuota() };

  function carryOut(http: HttpRequest, now: Date, correlationId: string): ArmAnswer {
    const path = decodeURIComponent(http.url.pathname).replace(/\/$/, '');
    const actor = authenticate(http.header('authorization'), subscription, now);
    checkApiVersion(http.url);
    checkScope(path, subscription, actor);
    const { route, parameters } = find(routes, http.method, path);
    const request: ArmRequest = { path, url: http.url, body: parse(http.body), actor, now, pageSize };
    const answer = route.answer(request, parameters);
    if (answer.change) {
      const caller = {
        request,
        method: http.method,
        httpStatus: answer.status,
        correlationId,
        clientRequestId: http.header('x-ms-client-request-id'),
      };
      const recorded = recordChange(answer.change, caller, subscription);
      activityLog.add(recorded);
      onChange(recorded);
    }
    return answer;
  }

  return {
    answer(http) {
      const now = clock();
      const correlationId = http.header('x-ms-correlation-request-id') ?? randomUUID();
      const kind = http.method === 'GET' ? 'reads' : 'writes';
      const headers = {
        'x-ms-request-id': randomUUID(),
        'x-ms-correlation-request-id': correlationId,
        [`x-ms-ratelimit-remaining-subscription-${kind}`]: String(quotas[kind].take(now)),
        'cache-control': 'no-cache',
      };
      try {
        const { status, body } = carryOut(http, now, correlationId);
        return httpAnswer(status, headers, body);
      } catch (error) {
        if (!(error instanceof ArmRefusal)) throw error;
        return refusalAnswer(error, headers);
      }
    },
  };
}

export function refusalAnswer(refusal: ArmRefusal, headers: HttpAnswer['headers'] = {}): HttpAnswer {
  const { status, code, message } = refusal;
  return httpAnswer(status, { ...headers, ...refusal.headers }, { error: { code, message } });
}

export function httpAnswer(status: number, headers: HttpAnswer['headers'], body: unknown): HttpAnswer {
  if (body === undefined) return { status, headers, body: '' };
  return {
    status,
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  };
}

function find(routes: readonly Route[], method: string, path: string) {
  const matches = routes.flatMap((route) => {
    const match = route.pattern.exec(path);
    return match ? [{ route, parameters: { ...match.groups } }] : [];
  });
  const match = matches.find(({ route }) => route.method === method);
  if (match) return match;
  if (matches.length > 0) {
    throw methodNotAllowed(
      method,
      matches.map(({ route }) => route.method),
    );
  }
  throw new ArmRefusal(
    404,
    'InvalidResourceType',
    `The resource type of '${path}' could not be found: the local Azure Resource Manager does not serve this path.`,
  );
}

function parse(body: string): unknown {
  if (body === '') return undefined;
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new ArmRefusal(
      400,
      'InvalidRequestContent',
      `The request content was invalid and could not be deserialized: '${error instanceof Error ? error.message : error}'.`,
    );
  }
}
