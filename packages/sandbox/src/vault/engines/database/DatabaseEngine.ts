import type { Lease } from '../../leases/Lease';
import { RevocationFailed } from '../../leases/Lease';
import { renewalText } from '../../leases/Expiration';
import { letters, systemMaxSeconds } from '../../tokens/TokenStore';
import type { VaultCore } from '../../VaultCore';
import { counted, VaultError } from '../../wire/VaultError';
import type { Backend } from '../Backend';
import type { Mount } from '../Mount';
import type { Namespace } from '../Namespace';
import { databasePaths } from './databasePaths';
import { StaticRoles } from './StaticRoles';
import type { Connection, DynamicRole, LeaseUser } from './Role';

/** Vault has the database refuse a user this long after the lease. */
const graceSeconds = 5;

export interface Made {
  username: string;
  password: string;
  lease: Lease;
  seconds: number;
  warnings: string[];
}

/** `database/`: connections, roles, and the users that were made by them. */
export class DatabaseEngine {
  readonly connections = new Map<string, Connection>();
  readonly roles = new Map<string, DynamicRole>();
  readonly statics: StaticRoles;
  /** By lease. */
  private readonly users = new Map<string, { user: LeaseUser; lease: Lease; password: string }>();
  /** Connections that fail on request, with what their driver says. */
  readonly failing = new Map<string, string>();
  readonly backend: Backend;

  constructor(
    readonly core: VaultCore,
    readonly namespace: Namespace,
    readonly mount: Mount,
  ) {
    this.statics = new StaticRoles(this);
    this.backend = {
      paths: databasePaths(this),
      activeOnly: [/^(creds|rotate-root|rotate-role)\//],
      stop: () => this.statics.stop(),
    };
    engines.set(mount, this);
  }

  /** Users in a PostgreSQL of the sandbox that were not taken away. */
  usersIn(database: string): LeaseUser[] {
    const there = [...this.users.values()].filter(
      ({ user }) => this.connections.get(user.connection)?.database === database,
    );
    return there.map(({ user, lease }) => ({ ...user, until: lease.expiresAt + graceSeconds }));
  }

  /** Of every user that it made or keeps, and of its own. */
  passwords(): string[] {
    const { users, statics, connections } = this;
    const kept = statics.names.flatMap(name => statics.find(name) ?? []);
    return [...users.values(), ...kept, ...connections.values()].map(({ password }) => password);
  }

  /** Why the server can not be reached, in its driver's words. */
  trouble(name: string): string | undefined {
    const connection = this.connections.get(name);
    if (!connection) return `failed to find entry for connection with name: "${name}"`;
    const own = this.failing.get(name) ?? connection.nothing;
    const reason =
      own ?? (connection.database && this.core.options.surroundings.unreachable(connection.database));
    return (
      reason &&
      `failed to connect to \`user=${connection.username} database=${databaseOf(connection)}\`: ${reason}`
    );
  }

  /** A new user with its lease. @throws VaultError */
  credentials(
    name: string,
    { display, holder, issuedAt }: { display: string; holder?: string; issuedAt?: number },
  ): Made {
    const role = this.roles.get(name);
    if (!role) throw VaultError.badRequest(`unknown role: ${name}`);
    const trouble = this.trouble(role.connection);
    if (trouble) throw new VaultError(500, [counted(`unable to start transaction: ${trouble}`)]);
    const since = issuedAt ?? this.core.moments.now();
    const unix = Math.floor(this.core.moments.stamp(since) / 1_000);
    const username = `v-${display.slice(0, 8)}-${name.slice(0, 8)}-${this.core.letters(20)}-${unix}`;
    const maxSeconds = role.maxSeconds || this.mount.maxSeconds || systemMaxSeconds;
    const seconds = Math.min(
      role.defaultSeconds || this.mount.defaultSeconds || systemMaxSeconds,
      maxSeconds,
    );
    const lease = this.leaseOf(role, { seconds, maxSeconds, issuedAt });
    const user = { name: username, connection: role.connection, role: name, holder, since, until: 0 };
    const password = letters(20);
    this.users.set(lease.id, { user, lease, password });
    return { username, password, lease, seconds, warnings: [] };
  }

  private leaseOf(
    { name, connection }: DynamicRole,
    { seconds, maxSeconds, issuedAt }: { seconds: number; maxSeconds: number; issuedAt?: number },
  ): Lease {
    const path = `${this.namespace.path}${this.mount.path}creds/${name}`;
    const id = `${path}/${this.core.letters(24)}${this.namespace.suffix}`;
    return this.core.expiration.register({
      id,
      path,
      mount: this.mount.accessor,
      seconds,
      maxSeconds,
      issuedAt,
      defaultSeconds: () => this.roles.get(name)?.defaultSeconds || systemMaxSeconds,
      beforeRenewal: () => {
        const trouble = this.trouble(connection);
        if (trouble) throw VaultError.badRequest(renewalText(trouble));
      },
      revoke: () => {
        const trouble = this.trouble(connection);
        if (trouble) throw new RevocationFailed(trouble);
        this.users.delete(id);
      },
    });
  }
}

const engines = new WeakMap<Mount, DatabaseEngine>();

/** The database engine behind a mount. */
export function databaseEngineOf(mount: Mount | undefined): DatabaseEngine | undefined {
  return mount && engines.get(mount);
}

/** As the driver names it: the last part of the URL, or what the DSN says. */
function databaseOf({ url }: Connection): string {
  return /\/\/[^/]+\/([^?]*)/.exec(url)?.[1] ?? /dbname=([^%\s]+)/.exec(url)?.[1] ?? '';
}
