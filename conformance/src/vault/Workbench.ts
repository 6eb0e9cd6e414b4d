import { randomBytes } from 'node:crypto';
import { type Asking, ask, type Told } from './asking';
import type { VaultTarget } from './VaultTarget';

/** Where nothing listens. */
export const nowhere =
  'postgresql://{{username}}:{{password}}@127.0.0.1:9/app?sslmode=disable&connect_timeout=2';
export const refusedThere =
  'failed to connect to `user=portal database=app`: 127.0.0.1:9 (127.0.0.1): dial error: dial tcp 127.0.0.1:9: connect: connection refused';

/** A mount of the check's own, with a role that works and one whose server is gone; taken away afterwards. */
export class Workbench {
  private readonly tokens: string[] = [];

  private constructor(
    readonly target: VaultTarget,
    /** Without a slash. */
    readonly mount: string,
    /** Of its own, where it is not in the root. */
    readonly namespace?: string,
  ) {}

  /** @throws NotSetUp when the target does not take it */
  static use(target: VaultTarget, run: (bench: Workbench) => Promise<void>): Promise<void> {
    return Workbench.at(target, run);
  }

  private static async at(
    target: VaultTarget,
    run: (bench: Workbench) => Promise<void>,
    namespace?: string,
  ): Promise<void> {
    const bench = new Workbench(target, `conformance-${randomBytes(4).toString('hex')}`, namespace);
    await bench.setUp();
    try {
      await run(bench);
    } finally {
      await bench.cleanUp();
    }
  }

  /** The same in a namespace of its own. */
  static async inNamespace(target: VaultTarget, run: (bench: Workbench) => Promise<void>): Promise<void> {
    const name = `conformance-${randomBytes(4).toString('hex')}`;
    const root = new Workbench(target, '');
    await root.must('POST', `sys/namespaces/${name}`, { body: {} });
    try {
      await Workbench.at(target, run, name);
    } finally {
      await root.ask('DELETE', `sys/namespaces/${name}`);
    }
  }

  ask(method: string, path: string, asking: Asking = {}): Promise<Told> {
    const { namespace } = this;
    const headers = { ...(namespace !== undefined && { 'x-vault-namespace': namespace }), ...asking.headers };
    return ask(this.target, method, path, { ...asking, headers });
  }

  /** A lease of the role that works. */
  async lease(token?: string): Promise<string> {
    const { body } = await this.must('GET', `${this.mount}/creds/works`, { token });
    return body.lease_id ?? '';
  }

  lookup(id: string): Promise<Told> {
    return this.ask('PUT', 'sys/leases/lookup', { body: { lease_id: id } });
  }

  /** A token with a policy of these rules and nothing else, unless `more` says otherwise. */
  async token(policy: string, more: object = {}): Promise<string> {
    const name = `${this.mount}-${this.tokens.length}`;
    await this.must('PUT', `sys/policies/acl/${name}`, { body: { policy } });
    const body = { policies: [name], no_default_policy: true, ttl: '5m', ...more };
    const made = (await this.must('POST', 'auth/token/create', { body })).body.auth?.client_token ?? '';
    this.tokens.push(made);
    return made;
  }

  /** @throws NotSetUp for anything but success */
  async must(method: string, path: string, asking?: Asking): Promise<Told> {
    const told = await this.ask(method, path, asking);
    if (told.status < 300) return told;
    throw new NotSetUp(`${method} ${path}: ${told.status} ${told.text}`);
  }

  /** Points the connection of the role that works to where nothing listens. */
  loseDatabase(): Promise<Told> {
    return this.must('POST', `${this.mount}/config/db`, { body: { ...connection, connection_url: nowhere } });
  }

  findDatabase(): Promise<Told> {
    const { url, username, password } = this.target.database;
    const body = { ...connection, connection_url: url, username, password };
    return this.must('POST', `${this.mount}/config/db`, { body });
  }

  private async setUp(): Promise<void> {
    const { mount } = this;
    await this.must('POST', `sys/mounts/${mount}`, { body: { type: 'database' } });
    await this.findDatabase();
    await this.must('POST', `${mount}/config/gone`, { body: { ...connection, connection_url: nowhere } });
    const role = { default_ttl: '1h', max_ttl: '24h', creation_statements: creation };
    await this.must('POST', `${mount}/roles/works`, { body: { ...role, db_name: 'db' } });
    await this.must('POST', `${mount}/roles/gone`, { body: { ...role, db_name: 'gone' } });
  }

  private async cleanUp(): Promise<void> {
    await this.findDatabase();
    for (const token of this.tokens) await this.ask('POST', 'auth/token/revoke', { body: { token } });
    for (const [index] of this.tokens.entries()) {
      await this.ask('DELETE', `sys/policies/acl/${this.mount}-${index}`);
    }
    await this.ask('PUT', `sys/leases/revoke-force/${this.mount}`, { body: {} });
    await this.ask('DELETE', `sys/mounts/${this.mount}`);
  }
}

const connection = {
  plugin_name: 'postgresql-database-plugin',
  allowed_roles: '*',
  verify_connection: false,
  username: 'portal',
  password: 'x',
};
const creation = [`CREATE ROLE "{{name}}" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}';`];

class NotSetUp extends Error {
  override readonly name = 'NotSetUp';
}
