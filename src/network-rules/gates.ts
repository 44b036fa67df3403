import type { Perimeter } from './facts.ts';
import type { PublicNetworkAccess } from './model.ts';

/** Which rules decide about public traffic, and whether the trusted-services exception can apply. */
export type Gates = {
  /** The vault's own default action, IP rules and virtual network rules. */
  readonly ownRules: boolean;
  /** The inbound rules of the Network Security Perimeter. */
  readonly perimeterRules: boolean;
  readonly trustedServices: 'by-bypass' | 'refused';
};

type Row = Readonly<Record<'enabled' | 'disabled' | 'secured-by-perimeter', Gates>>;

const own: Gates = { ownRules: true, perimeterRules: false, trustedServices: 'by-bypass' };
const nobody: Gates = { ownRules: false, perimeterRules: false, trustedServices: 'by-bypass' };
const locked: Gates = { ownRules: false, perimeterRules: false, trustedServices: 'refused' };
const either: Gates = { ownRules: true, perimeterRules: true, trustedServices: 'by-bypass' };
const perimeterOrTrusted: Gates = { ownRules: false, perimeterRules: true, trustedServices: 'by-bypass' };
const perimeterOnly: Gates = { ownRules: false, perimeterRules: true, trustedServices: 'refused' };

/**
 * What decides about inbound public traffic, by public network access and perimeter (Microsoft, "Transition to a
 * network security perimeter", inbound table; Key Vault network security). Private endpoints pass in every cell.
 */
const byPerimeter: Readonly<Record<'none' | 'learning' | 'enforced', Row>> = {
  none: { enabled: own, disabled: nobody, 'secured-by-perimeter': locked },
  // The general table lets trusted services through a secured vault in learning mode, the Key Vault page refuses them.
  learning: { enabled: either, disabled: perimeterOrTrusted, 'secured-by-perimeter': perimeterOnly },
  enforced: { enabled: perimeterOnly, disabled: perimeterOnly, 'secured-by-perimeter': perimeterOnly },
};

/** The gates of a vault. What is unknown is read as the more open of its meanings, so that it never looks safe. */
export function gatesOf(access: PublicNetworkAccess, perimeter: Perimeter): Gates {
  return byPerimeter[modeOf(perimeter)][typeof access === 'string' ? access : 'enabled'];
}

function modeOf(perimeter: Perimeter): 'none' | 'learning' | 'enforced' {
  if (perimeter.kind !== 'associated') return 'none';
  return typeof perimeter.accessMode === 'string' ? perimeter.accessMode : 'learning';
}
