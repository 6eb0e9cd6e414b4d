import { stampText } from '../../wire/durations';
import { bareDurationOf, durationOf, flagOf, listOf, textOf } from '../../wire/fields';
import type { Reply } from '../../wire/Reply';
import { VaultError } from '../../wire/VaultError';
import type { BackendPath, Call } from '../Backend';
import type { DatabaseEngine } from './DatabaseEngine';
import type { Connection } from './Role';

const named = '(?<name>[^/]+)';

/** What the database engine serves. */
export function databasePaths(engine: DatabaseEngine): BackendPath[] {
  const { roles, connections, statics } = engine;
  const keys = (names: Iterable<string>) => (): Reply => ({ data: { keys: [...names].sort() } });
  const remove = (map: Map<string, unknown>) => (call: Call) => {
    map.delete(nameIn(call));
    return undefined;
  };
  return [
    { pattern: /^config\/?$/, operations: { list: () => keys(connections.keys())() } },
    {
      pattern: new RegExp(`^config/${named}$`),
      operations: {
        read: call => readConnection(engine, call),
        update: call => writeConnection(engine, call),
        delete: remove(connections),
      },
    },
    { pattern: /^roles\/?$/, operations: { list: () => keys(roles.keys())() }, fields: ['after', 'limit'] },
    {
      pattern: new RegExp(`^roles/${named}$`),
      operations: {
        read: call => readRole(engine, call),
        update: call => writeRole(engine, call),
        delete: remove(roles),
      },
    },
    {
      pattern: /^static-roles\/?$/,
      operations: { list: () => keys(statics.names)() },
      fields: ['after', 'limit'],
    },
    {
      pattern: new RegExp(`^static-roles/${named}$`),
      operations: {
        read: call => readStaticRole(engine, call),
        update: call => writeStaticRole(engine, call),
        delete: call => {
          statics.delete(nameIn(call));
          return undefined;
        },
      },
    },
    { pattern: new RegExp(`^creds/${named}$`), operations: { read: call => creds(engine, call) } },
    {
      pattern: new RegExp(`^static-creds/${named}$`),
      operations: { read: call => staticCreds(engine, call) },
    },
    {
      pattern: new RegExp(`^rotate-role/${named}$`),
      operations: {
        update: call => {
          statics.rotate(nameIn(call));
          engine.core.raft.written();
          return undefined;
        },
      },
    },
    {
      pattern: new RegExp(`^rotate-root/${named}$`),
      operations: { update: call => rotateRoot(engine, call) },
    },
  ];
}

function nameIn({ parts }: Call): string {
  return parts.name ?? '';
}

function readConnection({ connections }: DatabaseEngine, call: Call): Reply | undefined {
  const found = connections.get(nameIn(call));
  if (!found) return undefined;
  return {
    data: {
      allowed_roles: found.allowedRoles,
      connection_details: {
        connection_url: found.url,
        ...(found.username !== '' && { username: found.username }),
      },
      password_policy: found.passwordPolicy,
      plugin_name: found.plugin,
      plugin_version: '',
      root_credentials_rotate_statements: found.rotationStatements,
    },
  };
}

function writeConnection(engine: DatabaseEngine, call: Call): undefined {
  const { data } = call;
  const name = nameIn(call);
  const known = engine.connections.get(name);
  const plugin = textOf(data, 'plugin_name') || known?.plugin;
  if (!plugin) throw VaultError.badRequest('empty plugin name');
  const url = textOf(data, 'connection_url') || known?.url;
  if (!url) {
    throw VaultError.badRequest('error creating database object: connection_url cannot be empty');
  }
  const made: Connection = {
    name,
    plugin,
    url,
    allowedRoles:
      data.allowed_roles === undefined ? (known?.allowedRoles ?? []) : listOf(data, 'allowed_roles'),
    username: textOf(data, 'username') || (known?.username ?? ''),
    password: textOf(data, 'password') || (known?.password ?? ''),
    passwordPolicy: textOf(data, 'password_policy'),
    rotationStatements: listOf(data, 'root_rotation_statements'),
    ...placeOf(url, engine),
  };
  engine.connections.set(name, made);
  const trouble = flagOf(data, 'verify_connection', true) && engine.trouble(name);
  if (!trouble) return undefined;
  if (known) engine.connections.set(name, known);
  else engine.connections.delete(name);
  throw VaultError.badRequest(`error creating database object: error verifying connection: ${trouble}`);
}

/** Loopback leads to a PostgreSQL of the sandbox, or to nothing. */
function placeOf(url: string, { core }: DatabaseEngine): Pick<Connection, 'database' | 'nothing'> {
  const [, port = ''] = /@(?:127\.0\.0\.1|localhost):(\d+)/.exec(url) ?? [];
  if (port === '') return {};
  const database = core.options.surroundings.databaseAt(Number(port));
  const place = `127.0.0.1:${port}`;
  if (database !== undefined) return { database };
  return { nothing: `${place} (127.0.0.1): dial error: dial tcp ${place}: connect: connection refused` };
}

function readRole({ roles }: DatabaseEngine, call: Call): Reply | undefined {
  const role = roles.get(nameIn(call));
  if (!role) return undefined;
  return {
    data: {
      creation_statements: role.creation,
      credential_type: 'password',
      db_name: role.connection,
      default_ttl: role.defaultSeconds,
      max_ttl: role.maxSeconds,
      renew_statements: role.renewal,
      revocation_statements: role.revocation,
      rollback_statements: role.rollback,
    },
  };
}

function statementsOf(data: Call['data'], field: string): string[] {
  const value = data[field];
  if (Array.isArray(value)) return value.map(String);
  return value === undefined || value === '' ? [] : [String(value)];
}

function writeRole({ roles }: DatabaseEngine, call: Call): undefined {
  const { data } = call;
  const name = nameIn(call);
  const known = roles.get(name);
  const connection = textOf(data, 'db_name') || known?.connection;
  if (!connection) throw VaultError.badRequest('database name is required');
  const defaultSeconds = bareDurationOf(data, 'default_ttl') ?? known?.defaultSeconds ?? 0;
  const maxSeconds = bareDurationOf(data, 'max_ttl') ?? known?.maxSeconds ?? 0;
  const kept = (field: string, before: readonly string[] = []) =>
    data[field] === undefined ? before : statementsOf(data, field);
  roles.set(name, {
    name,
    connection,
    defaultSeconds,
    maxSeconds,
    creation: kept('creation_statements', known?.creation),
    revocation: kept('revocation_statements', known?.revocation),
    renewal: kept('renew_statements', known?.renewal),
    rollback: kept('rollback_statements', known?.rollback),
  });
  call.core.raft.written();
  return undefined;
}

function readStaticRole({ statics }: DatabaseEngine, call: Call): Reply | undefined {
  const role = statics.find(nameIn(call));
  if (!role) return undefined;
  return {
    data: {
      credential_type: 'password',
      db_name: role.connection,
      last_vault_rotation: stampText(statics.rotationOf(role)),
      rotation_period: role.periodSeconds,
      rotation_statements: role.rotation,
      username: role.username,
    },
  };
}

function writeStaticRole({ statics, connections }: DatabaseEngine, call: Call): undefined {
  const { data } = call;
  const name = nameIn(call);
  const known = statics.find(name);
  const username = textOf(data, 'username') || known?.username;
  if (!username) throw VaultError.badRequest('username is a required field to create a static account');
  const connection = textOf(data, 'db_name') || known?.connection;
  if (!connection) throw VaultError.badRequest('database name is a required field');
  if (!connections.has(connection)) {
    throw new VaultError(500, [
      `1 error occurred:\n\t* failed to find entry for connection with name: "${connection}"\n\n`,
    ]);
  }
  const periodSeconds = durationOf(data, 'rotation_period') ?? known?.periodSeconds;
  if (periodSeconds === undefined) {
    throw VaultError.badRequest('rotation_period is required to create static accounts');
  }
  if (periodSeconds < 5) throw VaultError.badRequest('rotation_period must be 5 seconds or more');
  statics.set({
    name,
    connection,
    username,
    periodSeconds,
    rotation: statementsOf(data, 'rotation_statements'),
  });
  call.core.raft.written();
  return undefined;
}

function creds(engine: DatabaseEngine, call: Call): Reply {
  const { core, token } = call;
  const made = engine.credentials(nameIn(call), { display: token?.displayName ?? 'token' });
  core.raft.written();
  token?.leases.add(made.lease.id);
  const mount = call.mount.path;
  core.expiration.created.set(mount, (core.expiration.created.get(mount) ?? 0) + 1);
  return {
    data: { password: made.password, username: made.username },
    lease: { id: call.namespace.told(made.lease.id), renewable: true, seconds: made.seconds },
    warnings: made.warnings,
  };
}

function staticCreds({ statics }: DatabaseEngine, call: Call): Reply {
  const role = statics.find(nameIn(call));
  if (!role) throw VaultError.badRequest(`unknown role: ${nameIn(call)}`);
  return {
    data: {
      last_vault_rotation: stampText(statics.rotationOf(role)),
      password: role.password,
      rotation_period: role.periodSeconds,
      ttl: statics.ttlOf(role),
      username: role.username,
    },
  };
}

function rotateRoot(engine: DatabaseEngine, call: Call): undefined {
  const trouble = engine.trouble(nameIn(call));
  if (trouble) throw new VaultError(500, [`1 error occurred:\n\t* ${trouble}\n\n`]);
  call.core.raft.written();
  return undefined;
}
