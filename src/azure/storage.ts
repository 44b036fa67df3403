import { TableClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import { type BlobClient, BlobServiceClient } from '@azure/storage-blob';
import { type QueueClient, QueueServiceClient } from '@azure/storage-queue';
import type { StorageSettings } from '../config.ts';

export type Storage = {
  /** @param path `container/path` */
  blob(path: string): BlobClient;
  table(name: string): TableClient;
  queue(name: string): QueueClient;
};

/** Tables and queues of the storage account, by the app's identity or by a connection string. */
export function createStorage(settings: StorageSettings, credential: TokenCredential): Storage {
  switch (settings.kind) {
    case 'identity': {
      const queues = new QueueServiceClient(settings.queueUrl, credential);
      const blobs = new BlobServiceClient(settings.blobUrl, credential);
      return {
        blob: (path) => blobAt(blobs, path),
        table: (name) => new TableClient(settings.tableUrl, name, credential),
        queue: (name) => queues.getQueueClient(name),
      };
    }
    case 'connection-string': {
      const { connectionString } = settings;
      const allowInsecureConnection = connectionString.includes('http://');
      const queues = QueueServiceClient.fromConnectionString(connectionString);
      const blobs = BlobServiceClient.fromConnectionString(connectionString);
      return {
        blob: (path) => blobAt(blobs, path),
        table: (name) =>
          TableClient.fromConnectionString(connectionString, name, { allowInsecureConnection }),
        queue: (name) => queues.getQueueClient(name),
      };
    }
  }
}

function blobAt(blobs: BlobServiceClient, path: string): BlobClient {
  const slash = path.indexOf('/');
  return blobs.getContainerClient(path.slice(0, slash)).getBlobClient(path.slice(slash + 1));
}
