import type { Moments } from '../../clock/Moments';
import type { PostgresNode } from '../model/PostgresNode';

/** Seconds after which pgpool believes something, as recorded with pgpool 4.3, health checks every two seconds. */
const times = { stale: 1.9, down: 3, streaming: 0.8, attach: 0.3, refuses: 2.8, failedOver: 3.1 } as const;

/** What pgpool believes of one server. */
export interface NodeBelief {
  status: 'up' | 'down';
  role: 'primary' | 'standby';
  /** Of the last look at `pg_stat_replication`. */
  isStreaming: boolean;
  /** Sandbox seconds. */
  statusSince: number;
  /** While it is down its health is not checked; counted for `POOL_HEALTH_CHECK_STATS`. */
  skippedSince?: number;
  skipped: number;
  failed: number;
  lastFailed?: number;
  lastSkipped?: number;
}

/**
 * A pgpool that serves, or that looks for a new primary: at first connections are refused in words, then just ended; one that
 * has no server left is closed until somebody attaches one.
 */
export type PoolState = 'serving' | 'refusing' | 'ending' | 'closed';

export interface PoolOptions {
  name: string;
  nodes: readonly PostgresNode[];
  moments: Moments;
}

/** One pgpool's belief about the servers behind it, which is its own: two pgpools may believe different things. */
export class PoolView {
  state: PoolState = 'serving';
  readonly beliefs: NodeBelief[];
  readonly since = -9 * 86_400 - 1_117;
  private readonly waits = new Set<() => void>();
  /** Ends every connection through it. */
  private cut: () => void = () => undefined;

  constructor(readonly options: PoolOptions) {
    this.beliefs = options.nodes.map((_node, index) => ({
      status: 'up',
      role: index === 0 ? 'primary' : 'standby',
      isStreaming: index > 0,
      statusSince: this.since,
      skipped: 0,
      failed: 0,
    }));
  }

  get name(): string {
    return this.options.name;
  }

  /** The server to which it sends what is not its own; `undefined` when it knows none. */
  get primary(): PostgresNode | undefined {
    const index = this.beliefs.findIndex(({ role, status }) => role === 'primary' && status === 'up');
    const node = this.options.nodes[index];
    return node?.isRunning ? node : undefined;
  }

  onCut(cut: () => void): void {
    this.cut = cut;
  }

  /** The one that it takes for a standby. */
  get standbyIndex(): number {
    return this.beliefs.findIndex(({ role }) => role === 'standby');
  }

  /** The server that it cannot reach, while there is no primary. */
  get lostIndex(): number {
    return Math.max(
      0,
      this.options.nodes.findIndex(({ isRunning }) => !isRunning),
    );
  }

  /** A standby has stopped. */
  stopped(index: number): void {
    this.after(times.stale, () => this.notStreaming(index));
    this.after(times.down, () => {
      if (this.options.nodes[index]?.isRunning) return;
      this.mark(index, 'down');
      this.believe(index, { failed: (this.beliefs[index]?.failed ?? 0) + 1, lastFailed: this.now() });
    });
  }

  /** A server runs again: it is looked at, and kept out until it is attached. */
  started(index: number): void {
    if (this.state === 'refusing' && this.primary) this.state = 'serving';
    this.after(times.streaming, () => {
      const node = this.options.nodes[index];
      this.believe(index, { isStreaming: (node?.isRunning && node.inRecovery) ?? false });
    });
  }

  /** @param next the standby that will be promoted; absent when there is none */
  lostPrimary(index: number, next: number | undefined): void {
    this.state = 'refusing';
    this.cut();
    if (next === undefined) {
      this.after(times.down, () => {
        if (this.options.nodes[index]?.isRunning) return;
        this.mark(index, 'down');
        if (this.beliefs.every(({ status }) => status === 'down')) this.state = 'closed';
      });
      return;
    }
    this.after(times.refuses, () => {
      this.state = 'ending';
      this.cut();
    });
    this.after(times.failedOver, () => this.failedOver(index, next));
  }

  /** As `pcp_detach_node` does. */
  detach(index: number): void {
    this.mark(index, 'down');
  }

  /** As `pcp_attach_node` does for each that runs: every connection through it is cut. */
  attachAll(): void {
    const out = this.beliefs.flatMap(({ status }, index) =>
      status === 'down' && this.options.nodes[index]?.isRunning ? [index] : [],
    );
    if (out.length === 0) return;
    this.state = 'ending';
    this.cut();
    this.after(times.attach, () => {
      for (const index of out) this.attached(index);
      this.state = this.primary ? 'serving' : 'refusing';
    });
  }

  stop(): void {
    for (const forget of this.waits) forget();
    this.waits.clear();
  }

  private attached(index: number): void {
    const node = this.options.nodes[index];
    // A second primary is taken for the standby that it was.
    const isOnly = !this.primary && node?.role === 'primary';
    this.mark(index, 'up');
    this.believe(index, { role: isOnly ? 'primary' : 'standby', isStreaming: node?.inRecovery ?? false });
  }

  private failedOver(lost: number, next: number): void {
    this.state = 'serving';
    // The old primary was back before anybody had taken its place.
    if (this.options.nodes[next]?.inRecovery) return;
    this.mark(lost, 'down');
    this.believe(lost, { role: 'standby', failed: 1, lastFailed: this.now() });
    this.mark(next, 'up');
    this.believe(next, { role: 'primary', isStreaming: false, statusSince: this.now() });
  }

  private notStreaming(index: number): void {
    if (!this.options.nodes[index]?.isRunning) this.believe(index, { isStreaming: false });
  }

  private mark(index: number, status: NodeBelief['status']): void {
    const belief = this.beliefs[index];
    if (!belief || belief.status === status) return;
    const now = this.now();
    const { skippedSince, skipped } = belief;
    const more = skippedSince === undefined ? 0 : Math.floor((now - skippedSince) / 2);
    this.believe(index, {
      status,
      statusSince: now,
      skipped: skipped + more,
      lastSkipped: skippedSince === undefined ? belief.lastSkipped : now,
      skippedSince: status === 'down' ? now : undefined,
    });
  }

  private believe(index: number, change: Partial<NodeBelief>): void {
    const belief = this.beliefs[index];
    if (belief) Object.assign(belief, change);
  }

  private now(): number {
    return this.options.moments.now();
  }

  private after(seconds: number, act: () => void): void {
    const forget = this.options.moments.clock.after(seconds * 1_000, () => {
      this.waits.delete(forget);
      act();
    });
    this.waits.add(forget);
  }
}
