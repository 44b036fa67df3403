import type { ArmResource } from './arm-resource.ts';
import { badRequest } from './refusal.ts';
import type { ArmAnswer, ArmRequest } from './route.ts';

/**
 * One page of a list, with an absolute `nextLink` while there is more. The token in the link is the last id shown, so
 * that what is written between two pages shifts nothing.
 */
export function paged(
  request: ArmRequest,
  resources: readonly ArmResource[],
  show: (resource: ArmResource) => unknown = (resource) => resource,
): ArmAnswer {
  const size = Math.min(topOf(request.url) ?? request.pageSize, request.pageSize);
  const after = lastShown(request.url);
  const start = after === undefined ? 0 : firstAfter(resources, after);
  const page = resources.slice(start, start + size);
  const last = page.at(-1);
  const more = start + size < resources.length && last !== undefined;
  return {
    status: 200,
    body: {
      value: page.map(show),
      ...(more && { nextLink: nextLink(request.url, last.id.toLowerCase()) }),
    },
  };
}

function topOf(url: URL): number | undefined {
  const top = url.searchParams.get('$top');
  if (top === null) return undefined;
  if (/^[1-9]\d*$/.test(top)) return Number(top);
  throw badRequest(`The value '${top}' of query parameter $top is invalid: expected a positive integer.`);
}

function lastShown(url: URL): string | undefined {
  const token = url.searchParams.get('$skiptoken');
  return token === null ? undefined : Buffer.from(token, 'base64url').toString();
}

function firstAfter(resources: readonly ArmResource[], last: string): number {
  const index = resources.findIndex(({ id }) => id.toLowerCase() > last);
  return index === -1 ? resources.length : index;
}

function nextLink(url: URL, last: string): string {
  const next = new URL(url);
  next.searchParams.set('$skiptoken', Buffer.from(last).toString('base64url'));
  return next.href;
}
