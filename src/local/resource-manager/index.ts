import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createArm } from './arm.ts';
import { type Estate, inSubscription } from './arm-resource.ts';
import { makeCertificate } from './certificate.ts';
import { eventOf } from './event-grid/event.ts';
import { createEventGrid, type EventGrid } from './event-grid/index.ts';
import { createFaults, type Faults } from './faults.ts';
import { createListener, type RecordedRequest } from './listener.ts';
import { createManagedIdentity, identityPath } from './managed-identity.ts';
import { openSubscription } from './subscription.ts';
import { encodeToken, type LocalActor } from './token.ts';

export type { Estate } from './arm-resource.ts';
export type { EventSchema } from './event-grid/handshake.ts';
export type { EventGrid, EventSubscription, EventSubscriptionOptions } from './event-grid/index.ts';
export type { Faults } from './faults.ts';
export type { RecordedRequest } from './listener.ts';
export type { LocalActor } from './token.ts';

export type ResourceManagerOptions = {
  readonly estate: Estate;
  /** Moves the estate into this subscription; its own when missing. */
  readonly subscriptionId?: string;
  /** How many resources a page of a list has at most; 100 when missing. */
  readonly pageSize?: number;
  readonly clock?: () => Date;
};

/** A running stand-in for Azure Resource Manager, the subscription's Event Grid topic and the managed identity. */
export type LocalResourceManager = {
  /** The endpoint for the SDKs: https, as they send no token over plain http. */
  readonly url: string;
  /** The same routes over plain http. */
  readonly insecureUrl: string;
  readonly subscriptionId: string;
  readonly tenantId: string;
  /** The certificate of `url`, in a file that lives until `close`. */
  readonly certificateFile: string;
  /** What a process needs in its environment to sign in with its managed identity and to trust the endpoint. */
  readonly environment: {
    readonly IDENTITY_ENDPOINT: string;
    readonly IDENTITY_HEADER: string;
    readonly NODE_EXTRA_CA_CERTS: string;
  };
  /** A token that acts as somebody: `Authorization: Bearer <token>`. */
  tokenFor(actor: LocalActor): string;
  /** Every request to Azure Resource Manager so far, oldest first; the identity endpoint's are not among them. */
  requests(): readonly RecordedRequest[];
  readonly faults: Faults;
  /** Azure Resource Manager answers from replicas that may be behind. */
  readonly lag: {
    /** Every read of this vault answers its present version from now on, until `thawReads`. */
    freezeReads(vaultId: string): void;
    thawReads(vaultId: string): void;
  };
  readonly eventGrid: EventGrid;
  /** Ends every connection, also those that hang, and every delivery under way. */
  close(): Promise<void>;
};

export async function startResourceManager(options: ResourceManagerOptions): Promise<LocalResourceManager> {
  const { pageSize = 100, clock = () => new Date() } = options;
  const estate = inSubscription(options.estate, options.subscriptionId ?? options.estate.subscriptionId);
  const { subscriptionId, tenantId } = estate;
  const subscription = openSubscription(estate);
  const eventGrid = createEventGrid(`/subscriptions/${subscriptionId}`);
  const identity = createManagedIdentity(tenantId);
  const faults = createFaults();
  const requests: RecordedRequest[] = [];
  const arm = createArm({
    subscription,
    pageSize,
    clock,
    onChange: (change) => eventGrid.emit(eventOf(change)),
  });
  const parts = {
    arm,
    identity,
    faults,
    clock,
    record: (request: RecordedRequest) => void requests.push(request),
  };

  const certificate = await makeCertificate();
  const secure = createHttpsServer(
    { key: certificate.key, cert: certificate.cert },
    createListener('https', parts),
  );
  const plain = createHttpServer(createListener('http', parts));
  const url = `https://127.0.0.1:${await listen(secure)}`;
  const insecureUrl = `http://127.0.0.1:${await listen(plain)}`;

  return {
    url,
    insecureUrl,
    subscriptionId,
    tenantId,
    certificateFile: certificate.file,
    environment: {
      IDENTITY_ENDPOINT: `${insecureUrl}${identityPath}`,
      IDENTITY_HEADER: identity.header,
      NODE_EXTRA_CA_CERTS: certificate.file,
    },
    tokenFor: (actor) => encodeToken(actor, 'https://management.azure.com/', tenantId, clock()),
    requests: () => [...requests],
    faults: { failNext: faults.failNext, clear: faults.clear },
    lag: { freezeReads: subscription.vaults.freezeReads, thawReads: subscription.vaults.thawReads },
    eventGrid,
    async close() {
      await eventGrid.close();
      await Promise.all([shut(secure), shut(plain)]);
      await certificate.remove();
    },
  };
}

async function listen(server: Server): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  if (typeof address === 'object' && address) return address.port;
  throw new TypeError(`Expected a port of 127.0.0.1, got ${address}`);
}

async function shut(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
}
