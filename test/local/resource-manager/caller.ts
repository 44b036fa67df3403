import type { LocalActor, LocalResourceManager } from '../../../src/local/resource-manager/index.ts';
import { robin } from './people.ts';

export type Answer = {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
};

/** What tests look into; a list has a value, a resource the others, a refusal an error. */
type Body = {
  readonly value: readonly Body[];
  readonly nextLink?: string;
  readonly error?: { readonly code: string; readonly message: string };
  readonly id?: string;
  readonly name?: string;
  readonly tags?: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly systemData?: Readonly<Record<string, unknown>>;
};

export const groupPath = (group: string) => `/resourceGroups/${group}`;
export const vaultPath = (group: string, name: string) =>
  `${groupPath(group)}/providers/Microsoft.KeyVault/vaults/${name}`;
export const networkPath = (name: string) =>
  `${groupPath('rg-network')}/providers/Microsoft.Network/virtualNetworks/${name}`;

/** Calls below the subscription over plain http, as Robin unless somebody else is named. */
export function callerOf(arm: LocalResourceManager, actor: LocalActor = robin) {
  return async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const url = new URL(`/subscriptions/${arm.subscriptionId}${path}`, arm.insecureUrl);
    if (!url.searchParams.has('api-version')) url.searchParams.set('api-version', '2026-02-01');
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${arm.tokenFor(actor)}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? undefined : JSON.parse(text),
      headers: response.headers,
    };
  };
}

export const idOf = (arm: LocalResourceManager, path: string) =>
  `/subscriptions/${arm.subscriptionId}${path}`;
