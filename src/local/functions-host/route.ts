/** The parameters of a path that matches a route (`vaults/{name}`, `{name?}`, `{*rest}`); `undefined` for no match. */
export function matchRoute(route: string, path: string): Readonly<Record<string, string>> | undefined {
  const parts = route.split('/').map((part) => {
    const parameter = /^\{(\*?)([^?}:]+)(?::[^?}]+)?(\??)\}$/.exec(part);
    if (!parameter) return `/${part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`;
    const [, rest, name, optional] = parameter;
    const value = `(?<${name}>${rest ? '.*' : '[^/]+'})`;
    return rest || optional ? `(?:/${value})?` : `/${value}`;
  });
  const match = new RegExp(`^${parts.join('')}/?$`, 'i').exec(`/${path}`);
  if (!match) return undefined;
  const found = Object.entries(match.groups ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(found.map(([name, value]) => [name, decodeURIComponent(value)]));
}
