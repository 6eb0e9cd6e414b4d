import type { IncomingHttpHeaders } from 'node:http';
import type { User } from './authentication';
import type { Authorizer } from './Authorizer';
import type { RequestInfo } from './requestInfo';

/**
 * Whom a request acts for: `Impersonate-User` and `Impersonate-Group`, as of `kubectl --as`.
 * @throws StatusError 403 when the caller may not act for them
 */
export function actingUser(caller: User, headers: IncomingHttpHeaders, authorizer: Authorizer): User {
  const name = one(headers['impersonate-user']);
  if (!name) return caller;
  const groups = all(headers['impersonate-group']);
  authorizer.check(caller, impersonation('users', name));
  for (const group of groups) authorizer.check(caller, impersonation('groups', group));
  return { name, groups: [...groups, 'system:authenticated'] };
}

function impersonation(resource: string, name: string): RequestInfo {
  const about = { group: '', version: 'v1', resource, subresource: '', namespace: '', name };
  return { path: '', query: new URLSearchParams(), verb: 'impersonate', resource: about };
}

function one(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

/** Node joins repeated headers with commas. */
function all(value: string | string[] | undefined): string[] {
  const joined = Array.isArray(value) ? value.join(',') : (value ?? '');
  return joined
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
}
