import { noFault } from '../control/injectNamed';
import type { Agenda } from '../scenario/Agenda';
import { SandboxError } from '../SandboxError';
import type { DatabasePlace, DatabasesOptions } from './Databases';
import { type FaultDetails, POSTGRES_FAULTS, type PostgresFault } from './faults';
import type { DatabasePlan } from './model/DatabasePlan';
import { Load } from './model/Load';
import { Moments } from '../clock/Moments';
import { type Member, PostgresCluster } from './model/PostgresCluster';
import { PostgresNode } from './model/PostgresNode';
import { PoolEngine } from './pgpool/PoolEngine';
import { PoolView } from './pgpool/PoolView';
import { RunningMember } from './RunningMember';
import { RunningPool } from './RunningPool';
import { ServerEngine } from './session/ServerEngine';
import { loadGrammar } from './sql/parse';
import { Timers } from './Timers';
import type { Engine } from './wire/Session';
import { WireServer } from './wire/WireServer';

/** How long a forgotten slot has kept WAL when somebody looks. */
const forgottenSeconds = 6 * 3_600;
const slowMilliseconds = 3_000;

/** A PostgreSQL with its pgpools, listening, and what is wrong with it. */
export class RunningDatabase {
  readonly known: readonly string[] = [...POSTGRES_FAULTS, noFault];
  readonly members: RunningMember[] = [];
  readonly pools: RunningPool[] = [];
  private readonly servers: WireServer[] = [];
  private readonly timers = new Timers();
  private cluster: PostgresCluster | undefined;
  private slowness = 0;
  private isPasswordChanged = false;
  private isRefusing = false;
  private processes = 9_000;
  private readonly nextProcess = () => (this.processes += 1);

  private constructor(
    readonly plan: DatabasePlan,
    private readonly options: DatabasesOptions,
    private readonly moments = new Moments(options.clock),
    private readonly load = new Load(plan),
  ) {}

  /** @throws SandboxError */
  static async start(plan: DatabasePlan, options: DatabasesOptions): Promise<RunningDatabase> {
    const started = new RunningDatabase(plan, options);
    try {
      await started.listen();
    } catch (error) {
      await started.stop();
      throw error;
    }
    return started;
  }

  get name(): string {
    return this.plan.name;
  }

  get model(): PostgresCluster {
    if (this.cluster) return this.cluster;
    throw new SandboxError(`The PostgreSQL ${this.name} is not there yet.`);
  }

  /** By how far after the sandbox's first each should be. */
  ports(): Map<number, number> {
    const { nodes, pools } = this.plan;
    const { members } = this.model.options;
    const listening = [...members, ...this.pools].map(({ server }) => server.port);
    return new Map([...nodes, ...pools].map(({ port }, index) => [port, listening[index] ?? 0]));
  }

  /** Why nobody gets in by its primary, in a driver's words; nothing when one does. */
  unreachable(): string | undefined {
    const { primary } = this.model;
    if (primary && !this.isRefusing) return undefined;
    const place = `127.0.0.1:${primary?.server.port ?? this.model.options.members[0]?.server.port}`;
    return `${place} (127.0.0.1): dial error: dial tcp ${place}: connect: connection refused`;
  }

  place(): DatabasePlace {
    return {
      name: this.name,
      nodes: this.model.options.members.map(({ node, server }) => ({ name: node.name, port: server.port })),
      pools: this.pools.map(({ name, server }) => ({ name, port: server.port })),
    };
  }

  /** What happens to it by itself. */
  begin(agenda: Agenda, seconds = this.plan.lag?.first): void {
    const { lag } = this.plan;
    if (!lag || seconds === undefined) return;
    agenda.plan(seconds, `The standby of ${this.name} falls behind`, () => {
      this.lag(true);
      agenda.plan(lag.lasts, `The standby of ${this.name} catches up`, () => {
        this.lag(false);
        return `The standby of ${this.name} catches up`;
      });
      this.begin(agenda, lag.period);
      return `The standby of ${this.name} falls behind`;
    });
  }

  /** @param name one that it knows */
  async inject(name: string, { seconds, milliseconds = slowMilliseconds }: FaultDetails): Promise<void> {
    const fault = POSTGRES_FAULTS.find(known => known === name);
    if (!fault) return this.clear();
    this.timers.after(seconds, () => void this.clear());
    if (fault === 'slow') this.slowness = milliseconds;
    return this.acts[fault]();
  }

  async stop(): Promise<void> {
    this.timers.stop();
    for (const member of this.members) member.stop();
    this.cluster?.stop();
    await Promise.all([...this.pools, ...this.servers].map(each => each.stop()));
  }

  private readonly acts: Readonly<Record<PostgresFault, () => Promise<void> | void>> = {
    'standby-stopped': () => this.model.stopStandby(),
    'primary-killed': () => this.model.killPrimary(),
    'split-brain': () => this.splitBrain(),
    attach: () => this.model.attach(),
    lag: () => this.lag(true),
    'slot-forgotten': () => {
      this.model.forgottenSince = this.moments.now() - forgottenSeconds;
    },
    'archiver-failing': () => this.eachNode(node => node.archiver.fail(this.moments.now())),
    refuse: async () => {
      this.isRefusing = true;
      await Promise.all(this.model.options.members.map(({ server }) => server.close()));
    },
    hang: () => this.hang(true),
    slow: () => undefined,
    'wrong-password': () => {
      this.isPasswordChanged = true;
    },
    'too-many-connections': () =>
      this.eachNode(node => {
        node.full = this.plan.maxConnections - 3;
      }),
  };

  private eachNode(act: (node: PostgresNode) => void): void {
    for (const { node } of this.model.options.members) act(node);
  }

  private hang(hangs: boolean): void {
    for (const { server } of this.model.options.members) server.hang(hangs);
  }

  private lag(lags: boolean): void {
    const now = this.moments.now();
    for (const { node } of this.model.standbys) {
      if (lags) node.replay.stall(now);
      else node.replay.resume(now);
    }
  }

  /** A failover, and as soon as it is over the old primary comes back as what it was. */
  private async splitBrain(): Promise<void> {
    if (!this.model.standbys.length) {
      await this.model.startKilled();
      return;
    }
    await this.model.killPrimary();
    this.model.afterFailover(() => void this.model.startKilled());
  }

  private async clear(): Promise<void> {
    this.slowness = 0;
    this.isPasswordChanged = false;
    this.isRefusing = false;
    this.hang(false);
    await this.model.heal();
    const open = this.model.options.members.filter(({ node }) => node.isRunning);
    await Promise.all(open.map(({ server }) => server.open()));
  }

  private async listen(): Promise<void> {
    const members = await this.startServers();
    const nodes = members.map(({ node }) => node);
    for (const member of members) this.members.push(new RunningMember(member, this.plan.maxConnections));
    const views = this.plan.pools.map(({ name }) => new PoolView({ name, nodes, moments: this.moments }));
    const { plan, load, moments } = this;
    this.cluster = new PostgresCluster({ plan, members, pools: views, load, moments });
    for (const view of views) this.pools.push(await this.startPool(view));
  }

  private async startServers(): Promise<Member[]> {
    const { plan, moments, load, options } = this;
    const members: Member[] = [];
    for (const [index, { name, port }] of plan.nodes.entries()) {
      const leaseUsers = () => options.leaseUsersIn(plan.name);
      const { seed } = options;
      const node = new PostgresNode({ name, index, seed, moments, load, apps: plan.apps, leaseUsers });
      const server = await this.open(options.port(port), `PostgreSQL ${name}`, this.engineOf(node));
      node.port = server.port;
      members.push({ node, server });
    }
    return members;
  }

  private async startPool(view: PoolView): Promise<RunningPool> {
    const { moments, plan, options } = this;
    const engine = new PoolEngine({
      view,
      engineOf: node => this.engineOf(node),
      now: () => moments.now(),
    });
    const offset = plan.pools.find(({ name }) => name === view.name)?.port ?? 0;
    const server = await this.open(options.port(offset), `pgpool ${view.name}`, engine);
    view.onCut(() => server.cut());
    return new RunningPool(view, server);
  }

  private async open(port: number, what: string, engine: Engine): Promise<WireServer> {
    const server = await WireServer.start({ port, what, engine, nextProcess: this.nextProcess });
    this.servers.push(server);
    return server;
  }

  private engineOf(node: PostgresNode): ServerEngine {
    return new ServerEngine({
      node,
      cluster: () => this.model,
      passwordOf: user => this.passwordOf(user),
      grammar: loadGrammar,
      slowness: () => this.slowness,
    });
  }

  /** After the password was changed nobody has the right one. */
  private passwordOf(user: string): string | undefined {
    const password = this.options.passwordOf(this.name, user);
    return this.isPasswordChanged && password !== undefined ? `${password} until it was changed` : password;
  }
}
