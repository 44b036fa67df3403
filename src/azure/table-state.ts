import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { RestError, type TableClient, type TableEntityResult } from '@azure/data-tables';
import { ConflictError, type StateStore } from '../drift/ports.ts';
import { type StateRow, type StoredRow, stateSchema } from '../drift/state-row.ts';
import type { VaultId } from '../network-rules/resource-id.ts';

/** A binary property holds 64 KiB, an entity 1 MiB (Table service data model). */
const chunkBytes = 64 * 1024;

type Entity = TableEntityResult<Record<string, unknown>>;

/** State rows in Azure Table storage: one entity a vault, its body compressed over as many properties as it needs. */
export function createTableStateStore(table: TableClient, subscriptionId: string): StateStore {
  return {
    async read(id) {
      try {
        return storedRowOf(await table.getEntity(subscriptionId, rowKeyOf(id)));
      } catch (error) {
        if (hasStatus(error, 404)) return undefined;
        throw error;
      }
    },
    async *readAll() {
      const filter = `PartitionKey eq '${subscriptionId}'`;
      for await (const entity of table.listEntities({ queryOptions: { filter } })) yield storedRowOf(entity);
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

function storedRowOf(entity: Entity): StoredRow {
  if (entity.schema !== stateSchema) {
    throw new Error(
      `state row ${entity.rowKey} has schema ${entity.schema}, this version reads ${stateSchema}`,
    );
  }
  const chunks = Array.from({ length: Number(entity.chunks) }, (_, index) => entity[`body${index}`]);
  const body = Buffer.concat(chunks.filter((chunk) => chunk instanceof Uint8Array));
  const row: StateRow = JSON.parse(inflateRawSync(body).toString('utf8'));
  return { row, version: entity.etag };
}

function hasStatus(error: unknown, ...statuses: readonly number[]): boolean {
  return error instanceof RestError && error.statusCode !== undefined && statuses.includes(error.statusCode);
}
