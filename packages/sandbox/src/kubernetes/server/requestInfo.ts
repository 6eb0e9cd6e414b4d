import { textAt } from '../json';
import { fieldRequirements } from './fieldSelector';

/** What a request asks for, as authorisation and routing see it. */
export interface RequestInfo {
  path: string;
  query: URLSearchParams;
  /** `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`; else the HTTP method, lower case. */
  verb: string;
  /** Absent for paths that are not about objects, like `/version`. */
  resource?: ResourcePath;
}

export interface ResourcePath {
  group: string;
  version: string;
  resource: string;
  subresource: string;
  namespace: string;
  name: string;
}

const VERBS: Record<string, string> = { POST: 'create', PUT: 'update', PATCH: 'patch' };

/** Kubernetes' own rules for reading a path (`/api/v1/…`, `/apis/<group>/<version>/…`, the old `/watch/` prefix). */
export function requestInfo(method: string, url: string): RequestInfo {
  const { pathname, searchParams: query } = new URL(url, 'https://server.invalid');
  const path = decodeURIComponent(pathname);
  const found = resourcePath(path.split('/').filter(part => part !== ''));
  if (!found) return { path, query, verb: method.toLowerCase() };
  const { watching, ...resource } = found;
  const verb = verbOf(method, resource, watching || isSet(query, 'watch'));
  // Who may only read one object may still list and watch it by its name.
  if (verb === 'list' || verb === 'watch') resource.name = nameInSelector(query);
  return { path, query, resource, verb };
}

function verbOf(method: string, { name }: ResourcePath, watching: boolean): string {
  if (method === 'GET' || method === 'HEAD') {
    if (name) return 'get';
    return watching ? 'watch' : 'list';
  }
  if (method === 'DELETE') return name ? 'delete' : 'deletecollection';
  return VERBS[method] ?? method.toLowerCase();
}

/** A query's flag: anything but `false` and `0` switches it on. */
export function isSet(query: URLSearchParams, key: string): boolean {
  const value = query.get(key);
  return value !== null && value !== 'false' && value !== '0';
}

function nameInSelector(query: URLSearchParams): string {
  const selector = query.get('fieldSelector');
  if (!selector) return '';
  const named = fieldRequirements(selector, true).find(each => each.field === 'metadata.name' && each.equal);
  return textAt(named, 'value') ?? '';
}

function resourcePath(parts: string[]): (ResourcePath & { watching: boolean }) | undefined {
  const [root, ...rest] = parts;
  const group = root === 'apis' ? (rest.shift() ?? '') : '';
  if ((root !== 'api' && root !== 'apis') || rest.length < 2) return undefined;
  const version = rest.shift() ?? '';
  const watching = rest[0] === 'watch';
  if (watching) rest.shift();
  const namespace = rest[0] === 'namespaces' && rest.length > 1 ? (rest[1] ?? '') : '';
  // `/namespaces/x`, `/namespaces/x/status` and `/finalize` are about the namespace itself.
  const inside = namespace !== '' && rest.length > 2 && !['status', 'finalize'].includes(rest[2] ?? '');
  const [resource = '', name = '', ...below] = inside ? rest.slice(2) : rest;
  return { group, version, resource, name, subresource: below.join('/'), namespace, watching };
}
