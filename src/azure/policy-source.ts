import type { BlobClient } from '@azure/storage-blob';
import type { Clock, Log, PolicySource } from '../drift/ports.ts';
import { parsePolicy } from '../policy/load.ts';
import type { Policy } from '../policy/policy.ts';

/** How long one reading of the blob serves; a sweep always asks anew. */
const recentSeconds = 60;

type Reading = { readonly policy: Policy; readonly etag: string | undefined; readonly at: number };

/**
 * A policy kept in a blob: read again when its ETag changed. A policy that cannot be used, or a blob that cannot be
 * read, leaves the one before in force and is logged; without one before, it is an error.
 */
export function createBlobPolicySource(blob: BlobClient, clock: Clock, log: Log): PolicySource {
  let latest: Reading | undefined;

  async function read(previous: Reading | undefined): Promise<Reading> {
    const at = clock().getTime();
    try {
      const conditions = previous?.etag === undefined ? {} : { conditions: { ifNoneMatch: previous.etag } };
      const { etag } = await blob.getProperties(conditions);
      const text = (await blob.downloadToBuffer()).toString('utf8');
      const policy = parsePolicy(text, blob.name);
      log.info('policy read', { source: blob.name, fingerprint: policy.fingerprint });
      return { policy, etag, at };
    } catch (error) {
      if (previous === undefined) throw error;
      if (!isNotModified(error)) {
        const reason = error instanceof Error ? error.message : String(error);
        log.error('the policy cannot be used; the one before stays in force', { source: blob.name, reason });
      }
      return { ...previous, at };
    }
  }

  return async (freshness) => {
    const isRecent = latest && clock().getTime() - latest.at < recentSeconds * 1000;
    if (!latest || freshness === 'fresh' || !isRecent) latest = await read(latest);
    return latest.policy;
  };
}

function isNotModified(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'statusCode' in error && error.statusCode === 304;
}
