import type { Facts } from './facts.ts';
import type { NetworkRules } from './model.ts';

/** `error.innererror.code` of the HTTP 403 that a caller gets whom the network does not let in. */
export type RefusalCode = 'ForbiddenByFirewall' | 'ForbiddenByConnection' | 'ForbiddenByNsp';

/** What a refused caller sees (Key Vault, common error codes; the perimeter's code is from one field report). */
export function refusalCode(rules: NetworkRules, { perimeter }: Facts): RefusalCode {
  if (perimeter.kind === 'associated' && perimeter.accessMode === 'enforced') return 'ForbiddenByNsp';
  if (rules.publicNetworkAccess === 'secured-by-perimeter') return 'ForbiddenByNsp';
  return rules.publicNetworkAccess === 'disabled' ? 'ForbiddenByConnection' : 'ForbiddenByFirewall';
}
