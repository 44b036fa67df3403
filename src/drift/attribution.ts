import type { Vault } from '../network-rules/model.ts';
import type { Actor, Attribution } from './drift.ts';

/** The actor an event named, else the last writer that the vault itself names, else nobody. */
export function attributionOf(actor: Actor | undefined, vault: Vault | undefined): Attribution {
  if (actor) return { kind: 'actors', actors: [actor], source: 'event' };
  if (!vault?.lastModified) return { kind: 'unknown', reason: 'no event announced it' };
  const { by, at } = vault.lastModified;
  const writer: Actor = {
    name: by,
    at,
    operation: 'last write of the vault',
    objectId: undefined,
    appId: undefined,
    ipAddress: undefined,
    correlationId: undefined,
  };
  return { kind: 'actors', actors: [writer], source: 'last-writer' };
}
