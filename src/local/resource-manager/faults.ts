import { ArmRefusal } from './refusal.ts';

/** What goes wrong with the next requests that match. */
export type Fault = {
  /** Compared with the method and the decoded address: `GET /subscriptions/…?api-version=…`. */
  readonly match: RegExp;
  /** How many requests; 1 when missing. */
  readonly times?: number;
  /** The status to refuse with. Without meaning when the answer is truncated or never comes. */
  readonly status?: number;
  /** ARM's error code; the usual one of the status when missing. */
  readonly code?: string;
  readonly retryAfterSeconds?: number;
  /** The request is carried out, then its answer breaks off in the middle and the connection is lost. */
  readonly truncate?: true;
  /** The request is carried out by nobody and never answered. */
  readonly hang?: true;
};

export type Faults = {
  failNext(fault: Fault): void;
  /** Nothing goes wrong any more. */
  clear(): void;
};

export type FaultPlan = Faults & {
  /** Takes the fault that applies to this request, once. */
  take(request: string): Fault | undefined;
};

export function createFaults(): FaultPlan {
  let planned: readonly { readonly fault: Fault; readonly left: number }[] = [];
  return {
    failNext(fault) {
      planned = [...planned, { fault, left: fault.times ?? 1 }];
    },
    clear() {
      planned = [];
    },
    take(request) {
      // `search` starts at 0 whatever the expression's flags remember.
      const hit = planned.find(({ fault }) => request.search(fault.match) !== -1);
      if (!hit) return undefined;
      planned = planned.flatMap((entry) => {
        if (entry !== hit) return [entry];
        return hit.left > 1 ? [{ ...hit, left: hit.left - 1 }] : [];
      });
      return hit.fault;
    },
  };
}

export function refusalOf({ status = 500, code, retryAfterSeconds }: Fault): ArmRefusal {
  return new ArmRefusal(
    status,
    code ?? usualCodes[status] ?? 'Failed',
    `The request was refused with ${status}, as was asked for.`,
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
  );
}

const usualCodes: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'AuthenticationFailed',
  403: 'AuthorizationFailed',
  404: 'ResourceNotFound',
  409: 'Conflict',
  429: 'SubscriptionRequestsThrottled',
  500: 'InternalServerError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
};
