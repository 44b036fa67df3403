import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { RestError, type TableClient, type TableEntityResult } from '@azure/data-tables';
import * as z from 'zod';
import { ConflictError, type Log, type StateStore } from '../drift/ports.ts';
import { type StateRow, type StoredRow, stateSchema } from '../drift/state-row.ts';
import { parseVaultId, type VaultId } from '../network-rules/resource-id.ts';

/** A binary property holds 64 KiB, an entity 1 MiB (Table service data model). */
const chunkBytes = 64 * 1024;

type Entity = TableEntityResult<Record<string, unknown>>;

/** State rows in Azure Table storage: one entity a vault, its body compressed over as many properties as it needs. */
export function createTableStateStore(table: TableClient, subscriptionId: string, log: Log): StateStore {
  const filter = `PartitionKey eq '${subscriptionId}'`;

  /** Rows in no readable form are set aside under a name of their own and read as never seen. */
  async function storedRowOf(entity: Entity): Promise<StoredRow> {
    const version = entity.etag;
    try {
      return { row: rowOf(entity), version };
    } catch (error) {
      if (error instanceof NewerRowError) throw error;
      const vault = vaultOf(entity.rowKey ?? '', subscriptionId);
      if (!vault) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      await setAside(entity);
      log.error('a state row cannot be read; it is set aside and rebuilt from Azure', {
        vault: vault.id,
        reason,
      });
      return { row: blankRow(vault), version };
    }
  }

  async function setAside(entity: Entity): Promise<void> {
    const { etag, timestamp, ...copy } = entity;
    const rowKey = `${entity.rowKey}|${(timestamp ?? etag).replace(/[^0-9A-Za-z]/g, '')}`;
    await table.upsertEntity({ ...copy, partitionKey: `${subscriptionId}|set-aside`, rowKey }, 'Replace');
  }

  return {
    async read(id) {
      try {
        return await storedRowOf(await table.getEntity(subscriptionId, rowKeyOf(id)));
      } catch (error) {
        if (hasStatus(error, 404)) return undefined;
        throw error;
      }
    },
    async *readAll() {
      for await (const entity of table.listEntities({ queryOptions: { filter } }))
        yield await storedRowOf(entity);
    },
    async *vaultsDependingOn(resourceId) {
      const wanted = dependencyKey(resourceId);
      const queryOptions = { filter, select: ['rowKey', 'dependsOn'] };
      for await (const entity of table.listEntities<{ dependsOn?: string }>({ queryOptions })) {
        const vault =
          entity.dependsOn?.split(' ').includes(wanted) && vaultOf(entity.rowKey ?? '', subscriptionId);
        if (vault) yield vault;
      }
    },
    async write(row, replaces) {
      const entity = entityOf(row);
      try {
        const { etag } = await (replaces === undefined
          ? table.createEntity(entity)
          : table.updateEntity(entity, 'Replace', { etag: replaces }));
        return { row, version: etag ?? '' };
      } catch (error) {
        // 409: somebody created it first; 412: somebody wrote it since; 404: somebody removed it since.
        if (hasStatus(error, 409, 412, 404))
          throw new ConflictError(`${row.vault.id} was written by another`);
        throw error;
      }
    },
    async remove({ row, version }) {
      try {
        await table.deleteEntity(subscriptionId, rowKeyOf(row.vault), { etag: version });
      } catch (error) {
        if (hasStatus(error, 412)) throw new ConflictError(`${row.vault.id} was written by another`);
        if (!hasStatus(error, 404)) throw error;
      }
    },
  };

  function entityOf(row: StateRow) {
    const body = deflateRawSync(JSON.stringify(row));
    const chunks = Array.from({ length: Math.ceil(body.length / chunkBytes) }, (_, index) => [
      `body${index}`,
      body.subarray(index * chunkBytes, (index + 1) * chunkBytes),
    ]);
    return {
      partitionKey: subscriptionId,
      rowKey: rowKeyOf(row.vault),
      schema: row.schema,
      // For people who look into the table; the app reads the body.
      exposure: row.exposure?.level ?? 'deleted',
      openFindings: row.findings.length,
      waiting: row.outbox.length,
      dependsOn: row.dependsOn.map(dependencyKey).join(' '),
      evaluatedAt: row.evaluatedAt,
      chunks: chunks.length,
      ...Object.fromEntries(chunks),
    };
  }
}

/** Resource group and vault names hold none of the characters that table keys refuse (/ \ # ?). */
function rowKeyOf({ resourceGroup, name }: VaultId): string {
  return `${resourceGroup}|${name}`;
}

function vaultOf(rowKey: string, subscriptionId: string): VaultId | undefined {
  const [resourceGroup, name] = rowKey.split('|');
  return parseVaultId(
    `/subscriptions/${subscriptionId}/resourcegroups/${resourceGroup}/providers/microsoft.keyvault/vaults/${name}`,
  );
}

/** Ids are long and a property holds 32 K characters; twelve digits of their hash tell them apart well enough. */
function dependencyKey(resourceId: string): string {
  return createHash('sha256').update(resourceId.toLowerCase()).digest('hex').slice(0, 12);
}

/** The row was written by a newer version of Vaultfence: it must not be overwritten by this one. */
class NewerRowError extends Error {
  override readonly name = 'NewerRowError';
}

function rowOf(entity: Entity): StateRow {
  const schema = Number(entity.schema);
  if (schema > stateSchema) {
    throw new NewerRowError(
      `state row ${entity.rowKey} has schema ${schema}, this version reads up to ${stateSchema}`,
    );
  }
  const chunks = Array.from({ length: Number(entity.chunks) }, (_, index) => entity[`body${index}`]);
  const body = Buffer.concat(chunks.filter((chunk) => chunk instanceof Uint8Array));
  return stateRowSchema.parse(JSON.parse(inflateRawSync(body).toString('utf8'))) as unknown as StateRow;
}

/** Enough to tell a row from anything else that decompresses to JSON. */
const stateRowSchema = z.looseObject({
  schema: z.literal(stateSchema),
  vault: z.object({
    id: z.string(),
    subscriptionId: z.string(),
    resourceGroup: z.string(),
    name: z.string(),
  }),
  epoch: z.string(),
  sequence: z.number(),
  findings: z.array(z.unknown()),
  dependsOn: z.array(z.string()),
  outbox: z.array(z.unknown()),
});

/** What is remembered of a vault that was never seen. */
function blankRow(vault: VaultId): StateRow {
  return {
    schema: stateSchema,
    vault,
    epoch: '',
    sequence: 0,
    rules: undefined,
    exposure: undefined,
    findings: [],
    dependsOn: [],
    policyFingerprint: '',
    evaluatedAt: '',
    lastDrift: undefined,
    outbox: [],
  };
}

function hasStatus(error: unknown, ...statuses: readonly number[]): boolean {
  return error instanceof RestError && error.statusCode !== undefined && statuses.includes(error.statusCode);
}
