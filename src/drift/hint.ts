import * as z from 'zod';
import { parseVaultId, type VaultId } from '../network-rules/resource-id.ts';
import type { Actor } from './drift.ts';

/** That something about a vault may have changed, and who did it. Never believed for what the vault looks like. */
export type Hint = {
  readonly vault: VaultId;
  readonly actor: Actor | undefined;
  /** A second look is the last one: it asks for no other. */
  readonly look: 'first' | 'second';
};

const actorSchema = z.object({
  name: z.string(),
  objectId: z.string().optional(),
  appId: z.string().optional(),
  ipAddress: z.string().optional(),
  operation: z.string(),
  resourceId: z.string(),
  at: z.string(),
  correlationId: z.string().optional(),
});

const messageSchema = z.object({
  vaultId: z.string(),
  actor: actorSchema.optional(),
  look: z.enum(['first', 'second']),
});

/** A recheck message that cannot be read; it can never succeed. */
export class UnreadableHintError extends Error {
  override readonly name = 'UnreadableHintError';
}

/** The form in which a hint waits in the recheck queue. */
export function hintMessage({ vault, actor, look }: Hint): z.infer<typeof messageSchema> {
  return { vaultId: vault.id, actor, look };
}

/** @throws UnreadableHintError naming what is wrong */
export function parseHintMessage(message: unknown): Hint {
  const result = messageSchema.safeParse(message);
  if (!result.success) throw new UnreadableHintError(z.prettifyError(result.error));
  const { vaultId, actor, look } = result.data;
  const vault = parseVaultId(vaultId);
  if (!vault) throw new UnreadableHintError(`vaultId is "${vaultId}", expected a vault's resource id`);
  return { vault, actor: actor && { ...noActor, ...actor }, look };
}

const noActor = { objectId: undefined, appId: undefined, ipAddress: undefined, correlationId: undefined };
