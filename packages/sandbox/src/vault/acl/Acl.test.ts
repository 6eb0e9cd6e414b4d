import type { Operation } from '../wire/VaultRequest';
import { Acl } from './Acl';
import { parsePolicy } from './parsePolicy';

const lookup = 'path "sys/leases/lookup" { capabilities = ["update"] }';
const folders = 'path "sys/leases/lookup/*" { capabilities = ["list", "sudo"] }';

it.each<[policy: string, operation: Operation, path: string, needsSudo: boolean, allowed: boolean]>([
  [folders, 'list', 'sys/leases/lookup/', true, true],
  // An exact rule shadows the pattern for the list of the same name.
  [`${lookup} ${folders}`, 'list', 'sys/leases/lookup/', true, false],
  [`${lookup} ${folders}`, 'list', 'sys/leases/lookup/database/', true, true],
  [
    `${lookup} path "sys/leases/lookup/" { capabilities = ["list", "sudo"] }`,
    'list',
    'sys/leases/lookup/',
    true,
    true,
  ],
  [
    'path "sys/leases/lookup/database/*" { capabilities = ["list"] }',
    'list',
    'sys/leases/lookup/database/',
    true,
    false,
  ],
  [
    'path "sys/leases/lookup/+/creds/*" { capabilities = ["list", "sudo"] }',
    'list',
    'sys/leases/lookup/database/creds/',
    true,
    true,
  ],
  [
    'path "sys/leases/lookup/+/creds/*" { capabilities = ["list", "sudo"] }',
    'list',
    'sys/leases/lookup/database/',
    true,
    false,
  ],
  [
    'path "a/*" { capabilities = ["read"] } path "a/b*" { capabilities = ["deny"] }',
    'read',
    'a/bc',
    false,
    false,
  ],
  [
    'path "a/*" { capabilities = ["read"] } path "a/b*" { capabilities = ["deny"] }',
    'read',
    'a/c',
    false,
    true,
  ],
  [
    'path "a/+/c" { capabilities = ["read"] } path "a/b/*" { capabilities = ["deny"] }',
    'read',
    'a/b/c',
    false,
    false,
  ],
  ['path "a" { capabilities = ["create"] }', 'update', 'a', false, true],
  ['path "a" { policy = "write" }', 'list', 'a/', false, true],
  ['{"path": {"a/*": {"capabilities": ["read"]}}}', 'read', 'a/b', false, true],
  ['', 'read', 'a', false, false],
])('%s: %s %s', (policy, operation, path, needsSudo, allowed) => {
  expect(new Acl(parsePolicy(policy)).allows(operation, path, needsSudo)).toBe(allowed);
});

it('joins the rules of several policies, and lets a denial win', () => {
  const both = [
    ...parsePolicy('path "a" { capabilities = ["read"] }'),
    ...parsePolicy('path "a" { capabilities = ["update"] }'),
  ];
  expect(new Acl(both).capabilities('a')).toEqual(['read', 'update']);
  const denied = [...both, ...parsePolicy('path "a" { capabilities = ["deny"] }')];
  expect(new Acl(denied).capabilities('a')).toEqual(['deny']);
  expect(new Acl([], true).capabilities('a')).toEqual(['root']);
});

it.each([
  ['path "a" { capabilities = ["fly"] }', 'failed to parse policy: path "a": invalid capability "fly"'],
  ['path "a" {', 'failed to parse policy: object expected closing RBRACE got: EOF'],
  ['nope "a" { }', 'failed to parse policy: 1 error occurred:\n\t* invalid key "nope" on line 0\n\n'],
  [
    'path "a/+*" { capabilities = ["read"] }',
    `failed to parse policy: path "a/+*": invalid use of wildcards ('+*' is forbidden)`,
  ],
])('refuses %s', (policy, message) => {
  expect(() => parsePolicy(policy)).toThrow(message);
});
