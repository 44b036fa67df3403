import { isNoDifference } from '../network-rules/difference.ts';
import type { Vault } from '../network-rules/model.ts';
import { parseSubnetId } from '../network-rules/resource-id.ts';
import type { Actor, Attribution, Drift } from './drift.ts';
import type { ActivityLog } from './ports.ts';

/**
 * Who made a drift: the actor that an event named; else the successful writers in Azure's activity log since the
 * vault was last evaluated, of the vault or of the networks that its transitions name; else the last writer that
 * the vault itself names; else nobody, and why.
 */
export async function attributionOf(
  drift: Drift,
  since: string | undefined,
  actor: Actor | undefined,
  vault: Vault | undefined,
  activityLog: ActivityLog,
): Promise<Attribution> {
  if (drift.attribution.kind === 'policy') return drift.attribution;
  if (actor) return { kind: 'actors', actors: [actor], source: 'event' };
  if (drift.kind === 'first-seen' || since === undefined)
    return lastWriter(vault, 'the vault was not known before');
  const answers = await Promise.all(
    suspectsOf(drift).map((resourceId) => activityLog.writersOf(resourceId, since, drift.detectedAt)),
  );
  const actors = answers
    .flatMap((answer) => (answer.kind === 'writers' ? answer.writers : []))
    .sort((a, b) => b.at.localeCompare(a.at));
  if (actors.length > 0) return { kind: 'actors', actors, source: 'activity-log' };
  const refused = answers.find((answer) => answer.kind === 'refused');
  return lastWriter(vault, refused?.reason ?? 'no event announced it, and the activity log names no writer');
}

/** The resources whose writing may have made the drift. */
function suspectsOf({ vault, kind, difference, transitions }: Drift): readonly string[] {
  const isVaultWritten = kind === 'deleted' || (difference !== undefined && !isNoDifference(difference));
  if (isVaultWritten) return [vault.id];
  const targets = transitions.map(({ finding }) => finding.target).filter((target) => target.startsWith('/'));
  const networks = targets.flatMap((target) => {
    const subnet = parseSubnetId(target);
    return subnet ? [target, target.slice(0, target.lastIndexOf('/subnets/'))] : [target];
  });
  return networks.length > 0 ? [...new Set(networks)] : [vault.id];
}

function lastWriter(vault: Vault | undefined, reason: string): Attribution {
  if (!vault?.lastModified) return { kind: 'unknown', reason };
  const { by, at } = vault.lastModified;
  const writer: Actor = {
    name: by,
    at,
    operation: 'last write of the vault',
    resourceId: vault.id,
    objectId: undefined,
    appId: undefined,
    ipAddress: undefined,
    correlationId: undefined,
  };
  return { kind: 'actors', actors: [writer], source: 'last-writer' };
}
