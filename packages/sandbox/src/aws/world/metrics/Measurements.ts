import type { AuroraCluster } from '../AuroraCluster';
import type { AwsRegion } from '../AwsRegion';
import type { DbInstance } from '../DbInstance';
import { chance, hashOf } from '../noise';
import { instanceMetrics, type MetricModel, volumeMetrics } from './catalogue';
import { type MetricSeries, type MinuteStat, together } from './Series';
import { roleOf, situationOf } from './Situation';

export const rdsNamespace = 'AWS/RDS';

export type Dimensions = Readonly<Record<string, string>>;

export interface Metric {
  name: string;
  dimensions: Dimensions;
}

const minute = 60_000;
const samples = 6;

/** What the databases of a Region measured, computed when it is asked. */
export class Measurements {
  /** Times in which nothing was measured, of one instance or of all. */
  private readonly blackouts: { id?: string; from: number; to?: number }[] = [];

  constructor(private readonly region: AwsRegion) {}

  /** Every metric that there is. */
  list(): Metric[] {
    const { clusters, instances } = this.region;
    return [
      ...instances.flatMap(instance =>
        modelsOf(instance).map(({ name }) => ({ name, dimensions: { DBInstanceIdentifier: instance.id } })),
      ),
      ...clusters.flatMap(cluster => this.ofCluster(cluster)),
    ];
  }

  /** Undefined for a metric that nobody ever sent. */
  series(name: string, dimensions: Dimensions): MetricSeries | undefined {
    const {
      DBInstanceIdentifier: instance,
      DBClusterIdentifier: cluster,
      Role: role,
      ...others
    } = dimensions;
    if (Object.keys(others).length > 0) return undefined;
    if (instance !== undefined) return cluster || role ? undefined : this.ofInstance(name, instance);
    const found = this.region.clusters.find(({ id }) => id === cluster);
    if (!found) return undefined;
    if (role === undefined) return this.ofVolume(name, found) ?? this.ofMembers(name, found);
    return role === 'WRITER' || role === 'READER' ? this.ofMembers(name, found, role) : undefined;
  }

  /** From now on, of one instance or of all. Returns what ends it. */
  blackOut(now: () => number, id?: string): () => void {
    const blackout: { id?: string; from: number; to?: number } = { id, from: now() };
    this.blackouts.push(blackout);
    return () => {
      blackout.to ??= now();
    };
  }

  private ofCluster({ id }: AuroraCluster): Metric[] {
    const models = instanceMetrics.filter(({ of }) => of !== 'rds');
    const roles = ['WRITER', 'READER'].flatMap(Role =>
      models.map(({ name }) => ({ name, dimensions: { DBClusterIdentifier: id, Role } })),
    );
    const all = [...volumeMetrics, ...models];
    return [...all.map(({ name }) => ({ name, dimensions: { DBClusterIdentifier: id } })), ...roles];
  }

  /** By the name that an instance had in that minute. */
  private ofInstance(name: string, id: string): MetricSeries | undefined {
    const { instances, gone } = this.region;
    const spans = [...instances, ...gone].flatMap(instance =>
      instance.names.filter(span => span.id === id).map(span => ({ instance, span })),
    );
    const model = spans[0] && modelsOf(spans[0].instance).find(each => each.name === name);
    if (!model) return undefined;
    return {
      unit: model.unit,
      at: (at, now) => {
        const named = spans.find(({ span }) => span.from <= at && at < (span.to ?? Infinity));
        return named && this.measured(model, named.instance, at, now);
      },
    };
  }

  /** Of whoever had that role in that minute, or of all. */
  private ofMembers(
    name: string,
    cluster: AuroraCluster,
    role?: 'WRITER' | 'READER',
  ): MetricSeries | undefined {
    const model = instanceMetrics.find(each => each.name === name && each.of !== 'rds');
    if (!model) return undefined;
    return {
      unit: model.unit,
      at: (at, now) =>
        together(
          cluster.members
            .filter(each => role === undefined || roleOf(each, at + minute) === role)
            .map(each => this.measured(model, each, at, now)),
        ),
    };
  }

  private ofVolume(name: string, { plan, key, createdAt }: AuroraCluster): MetricSeries | undefined {
    const model = volumeMetrics.find(each => each.name === name);
    if (!model) return undefined;
    return {
      unit: model.unit,
      at: (at, now) => {
        if (at < createdAt || !hasArrived(key ^ hashOf(name), at, now)) return undefined;
        const value = Math.round(model.value(plan.volumeGiB, (at - createdAt) / 3_600_000));
        return { count: 1, sum: value, minimum: value, maximum: value };
      },
    };
  }

  private measured(
    model: MetricModel,
    instance: DbInstance,
    at: number,
    now: number,
  ): MinuteStat | undefined {
    if (at < instance.createdAt || at < 0) return undefined;
    if (!hasArrived(instance.key ^ hashOf(model.name), at, now)) return undefined;
    if (isGap(instance.key, at) || this.isBlackedOut(instance, at)) return undefined;
    const value = model.value(situationOf(instance, at, this.databaseOf(instance)));
    return value === undefined
      ? undefined
      : spreadOut(value, model, chance(instance.key ^ 0x99, at / minute));
  }

  private isBlackedOut({ names }: DbInstance, at: number): boolean {
    return this.blackouts.some(
      ({ id, from, to = Infinity }) =>
        at + minute > from && at < to && (id === undefined || names.some(span => span.id === id)),
    );
  }

  private databaseOf(instance: DbInstance) {
    return this.region.databases.find(database => database.instance === instance);
  }
}

function modelsOf({ cluster }: DbInstance): MetricModel[] {
  return instanceMetrics.filter(({ of }) => of === 'both' || of === (cluster ? 'aurora' : 'rds'));
}

/** A point arrives one to two minutes after the minute that it is of began. */
function hasArrived(key: number, at: number, now: number): boolean {
  return at + minute * (1 + chance(key, at / minute)) <= now;
}

/** Now and then nothing comes for three minutes. */
function isGap(key: number, at: number): boolean {
  return chance(key ^ 0x6a9, Math.floor(at / (3 * minute))) < 0.0015;
}

function spreadOut(average: number, { spread, unit }: MetricModel, luck: number): MinuteStat {
  const up = spread * (0.4 + 0.6 * luck);
  const highest = average * (1 + up);
  return {
    count: samples,
    sum: average * samples,
    minimum: average / (1 + up),
    maximum: unit === 'Percent' ? Math.max(average, Math.min(100, highest)) : highest,
  };
}
