import type { FactsReader } from '../drift/ports.ts';
import type { SubnetFact } from '../network-rules/facts.ts';
import type { Vault } from '../network-rules/model.ts';
import type { SubnetId } from '../network-rules/resource-id.ts';
import { type Arm, ArmError } from './arm.ts';
import { field, idField, listField } from './json.ts';
import type { PerimeterLookup, PerimeterReader } from './perimeters.ts';

/** `Microsoft.Network/virtualNetworks` and their subnets. */
const apiVersion = '2025-01-01';

/** Reads what decides besides the vault: the subnets that its rules name, and the perimeter around it. */
export function createFactsReader(
  arm: Arm,
  subscriptionId: string,
  perimeters: PerimeterReader,
): FactsReader {
  async function readSubnet({ id }: SubnetId): Promise<SubnetFact> {
    try {
      const subnet = await arm.get(id, apiVersion);
      return subnet === undefined ? { kind: 'missing' } : subnetFactOf(subnet);
    } catch (error) {
      if (error instanceof ArmError && (error.status === 403 || error.status === 401)) {
        return { kind: 'not-read', reason: `Azure refused to show it (${error.code})` };
      }
      throw error;
    }
  }

  return {
    forVault: async (vault) => factsOf(vault, await perimeters.recent(), readSubnet),
    async forSweep() {
      const [lookup, known] = await Promise.all([perimeters.fresh(), readNetworks(arm, subscriptionId)]);
      // The list shows every subnet of the subscription: what it lacks is gone. Others are asked for, each once.
      const read = (subnet: SubnetId): Promise<SubnetFact> => {
        const isOwn = subnet.subscriptionId === subscriptionId;
        const fact = known.get(subnet.id) ?? (isOwn ? gone : readSubnet(subnet));
        known.set(subnet.id, fact);
        return fact;
      };
      return (vault) => factsOf(vault, lookup, read);
    },
  };
}

const gone = Promise.resolve<SubnetFact>({ kind: 'missing' });

async function factsOf(
  vault: Vault,
  lookup: PerimeterLookup,
  read: (subnet: SubnetId) => Promise<SubnetFact>,
) {
  const subnets = vault.rules.virtualNetworkRules.flatMap((rule) =>
    rule.kind === 'subnet' ? [rule.subnet] : [],
  );
  const entries = subnets.map(async (subnet) => [subnet.id, await read(subnet)] as const);
  return { subnets: new Map(await Promise.all(entries)), perimeter: lookup(vault.id) };
}

async function readNetworks(arm: Arm, subscriptionId: string): Promise<Map<string, Promise<SubnetFact>>> {
  const known = new Map<string, Promise<SubnetFact>>();
  const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Network/virtualNetworks`;
  for await (const page of arm.pages(path, apiVersion)) {
    for (const subnet of page.flatMap((network) => listField(field(network, 'properties'), 'subnets'))) {
      known.set(idField(subnet, 'id'), Promise.resolve(subnetFactOf(subnet)));
    }
  }
  return known;
}

function subnetFactOf(subnet: unknown): SubnetFact {
  const endpoints = listField(field(subnet, 'properties'), 'serviceEndpoints');
  return {
    kind: 'present',
    keyVaultEndpoint: endpointState(
      endpoints.find((endpoint) => idField(endpoint, 'service') === 'microsoft.keyvault'),
    ),
    serviceEndpoints: endpoints.map((endpoint) => String(field(endpoint, 'service'))),
  };
}

function endpointState(endpoint: unknown): 'working' | 'not-working' | 'missing' {
  if (endpoint === undefined) return 'missing';
  // `Succeeded` is the only state in which traffic takes the endpoint; ARM may leave it out of old subnets.
  const state = field(endpoint, 'provisioningState');
  return state === undefined || /^succeeded$/i.test(String(state)) ? 'working' : 'not-working';
}
