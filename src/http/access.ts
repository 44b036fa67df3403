import { parseAccessSource } from '../network-rules/access-source.ts';
import { decideAccess } from '../network-rules/decide-access.ts';
import { decisionJson } from '../report/json.ts';
import { answering, type Endpoint, type EndpointPorts } from './check.ts';
import { findVault, shown } from './find-vault.ts';
import { Problem } from './problem.ts';

/** `GET /api/access?vault=…&from=…`: whether a source is let in to a vault now, step by step. */
export function createAccessEndpoint(ports: EndpointPorts): Endpoint {
  return answering(async (query) => {
    const from = required(
      query,
      'from',
      'an IPv4 address or range, a subnet id, a private endpoint id, a service, or "internet"',
    );
    const source = parseAccessSource(from);
    if ('unreadable' in source)
      throw new Problem(400, 'Malformed source', `from is ${shown(from)}: ${source.unreadable}.`);
    const vault = await findVault(required(query, 'vault', "a vault's name or resource id"), ports);
    return decisionJson(vault, from, decideAccess(vault.rules, source, await ports.facts.forVault(vault)));
  });
}

function required(query: URLSearchParams, name: string, expected: string): string {
  const value = query.get(name);
  if (value) return value;
  throw new Problem(400, 'Missing parameter', `${name} is missing, expected ${expected}.`);
}
