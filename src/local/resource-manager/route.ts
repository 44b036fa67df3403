import type { ArmProperties } from './arm-resource.ts';
import { badRequest } from './refusal.ts';
import type { LocalActor } from './token.ts';

/** A request that Azure Resource Manager accepted: signed in, of a known version and subscription. */
export type ArmRequest = {
  /** As the caller spelt it, decoded: the id of the resource in question. */
  readonly path: string;
  /** With the address that the caller used: next links lead back to it. */
  readonly url: URL;
  readonly body: unknown;
  readonly actor: LocalActor;
  readonly now: Date;
  readonly pageSize: number;
};

export type ArmAnswer = {
  readonly status: number;
  readonly body?: unknown;
  /** Present when a resource was changed: the Activity Log and Event Grid tell of it. */
  readonly change?: Change;
};

export type Change = {
  readonly kind: 'write' | 'delete' | 'action';
  /** Such as `Microsoft.KeyVault/vaults/write`. */
  readonly operation: string;
  /** Whether the resource was there before: only then does the event carry the HTTP request. */
  readonly existed: boolean;
};

export type Method = 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';

/** The names in braces of a path: `/vaults/{vault}` has `vault`. */
type ParameterOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterOf<Rest>
  : never;

export type Route = {
  readonly method: Method;
  readonly pattern: RegExp;
  readonly answer: (request: ArmRequest, parameters: Readonly<Record<string, string>>) => ArmAnswer;
};

/** One line of the route table. Letter case means nothing in a path, as in Azure Resource Manager. */
export function route<Path extends string>(
  method: Method,
  path: Path,
  answer: (request: ArmRequest, parameters: Readonly<Record<ParameterOf<Path>, string>>) => ArmAnswer,
): Route {
  const source = path.replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return { method, pattern: new RegExp(`^${source}/?$`, 'i'), answer };
}

/** The answer of a list that is never long enough for a second page. */
export function listed(value: readonly unknown[]): ArmAnswer {
  return { status: 200, body: { value } };
}

/** @throws ArmRefusal when the body is no JSON object. */
export function objectBody(request: ArmRequest): ArmProperties {
  if (isObject(request.body)) return request.body;
  throw badRequest('The request content was invalid and could not be deserialized: expected a JSON object.');
}

export function isObject(value: unknown): value is ArmProperties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asObject(value: unknown): ArmProperties {
  return isObject(value) ? value : {};
}
