import { TableClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import { type QueueClient, QueueServiceClient } from '@azure/storage-queue';
import type { StorageSettings } from '../config.ts';

export type Storage = {
  table(name: string): TableClient;
  queue(name: string): QueueClient;
};

/** Tables and queues of the storage account, by the app's identity or by a connection string. */
export function createStorage(settings: StorageSettings, credential: TokenCredential): Storage {
  switch (settings.kind) {
    case 'identity': {
      const queues = new QueueServiceClient(settings.queueUrl, credential);
      return {
        table: (name) => new TableClient(settings.tableUrl, name, credential),
        queue: (name) => queues.getQueueClient(name),
      };
    }
    case 'connection-string': {
      const { connectionString } = settings;
      const allowInsecureConnection = connectionString.includes('http://');
      const queues = QueueServiceClient.fromConnectionString(connectionString);
      return {
        table: (name) =>
          TableClient.fromConnectionString(connectionString, name, { allowInsecureConnection }),
        queue: (name) => queues.getQueueClient(name),
      };
    }
  }
}
