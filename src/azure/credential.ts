import { DefaultAzureCredential, ManagedIdentityCredential, type TokenCredential } from '@azure/identity';

/**
 * The app's identity: in Azure its managed identity, on a developer's machine whatever is signed in there.
 *
 * @param managedIdentityClientId which user-assigned identity; the system-assigned one when `undefined`
 */
export function createCredential(managedIdentityClientId: string | undefined): TokenCredential {
  // App Service sets IDENTITY_ENDPOINT; the default chain would try other ways first, each costing time at cold start.
  if (process.env.IDENTITY_ENDPOINT === undefined) return new DefaultAzureCredential();
  return managedIdentityClientId === undefined
    ? new ManagedIdentityCredential()
    : new ManagedIdentityCredential({ clientId: managedIdentityClientId });
}
