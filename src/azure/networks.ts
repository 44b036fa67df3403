import type { FactsReader } from '../drift/ports.ts';
import type { Perimeter, SubnetFact } from '../network-rules/facts.ts';
import type { Vault } from '../network-rules/model.ts';
import type { SubnetId } from '../network-rules/resource-id.ts';
import { type Arm, ArmError } from './arm.ts';

/** `Microsoft.Network/virtualNetworks` and their subnets. */
const apiVersion = '2024-05-01';

const perimeter: Perimeter = { kind: 'not-read', reason: 'perimeters are not read' };

/** Reads the subnets that virtual network rules name, and whether their Key Vault service endpoint works. */
export function createFactsReader(arm: Arm, subscriptionId: string): FactsReader {
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

  async function factsFrom(vault: Vault, read: (subnet: SubnetId) => Promise<SubnetFact>) {
    const subnets = vault.rules.virtualNetworkRules.flatMap((rule) =>
      rule.kind === 'subnet' ? [rule.subnet] : [],
    );
    const entries = subnets.map(async (subnet) => [subnet.id, await read(subnet)] as const);
    return { subnets: new Map(await Promise.all(entries)), perimeter };
  }

  return {
    forVault: (vault) => factsFrom(vault, readSubnet),
    async forSweep() {
      const known = new Map<string, Promise<SubnetFact>>();
      const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Network/virtualNetworks`;
      for await (const page of arm.pages(path, apiVersion)) {
        for (const [id, fact] of page.flatMap(subnetsOf)) known.set(id, Promise.resolve(fact));
      }
      const read = (subnet: SubnetId): Promise<SubnetFact> => {
        const fact = known.get(subnet.id) ?? readAbsent(subnet);
        known.set(subnet.id, fact);
        return fact;
      };
      // The list shows every subnet of the subscription: what it lacks is gone. Others are asked for one by one, once.
      const readAbsent = (subnet: SubnetId): Promise<SubnetFact> =>
        subnet.subscriptionId === subscriptionId ? Promise.resolve({ kind: 'missing' }) : readSubnet(subnet);
      return (vault) => factsFrom(vault, read);
    },
  };
}

function subnetsOf(network: unknown): readonly (readonly [string, SubnetFact])[] {
  const subnets = field(field(network, 'properties'), 'subnets');
  if (!Array.isArray(subnets)) return [];
  return subnets.map(
    (subnet: unknown) => [String(field(subnet, 'id')).toLowerCase(), subnetFactOf(subnet)] as const,
  );
}

function subnetFactOf(subnet: unknown): SubnetFact {
  const listed = field(field(subnet, 'properties'), 'serviceEndpoints');
  const endpoints: readonly unknown[] = Array.isArray(listed) ? listed : [];
  const keyVault = endpoints.find((endpoint) =>
    /^microsoft\.keyvault$/i.test(String(field(endpoint, 'service'))),
  );
  return {
    kind: 'present',
    keyVaultEndpoint: endpointState(keyVault),
    serviceEndpoints: endpoints.map((endpoint) => String(field(endpoint, 'service'))),
  };
}

function endpointState(endpoint: unknown): 'working' | 'not-working' | 'missing' {
  if (endpoint === undefined) return 'missing';
  // `Succeeded` is the only state in which traffic takes the endpoint; ARM may leave it out of old subnets.
  const state = field(endpoint, 'provisioningState');
  return state === undefined || /^succeeded$/i.test(String(state)) ? 'working' : 'not-working';
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
