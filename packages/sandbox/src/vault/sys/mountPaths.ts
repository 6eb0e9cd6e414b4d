import type { BackendPath, Call } from '../engines/Backend';
import type { Mount } from '../engines/Mount';
import { durationOf, recordOf, textOf } from '../wire/fields';
import type { Reply } from '../wire/Reply';
import { VaultError } from '../wire/VaultError';

/** `sys/mounts`, `sys/auth`, and what the UI is told of them. */
export const mountPaths: readonly BackendPath[] = [
  { pattern: /^mounts$/, operations: { read: call => list(call, false) } },
  {
    pattern: /^mounts\/(?<path>.+?)\/?$/,
    operations: {
      read: call => one(call, ''),
      update: call => enable(call, ''),
      delete: call => disable(call, ''),
    },
  },
  { pattern: /^auth$/, operations: { read: call => list(call, true) } },
  {
    pattern: /^auth\/(?<path>.+?)\/?$/,
    operations: {
      read: call => one(call, 'auth/'),
      update: call => enable(call, 'auth/'),
      delete: call => disable(call, 'auth/'),
    },
  },
  { pattern: /^internal\/ui\/mounts$/, operations: { read: forUi } },
  { pattern: /^audit$/, operations: { read: () => ({ data: audit, isAlsoAtTop: true }) } },
];

const audit = {
  'file/': {
    description: '',
    local: false,
    options: { file_path: '/openbao/audit/audit.log' },
    path: 'file/',
    type: 'file',
  },
};

function list({ namespace, core }: Call, isAuth: boolean): Reply {
  const own = [...namespace.mounts.values()].filter(({ path }) => path.startsWith('auth/') === isAuth);
  const entries = own.map((mount): [string, object] => [
    mount.path.replace(/^auth\//, ''),
    shape(mount, core.options.flavour.plainVersion),
  ]);
  return {
    data: Object.fromEntries(entries.sort(([first], [second]) => (first < second ? -1 : 1))),
    isAlsoAtTop: true,
  };
}

/** Headers of a request that the engine is shown. */
const passed: Readonly<Record<string, readonly string[]>> = {
  identity: ['Authorization'],
  system: ['Accept'],
};

function shape(mount: Mount, version: string): object {
  const isAuth = mount.path.startsWith('auth/');
  return {
    accessor: mount.accessor,
    config: {
      default_lease_ttl: mount.defaultSeconds,
      force_no_cache: false,
      max_lease_ttl: mount.maxSeconds,
      ...(passed[mount.type] && { passthrough_request_headers: passed[mount.type] }),
      ...(isAuth && { token_type: 'default-service' }),
    },
    description: mount.description,
    external_entropy_access: false,
    local: mount.isLocal,
    options: mount.options,
    plugin_version: '',
    running_plugin_version: `v${version}+builtin.bao`,
    running_sha256: '',
    seal_wrap: mount.type === 'system',
    type: mount.type,
    uuid: mount.uuid,
  };
}

function placeOf({ parts }: Call, prefix: string): string {
  return `${prefix}${parts.path ?? ''}/`;
}

function one(call: Call, prefix: string): Reply {
  const mount = call.namespace.mounts.get(placeOf(call, prefix));
  if (!mount) throw VaultError.badRequest(`No secret engine mount at ${placeOf(call, '')}`);
  return { data: { ...shape(mount, call.core.options.flavour.plainVersion) }, isAlsoAtTop: true };
}

function enable(call: Call, prefix: string): undefined {
  const { core, namespace, data } = call;
  const path = placeOf(call, prefix);
  const type = textOf(data, 'type');
  if (type === '') throw VaultError.badRequest('backend type must be specified as a string');
  if (namespace.mounts.has(path)) throw VaultError.badRequest(`path is already in use at ${path}`);
  const config = recordOf(data, 'config');
  core.mount(namespace, {
    path,
    type,
    description: textOf(data, 'description'),
    options: {},
    defaultSeconds: durationOf(config, 'default_lease_ttl'),
    maxSeconds: durationOf(config, 'max_lease_ttl'),
  });
  core.raft.written();
}

/** With everything that was leased from it. */
function disable(call: Call, prefix: string): undefined {
  const { core, namespace } = call;
  const path = placeOf(call, prefix);
  const mount = namespace.mounts.get(path);
  if (!mount) return;
  for (const id of core.expiration.under(`${namespace.path}${path}`)) {
    const lease = core.expiration.find(id);
    if (lease) core.expiration.revoke(lease);
  }
  mount.backend.stop?.();
  namespace.mounts.delete(path);
}

function forUi(call: Call): Reply {
  const { core, namespace, token } = call;
  const acl = token && core.aclOf(token);
  const visible = [...namespace.mounts.values()].filter(
    ({ path }) => acl && acl.capabilities(`${namespace.path}${path}`)[0] !== 'deny',
  );
  const { plainVersion } = core.options.flavour;
  const of = (isAuth: boolean) =>
    Object.fromEntries(
      visible
        .filter(({ path }) => path.startsWith('auth/') === isAuth)
        .map(mount => [mount.path.replace(/^auth\//, ''), shape(mount, plainVersion)]),
    );
  return { data: { auth: of(true), secret: of(false) } };
}
