import type { Vault } from '../network-rules/model.ts';
import type { Finding } from './finding.ts';
import type { ExemptionEntry } from './schema.ts';
import { scopeTest } from './scope.ts';

/** A policy's word that a finding is known and accepted until a day. */
export type Exemption = {
  readonly check: string;
  readonly target: string | undefined;
  readonly reason: string;
  readonly owner: string;
  /** The last day on which it holds, `yyyy-mm-dd` in UTC. */
  readonly expires: string;
  readonly covers: (vault: Vault, finding: Finding) => boolean;
};

export function exemptionOf({ check, match, target, reason, owner, expires }: ExemptionEntry): Exemption {
  const { matches } = scopeTest(match);
  return {
    check,
    target,
    reason,
    owner,
    expires,
    covers: (vault, finding) =>
      finding.checkId === check &&
      (target === undefined || finding.target.toLowerCase() === target.toLowerCase()) &&
      matches(vault),
  };
}

export function isExpired({ expires }: Exemption, now: Date): boolean {
  return expires < dayOf(now);
}

/** Something about an exemption that its owner should know. */
export type ExemptionNotice = {
  readonly kind: 'expired' | 'expires-soon' | 'matches-nothing';
  readonly exemption: Exemption;
  readonly message: string;
};

/**
 * What there is to say about a policy's exemptions after all vaults were evaluated.
 *
 * @param used the exemptions that silenced, or would have silenced, at least one finding
 */
export function exemptionNotices(
  exemptions: readonly Exemption[],
  used: ReadonlySet<Exemption>,
  now: Date,
  warningDays: number,
): readonly ExemptionNotice[] {
  const soon = new Date(now.getTime() + warningDays * 24 * 3600 * 1000);
  return exemptions.flatMap((exemption): readonly ExemptionNotice[] => {
    const name = `the exemption of ${exemption.check} owned by ${exemption.owner}`;
    if (isExpired(exemption, now)) {
      return [
        { kind: 'expired', exemption, message: `${name} ended on ${exemption.expires} and no longer holds` },
      ];
    }
    if (!used.has(exemption)) {
      return [
        { kind: 'matches-nothing', exemption, message: `${name} matches no finding and can be removed` },
      ];
    }
    if (exemption.expires <= dayOf(soon)) {
      return [{ kind: 'expires-soon', exemption, message: `${name} ends on ${exemption.expires}` }];
    }
    return [];
  });
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
