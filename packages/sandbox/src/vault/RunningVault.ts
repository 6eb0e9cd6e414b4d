import type { Moments } from '../clock/Moments';
import type { KeyedCertificate } from '../pki';
import { SandboxError } from '../SandboxError';
import { documentedPolicies } from './documentedPolicies';
import { databaseEngineOf, type DatabaseEngine } from './engines/database/DatabaseEngine';
import { Holders } from './Holders';
import type { VaultPlan } from './plans';
import { BulkLeases } from './leases/BulkLeases';
import { NodeServer } from './server/NodeServer';
import { unsealKeysOf } from './server/sealing';
import { addSignIns } from './signIns';
import type { Surroundings } from './Surroundings';
import { openbao, VaultCore } from './VaultCore';
import type { VaultSecrets } from './secrets';
import type { LeaseUser } from './engines/database/Role';
import { letters } from './tokens/TokenStore';
import { type KeptSecret, keptSecrets } from './keptSecrets';
import { VaultFaults } from './VaultFaults';

export interface RunningVaultOptions {
  plan: VaultPlan;
  moments: Moments;
  seed: number;
  surroundings: Surroundings;
  certificate: KeyedCertificate;
  secrets: VaultSecrets;
  port(offset: number): number;
}

/** One Vault with its nodes, listening, and what is wrong with it. */
export class RunningVault {
  readonly core: VaultCore;
  readonly servers: readonly NodeServer[];
  readonly faults: VaultFaults;
  readonly engine: DatabaseEngine;
  private readonly holders: Holders;
  private readonly counts = new Map<string, number>();

  private constructor(readonly options: RunningVaultOptions) {
    const { plan, moments, seed, surroundings, certificate, secrets } = options;
    const nodes = plan.nodes.map(({ id }) => id);
    this.core = new VaultCore({ name: plan.name, nodes, flavour: openbao, moments, seed, surroundings });
    const unsealKeys = unsealKeysOf(secrets.root);
    this.servers = this.core.raft.nodes.map((node, index) => {
      const port = options.port(plan.nodes[index]?.port ?? 0);
      return new NodeServer({ core: this.core, node, certificate, port, unsealKeys, requests: this.counts });
    });
    const mounts = setUp(this.core, plan, secrets);
    this.engine = mounts.engine;
    this.holders = new Holders(this.core, mounts.engine, mounts.auth);
    this.faults = new VaultFaults(this);
  }

  /** Resolves when its nodes listen. @throws SandboxError */
  static async start(options: RunningVaultOptions): Promise<RunningVault> {
    const started = new RunningVault(options);
    try {
      for (const server of started.servers) await server.listen();
      await addSignIns(started.core, options.secrets);
    } catch (error) {
      await started.stop();
      throw error;
    }
    return started;
  }

  get name(): string {
    return this.options.plan.name;
  }

  /** What was held before the day began, and goes on. */
  begin(): void {
    for (const plan of this.options.plan.holders) this.holders.begin(plan);
    this.addMany();
    for (const { name, gone } of this.options.plan.connections) {
      if (!gone) continue;
      this.engine.failing.set(name, gone);
      for (const lease of this.core.expiration.all()) {
        if (!lease.path.endsWith(`/creds/${name}`)) continue;
        this.core.expiration.giveUp(
          lease,
          `failed to revoke entry: resp: (*logical.Response)(nil) err: ${this.engine.trouble(name)}`,
        );
      }
    }
  }

  private addMany(): void {
    const { plan, moments, seed } = this.options;
    const mount = this.engine.mount.accessor;
    for (const { role: name, count } of plan.bulk ?? []) {
      const role = this.engine.roles.get(name);
      if (!role) continue;
      const { defaultSeconds, maxSeconds } = role;
      const many = { path: `database/creds/${name}`, mount, count, defaultSeconds, maxSeconds };
      this.core.expiration.bulk.push(new BulkLeases(many, moments, seed));
    }
  }

  /** Users it made in a PostgreSQL of the sandbox, by whichever mount. */
  usersIn(database: string): LeaseUser[] {
    const mounts = [...this.core.namespaces.values()].flatMap(({ mounts: all }) => [...all.values()]);
    return mounts.flatMap(mount => databaseEngineOf(mount)?.usersIn(database) ?? []);
  }

  /** Where each node listens. */
  place() {
    return {
      name: this.name,
      nodes: this.core.raft.nodes.map(({ id, address }) => ({ name: id, url: address })),
    };
  }

  ports(): [offset: number, port: number][] {
    return this.options.plan.nodes.map(({ port }, index) => [port, this.core.raft.nodes[index]?.port ?? 0]);
  }

  /** How often what was asked for, and what the audit device would have written. */
  requests() {
    return {
      vault: this.name,
      requests: [...this.counts].map(([request, count]) => ({ request, count })),
      auditBytes: this.core.audit.bytes,
    };
  }

  secrets(): KeptSecret[] {
    const { core, engine, options } = this;
    return keptSecrets(core, engine, options.secrets);
  }

  async stop(): Promise<void> {
    this.faults.stop();
    this.holders.stop();
    this.core.stop();
    await Promise.all(this.servers.map(server => server.stop()));
  }
}

/** Mounts, policies, roles and who may sign in. */
function setUp(
  core: VaultCore,
  plan: VaultPlan,
  secrets: VaultSecrets,
): { engine: DatabaseEngine; auth: string } {
  const { root } = core;
  core.tokens.create({
    id: secrets.root,
    policies: ['root'],
    path: 'auth/token/root',
    displayName: 'root',
    mount: '',
    namespace: '',
    seconds: 0,
    isOrphan: true,
    isRenewable: false,
  });
  for (const [name, text] of Object.entries(documentedPolicies())) root.setPolicy(name, text);
  const mount = core.mount(root, { path: 'database/', type: 'database', options: {} });
  core.mount(root, { path: 'pki/', type: 'pki', options: {} });
  const auth = core.mount(root, { path: 'auth/kubernetes/', type: 'kubernetes', options: {} });
  core.mount(root, { path: 'auth/approle/', type: 'approle', options: {} });
  const engine = databaseEngineOf(mount);
  if (!engine) throw new SandboxError('The database mount of a Vault has no engine.');
  fill(engine, core, plan);
  return { engine, auth: auth.accessor };
}

function fill(engine: DatabaseEngine, { moments }: VaultCore, plan: VaultPlan): void {
  for (const { name, url, database } of plan.connections) {
    const common = { plugin: 'postgresql-database-plugin', allowedRoles: ['*'], username: 'vault' };
    const password = letters(20);
    engine.connections.set(name, {
      name,
      url,
      database,
      password,
      passwordPolicy: '',
      rotationStatements: [],
      ...common,
    });
  }
  const creation = [`CREATE ROLE "{{name}}" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}';`];
  for (const role of plan.roles) {
    engine.roles.set(role.name, { ...role, creation, revocation: [], renewal: [], rollback: [] });
  }
  for (const { age, ...role } of plan.statics)
    engine.statics.set({ ...role, rotatedAt: moments.now() - age });
}
