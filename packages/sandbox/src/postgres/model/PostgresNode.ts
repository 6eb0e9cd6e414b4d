import type { AppPlan } from './DatabasePlan';
import { appBackends } from './appBackends';
import { Archiver } from './Archiver';
import type { Backend } from './Backend';
import type { LeaseUser } from './LeaseUsers';
import type { Load } from './Load';
import type { Moments } from '../../clock/Moments';
import { Replay } from './Replay';

/** WAL that a server writes by itself each second: checkpoints and statistics. */
const ownWal = 750;
/** Between what is written on the primary and what has come to a standby, in seconds. */
const onTheWay = 0.002;

/** A connection of a client that is really there. */
export interface LiveBackend {
  pid: number;
  read(now: number): Backend;
}

export interface NodeOptions {
  name: string;
  /** Among the servers of its cluster. */
  index: number;
  seed: number;
  moments: Moments;
  load: Load;
  apps: readonly AppPlan[];
  /** Users that Vault made there, the newest first. */
  leaseUsers(): readonly LeaseUser[];
}

/** One PostgreSQL server as it is at every moment: its role, WAL, archiver and processes. What it says, the catalogue says. */
export class PostgresNode {
  readonly archiver: Archiver;
  readonly replay = new Replay();
  readonly live = new Map<number, LiveBackend>();
  /** Where it listens. */
  port = 0;
  isRunning = true;
  role: 'primary' | 'standby' = 'primary';
  timeline = 1;
  /** Sandbox seconds at which it was started; it has been up for a while when the day begins. */
  since: number;
  /** Sandbox seconds at which it became primary, while nobody writes to it but itself. */
  private alone: { at: number; wal: bigint } | undefined;
  /** Where its last recovery ended: a primary that was once a standby, or was killed, still tells it. */
  recovered: { received?: bigint; replayed: bigint } | undefined;
  /** Sandbox seconds at which it stopped following or being followed; while it does, absent. */
  leftAt: number | undefined;
  /** How many connections are taken while all are; else 0. */
  full = 0;

  constructor(readonly options: NodeOptions) {
    this.archiver = new Archiver(options.load);
    this.since = -26 * 86_400 - options.index * 8_097;
  }

  get name(): string {
    return this.options.name;
  }

  get inRecovery(): boolean {
    return this.role === 'standby';
  }

  now(): number {
    return this.options.moments.now();
  }

  /** Last record of a primary; of a standby the last that it has replayed. */
  wal(now = this.now()): bigint {
    const { load } = this.options;
    if (this.alone) return this.alone.wal + BigInt(Math.floor((now - this.alone.at) * ownWal));
    return this.inRecovery ? load.wal(this.replay.upTo(now)) : load.wal(now);
  }

  /** What has come to a standby; of a primary, what came before it was one. */
  received(now = this.now()): bigint {
    return this.options.load.wal(now - onTheWay);
  }

  stop(): void {
    this.isRunning = false;
    this.leftAt ??= this.now();
  }

  start(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.since = this.now();
    if (this.inRecovery) this.leftAt = undefined;
    this.archiver.mend(this.now());
  }

  /** From a standby to the primary that everything is written to. */
  promote(): void {
    const replayed = this.wal();
    // What came is told by whole segments.
    this.recovered = { received: replayed & ~0xff_ffffn, replayed };
    this.role = 'primary';
    this.leftAt = undefined;
    this.timeline += 1;
  }

  /** A primary that nobody knows any more: it stays where it was when it was killed. */
  startAlone(wal: bigint): void {
    this.start();
    this.role = 'primary';
    this.alone = { at: this.now(), wal };
    this.recovered = { replayed: wal };
  }

  /** Becomes a standby, as after `pg_rewind`. */
  follow(timeline: number): void {
    this.alone = undefined;
    this.recovered = undefined;
    this.role = 'standby';
    this.timeline = timeline;
    if (this.isRunning) this.leftAt = undefined;
  }

  /** Where it was when it was last one of them; `undefined` while it is. */
  get aloneFrom(): bigint | undefined {
    return this.alone?.wal;
  }

  get isAlone(): boolean {
    return this.alone !== undefined;
  }

  /** Connections of applications and of clients that are really there. */
  clients(now = this.now()): Backend[] {
    const { apps, seed, moments, load } = this.options;
    const isBusy = load.isBusy(now) || this.full > 0;
    const made = this.options.leaseUsers();
    const present = [...this.live.values()].map(backend => backend.read(now));
    if (!this.serves) return present;
    const ofApps = apps.map((app, index) => ({ ...app, ...this.filled(index, present.length) }));
    return [
      ...ofApps.flatMap((app, index) => appBackends(app, index, { seed, moments, isBusy, made })),
      ...present,
    ];
  }

  /** While it is full, the first application has taken every connection that there is. */
  private filled(index: number, others: number): Partial<AppPlan> {
    if (this.full === 0) return {};
    const count = index === 0 ? Math.max(0, this.full - others) : 0;
    return { connections: [count, count] };
  }

  /** Applications are connected to the primary that their pgpool sends them to. */
  private get serves(): boolean {
    return this.role === 'primary' && !this.alone;
  }
}
