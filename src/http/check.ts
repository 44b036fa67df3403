import type { Clock, FactsReader, Log, PolicySource, StateStore, VaultReader } from '../drift/ports.ts';
import { evaluate } from '../policy/evaluate.ts';
import { reportJson, stateJson } from '../report/json.ts';
import { findVault, problemOf } from './find-vault.ts';
import { type HttpAnswer, jsonAnswer, problemAnswer } from './problem.ts';

export type EndpointPorts = {
  readonly vaults: VaultReader;
  readonly facts: FactsReader;
  readonly store: StateStore;
  readonly policy: PolicySource;
  readonly clock: Clock;
  readonly subscriptionId: string;
};

/** Answers one GET request from its query. Reads only. */
export type Endpoint = (query: URLSearchParams, log: Log) => Promise<HttpAnswer>;

/**
 * `GET /api/check`: with `vault` (a name or a resource id) a live evaluation of that vault, without it the last known
 * state of the subscription.
 */
export function createCheckEndpoint(ports: EndpointPorts): Endpoint {
  return answering(async (query) => {
    const wanted = query.get('vault');
    return wanted === null ? lastKnownState(ports) : checkVault(wanted, ports);
  });
}

/** JSON of what the work returns, or problem details of what it threw. */
export function answering(work: (query: URLSearchParams) => Promise<unknown>): Endpoint {
  return async (query, log) => {
    try {
      return jsonAnswer(await work(query));
    } catch (error) {
      const problem = problemOf(error);
      log.warn('request refused', { status: problem.status, reason: problem.message });
      return problemAnswer(problem);
    }
  };
}

async function checkVault(wanted: string, ports: EndpointPorts) {
  const vault = await findVault(wanted, ports);
  const now = ports.clock();
  return reportJson(
    evaluate(vault, await ports.facts.forVault(vault), await ports.policy('recent'), now),
    now,
  );
}

async function lastKnownState({ store, clock }: EndpointPorts) {
  const rows = [];
  for await (const { row } of store.readAll()) rows.push(row);
  return stateJson(rows, clock());
}
