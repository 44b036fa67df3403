import { ArmError } from '../azure/arm.ts';
import type { Clock, FactsReader, Log, PolicySource, StateStore, VaultReader } from '../drift/ports.ts';
import type { Vault } from '../network-rules/model.ts';
import { parseVaultId } from '../network-rules/resource-id.ts';
import { evaluate } from '../policy/evaluate.ts';
import { reportJson, stateJson } from '../report/json.ts';
import { type HttpAnswer, jsonAnswer, Problem, problemAnswer } from './problem.ts';

type CheckPorts = {
  readonly vaults: VaultReader;
  readonly facts: FactsReader;
  readonly store: StateStore;
  readonly policy: PolicySource;
  readonly clock: Clock;
  readonly subscriptionId: string;
};

/**
 * Answers `GET /api/check`: with `vault` (a name or a resource id) a live evaluation of that vault, without it the
 * last known state of the subscription. Reads only.
 */
export type CheckEndpoint = (query: URLSearchParams, log: Log) => Promise<HttpAnswer>;

export function createCheckEndpoint(ports: CheckPorts): CheckEndpoint {
  return async (query, log) => {
    try {
      const wanted = query.get('vault');
      return jsonAnswer(wanted === null ? await lastKnownState(ports) : await checkVault(wanted, ports));
    } catch (error) {
      const problem = problemOf(error);
      log.warn('check refused', { status: problem.status, reason: problem.message });
      return problemAnswer(problem);
    }
  };
}

async function checkVault(wanted: string, ports: CheckPorts) {
  const vault = await findVault(wanted, ports);
  const now = ports.clock();
  const report = evaluate(vault, await ports.facts.forVault(vault), await ports.policy(), now);
  return reportJson(report, now);
}

async function lastKnownState({ store, clock }: CheckPorts) {
  const rows = [];
  for await (const { row } of store.readAll()) rows.push(row);
  return stateJson(rows, clock());
}

async function findVault(wanted: string, ports: CheckPorts): Promise<Vault> {
  const vault = wanted.includes('/') ? await vaultById(wanted, ports) : await vaultByName(wanted, ports);
  if (vault) return vault;
  throw new Problem(
    404,
    'Vault not found',
    `There is no vault ${shown(wanted)} in subscription ${ports.subscriptionId}.`,
  );
}

async function vaultById(wanted: string, { vaults, subscriptionId }: CheckPorts): Promise<Vault | undefined> {
  const id = parseVaultId(wanted);
  if (!id) {
    throw new Problem(
      400,
      'Malformed vault id',
      `vault is ${shown(wanted)}, expected a name or /subscriptions/…/resourceGroups/…/providers/Microsoft.KeyVault/vaults/…`,
    );
  }
  if (id.subscriptionId !== subscriptionId) {
    throw new Problem(
      400,
      'Another subscription',
      `vault is in subscription ${id.subscriptionId}; this app watches ${subscriptionId}.`,
    );
  }
  return vaults.get(id);
}

async function vaultByName(wanted: string, { vaults }: CheckPorts): Promise<Vault | undefined> {
  const name = wanted.toLowerCase();
  if (!/^[a-z][a-z0-9-]{1,22}[a-z0-9]$/.test(name)) {
    throw new Problem(
      400,
      'Malformed vault name',
      `vault is ${shown(wanted)}, expected a name of 3-24 letters, digits and hyphens, or a resource id.`,
    );
  }
  for await (const page of vaults.pages()) {
    const vault = page.find((one) => one.name === name);
    if (vault) return vault;
  }
  return undefined;
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ArmError && (error.status === 403 || error.status === 401)) {
    return new Problem(
      502,
      'Azure refuses the read',
      `${error.message}. The app's identity needs Microsoft.KeyVault/vaults/read on the subscription.`,
    );
  }
  if (error instanceof ArmError) return new Problem(502, 'Azure does not answer as expected', error.message);
  throw error;
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}
