import { type Freshness, type Source, worstFreshness } from '@greenroom/plugin-portal-common';
import type { AwsPlace } from './clientOptions';
import { type AwsFault, clockFaultOf } from './faults';
import type { CloudWatchClient } from './CloudWatchClient';
import type { RegionFacts } from './describe';
import type { SourceClock } from '../sourceClock';
import { Part } from './Part';
import type { RdsClient } from './RdsClient';

const MINUTE_MS = 60_000;
/** Snapshots are made once a day and listed in many pages; maintenance is announced weeks ahead. */
const SLOW_MS = 5 * MINUTE_MS;
/** Events that a failover page can need: a day, so that a look a minute stays one page. */
const EVENT_MINUTES = 24 * 60;

/** Everything that is described in an account's Region, each kind at its own pace. */
export class RegionParts {
  readonly clusters;
  readonly instances;
  readonly events;
  readonly clusterSnapshots;
  readonly snapshots;
  readonly maintenance;
  readonly alarms;
  readonly #rds: RdsClient;
  readonly #place: string;
  readonly #clock: SourceClock;

  constructor(rds: RdsClient, cloudWatch: CloudWatchClient, place: string, clock: SourceClock) {
    this.#rds = rds;
    this.#place = place;
    this.#clock = clock;
    const part = <T>(
      name: string,
      action: string,
      read: (signal: AbortSignal) => Promise<T>,
      everyMs = MINUTE_MS,
    ) => new Part({ name, action, place, everyMs, read }, clock);
    this.clusters = part('clusters', 'rds:DescribeDBClusters', s => rds.clusters(s));
    this.instances = part('instances', 'rds:DescribeDBInstances', s => rds.instances(s));
    this.events = part('events', 'rds:DescribeEvents', s => rds.events(EVENT_MINUTES, s));
    this.clusterSnapshots = part(
      'cluster snapshots',
      'rds:DescribeDBClusterSnapshots',
      s => rds.clusterSnapshots(s),
      SLOW_MS,
    );
    this.snapshots = part('snapshots', 'rds:DescribeDBSnapshots', s => rds.snapshots(s), SLOW_MS);
    this.maintenance = part(
      'pending maintenance actions',
      'rds:DescribePendingMaintenanceActions',
      s => rds.maintenance(s),
      SLOW_MS,
    );
    this.alarms = part('alarms', 'cloudwatch:DescribeAlarms', s => cloudWatch.alarms(s));
  }

  get all(): readonly Part<unknown[]>[] {
    return [...this.#vital, ...this.#others];
  }

  /** Without these there are no members: what they say is what the source is. */
  get #vital() {
    return [this.clusters, this.instances];
  }

  get #others(): Part<unknown[]>[] {
    return [this.events, this.clusterSnapshots, this.snapshots, this.maintenance, this.alarms];
  }

  /** Whether this process has ever seen the members. */
  get areKnown(): boolean {
    return this.clusters.value !== undefined && this.instances.value !== undefined;
  }

  /** What can not be reached is asked once more when its grace is over, so that this look tells how it is. */
  async refresh(signal: AbortSignal): Promise<void> {
    await Promise.all(this.all.map(part => part.refresh(signal)));
    const lost = this.all.filter(({ graceLeftMs }) => graceLeftMs > 0);
    if (lost.length > 0) {
      await this.#clock.wait(Math.max(...lost.map(({ graceLeftMs }) => graceLeftMs)), signal);
      await Promise.all(lost.map(part => part.again(signal)));
    }
  }

  facts(place: AwsPlace): Omit<RegionFacts, 'source' | 'now'> {
    return {
      place,
      events: this.events.value ?? [],
      snapshots: [...(this.clusterSnapshots.value ?? []), ...(this.snapshots.value ?? [])],
      maintenance: this.maintenance.value ?? [],
      alarms: this.alarms.value ?? [],
      unseen: this.#others.flatMap(({ name, fault, freshness }) =>
        fault && freshness !== 'live' ? [`Its ${name} are not seen: ${fault.text}`] : [],
      ),
    };
  }

  /** All is answered, and yet nothing is as old as it seems. */
  get clockFault(): AwsFault | undefined {
    return clockFaultOf(this.#rds.clockOffsetMs, this.#place);
  }

  get freshness(): Freshness {
    const clock = this.clockFault ? [{ freshness: 'stale' as const }] : [];
    return worstFreshness([...this.#vital.map(({ freshness }) => ({ freshness })), ...clock]);
  }

  source(id: string): Source {
    const { freshness, clockFault } = this;
    const worst = this.#vital.find(part => part.freshness === freshness)?.fault;
    const reason = (worst ?? clockFault)?.text;
    const observed = this.#vital.flatMap(({ observedAt }) => observedAt ?? []);
    return {
      id,
      kind: 'aws',
      freshness,
      ...(observed.length === this.#vital.length && { observedAt: iso(Math.min(...observed)) }),
      ...(freshness !== 'live' && worst && { since: iso(worst.since) }),
      ...(freshness !== 'live' && reason !== undefined && { reason }),
    };
  }

  now(): number {
    return this.#clock.now();
  }
}

export const iso = (ms: number): string => new Date(ms).toISOString();
