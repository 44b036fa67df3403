import { createKeyVaultManagement } from '@azure/arm-keyvault/api';
import type { TokenCredential } from '@azure/identity';

/** Azure Resource Manager refused a request or answered something else than was asked for. */
export class ArmError extends Error {
  override readonly name = 'ArmError';
  readonly status: number;
  /** ARM's own code, such as `AuthorizationFailed`. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Reads of Azure Resource Manager: JSON as it came, so that one odd resource cannot hide the others of its page. */
export type Arm = {
  /**
   * @returns the answer's body, `undefined` for 404
   * @throws ArmError for any other refusal
   */
  get(path: string, apiVersion: string): Promise<unknown>;
  /** Follows `nextLink` from page to page; no page at all when what the list belongs to does not exist. */
  pages(path: string, apiVersion: string): AsyncIterable<readonly unknown[]>;
};

/** ARM through the Key Vault management SDK's own pipeline: its authentication, retries and throttling back-off. */
export function createArm(credential: TokenCredential, subscriptionId: string, endpoint: string): Arm {
  const client = createKeyVaultManagement(credential, subscriptionId, { endpoint });

  async function get(url: string, apiVersion: string | undefined): Promise<unknown> {
    const query = apiVersion === undefined ? {} : { queryParameters: { 'api-version': apiVersion } };
    const { status, body } = await client.pathUnchecked(url).get(query);
    if (status === '200') return body;
    const error = errorOf(body);
    if (status === '404') {
      if (isAbsence(error.code)) return undefined;
    }
    throw new ArmError(
      Number(status),
      error.code,
      `${error.code}: ${error.message} (${status} for ${pathOf(url)})`,
    );
  }

  return {
    get,
    async *pages(path, apiVersion) {
      let body = await get(path, apiVersion);
      // What the list belongs to does not exist (any more): nothing is in it.
      if (body === undefined) return;
      for (;;) {
        const page = pageOf(body, path);
        yield page.value;
        if (!page.nextLink) return;
        body = await get(relativeTo(endpoint, page.nextLink), undefined);
      }
    },
  };
}

type Page = { readonly value: readonly unknown[]; readonly nextLink: string | undefined };

function pageOf(body: unknown, path: string): Page {
  if (typeof body === 'object' && body !== null && 'value' in body && Array.isArray(body.value)) {
    const nextLink = 'nextLink' in body && typeof body.nextLink === 'string' ? body.nextLink : undefined;
    return { value: body.value, nextLink };
  }
  // A list that is no list must not look like an empty subscription.
  throw new ArmError(502, 'UnexpectedAnswer', `Azure Resource Manager answered ${path} without a list`);
}

/** A next link may name any host that ARM likes; the token goes to the configured one only. */
function relativeTo(endpoint: string, nextLink: string): string {
  const { pathname, search } = new URL(nextLink, endpoint);
  return `${pathname}${search}`;
}

function errorOf(body: unknown): { code: string; message: string } {
  if (typeof body === 'object' && body !== null && 'error' in body) {
    const { error } = body;
    if (typeof error === 'object' && error !== null) {
      const code = 'code' in error ? String(error.code) : 'Unknown';
      return { code, message: 'message' in error ? String(error.message) : '' };
    }
  }
  return { code: 'Unknown', message: 'no error was given' };
}

/** ARM's 404 codes for "it is not there", as opposed to a path that it does not serve. */
function isAbsence(code: string): boolean {
  return ['ResourceNotFound', 'ResourceGroupNotFound', 'NotFound', 'VaultNotFound'].includes(code);
}

function pathOf(url: string): string {
  return url.split('?')[0] ?? url;
}
