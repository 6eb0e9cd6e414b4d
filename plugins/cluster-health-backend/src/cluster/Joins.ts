import {
  type AutoscalerRow,
  type EndpointSliceRow,
  type EventRow,
  type IngressRow,
  type JobRow,
  type PodRow,
  type ReplicaSetRow,
  type ReplicatedRow,
  type RowChange,
  type RowIdentity,
  RowIndex,
} from '@greenroom/cluster-access';
import type { ObjectLink } from '@greenroom/plugin-cluster-health-common';
import { linkTo } from '../reading';
import type { Unit, UnitKind } from './units';

/** How the objects of a cluster belong together: kept up change by change. */
export class Joins {
  readonly podsOfOwner = new RowIndex<PodRow>(ownerOf);
  readonly setsOfOwner = new RowIndex<ReplicaSetRow>(ownerOf);
  readonly #setsOfHash = new RowIndex<ReplicaSetRow>(({ namespace, hash }) =>
    hash === undefined ? [] : [`${namespace}/${hash}`],
  );
  readonly jobsOfOwner = new RowIndex<JobRow>(ownerOf);
  readonly slicesOfService = new RowIndex<EndpointSliceRow>(({ namespace, service }) =>
    service === undefined ? [] : [`${namespace}/${service}`],
  );
  readonly ingressesOfService = new RowIndex<IngressRow>(({ namespace, services }) =>
    services.map(service => `${namespace}/${service}`),
  );
  readonly autoscalersOfTarget = new RowIndex<AutoscalerRow>(row => [targetId(row)]);
  readonly warningsOfUid = new RowIndex<EventRow>(({ about }) =>
    about.uid === undefined ? [] : [about.uid],
  );
  readonly workloadsOfNamespace = new RowIndex<ReplicatedRow>(({ namespace }) => [namespace]);
  /** By uid: what makes pods, or makes what makes them. */
  readonly #makers = new Map<string, Unit>();
  readonly #replicaSets = new Map<string, ReplicaSetRow>();

  /** What something makes pods with came, changed or went. Whether it came or went. */
  applyMaker(kind: UnitKind, { key, row, before }: RowChange<RowIdentity>): boolean {
    if (row?.uid === before?.uid) {
      return false;
    }
    if (before) {
      this.#makers.delete(before.uid);
    }
    if (row) {
      this.#makers.set(row.uid, { kind, key });
    }
    return true;
  }

  applySet(change: RowChange<ReplicaSetRow>): void {
    const { row, before } = change;
    this.setsOfOwner.apply(change);
    this.#setsOfHash.apply(change);
    if (row) {
      this.#replicaSets.set(row.uid, row);
    } else if (before) {
      this.#replicaSets.delete(before.uid);
    }
  }

  /** What has this uid, or what has made the ReplicaSet that has it. */
  makerOf(uid: string): Unit | undefined {
    return this.#makers.get(this.#replicaSets.get(uid)?.owner ?? uid);
  }

  /** What a pod belongs to in the end: a Deployment, not its ReplicaSet. */
  ownerOf({ owner }: Pick<PodRow, 'owner'>): ObjectLink | undefined {
    const set = owner === undefined ? undefined : this.#replicaSets.get(owner);
    const maker = this.#makers.get(set?.owner ?? owner ?? '');
    if (maker && isMaker(maker.kind)) {
      return linkTo(maker.kind, named(maker.key));
    }
    return set && linkTo('ReplicaSet', set);
  }

  /** The pods of a workload, a Job or a ReplicaSet. */
  podsOf(uid: string): PodRow[] {
    const sets = this.setsOfOwner.of(uid);
    return sets.length === 0 ? this.podsOfOwner.of(uid) : sets.flatMap(set => this.podsOfOwner.of(set.uid));
  }

  jobsOf(cronJobUid: string): JobRow[] {
    return this.jobsOfOwner.of(cronJobUid);
  }

  /** The CronJob that made a Job. */
  cronJobOf({ owner }: JobRow): Unit | undefined {
    return owner === undefined ? undefined : this.#makers.get(owner);
  }

  /** Warnings about an object and, for a workload, about its ReplicaSets. */
  warningsAbout(...uids: readonly string[]): EventRow[] {
    return uids.flatMap(uid => [
      ...this.warningsOfUid.of(uid),
      ...this.setsOfOwner.of(uid).flatMap(set => this.warningsOfUid.of(set.uid)),
    ]);
  }

  endpointsOf(service: string): { ready: number; unready: number } {
    const slices = this.slicesOfService.of(service);
    const sum = (what: 'ready' | 'unready') => slices.reduce((total, slice) => total + slice[what], 0);
    return { ready: sum('ready'), unready: sum('unready') };
  }

  autoscalerOf(target: { kind: string; key: string }): AutoscalerRow | undefined {
    return this.autoscalersOfTarget.of(`${target.kind}/${target.key}`)[0];
  }

  workloadsIn(namespace: string): ReplicatedRow[] {
    return this.workloadsOfNamespace.of(namespace);
  }

  /** Since when there is the newest revision of a workload; `undefined` for one that was there before another. */
  newestSince(uid: string): string | undefined {
    const sets = this.setsOfOwner.of(uid);
    const newest = sets.reduce<ReplicaSetRow | undefined>(
      (a, b) => (a && (a.revision ?? 0) >= (b.revision ?? 0) ? a : b),
      undefined,
    );
    const madeAt = newest?.createdAt;
    return madeAt !== undefined && sets.every(({ createdAt = '' }) => createdAt <= madeAt)
      ? madeAt
      : undefined;
  }

  /** The workloads of a namespace of whose pods one has these labels. */
  workloadsSelected(namespace: string, selector: Readonly<Record<string, string>>): ObjectLink[] {
    const isSelected = selectedBy(selector);
    return this.workloadsIn(namespace)
      .filter(({ uid }) => this.podsOf(uid).some(isSelected))
      .map(row => linkTo(row.kind, row));
  }

  /** The revisions that a selector names by their hash: their pods may not be made yet. */
  revisionsSelected(namespace: string, selector: Readonly<Record<string, string>>): ReplicaSetRow[] {
    return Object.values(selector).flatMap(value => this.#setsOfHash.of(`${namespace}/${value}`));
  }

  /** The pods of workloads that have these labels: of a workload with two versions perhaps those of one. */
  podsSelected(namespace: string, selector: Readonly<Record<string, string>>): PodRow[] {
    return this.workloadsIn(namespace).flatMap(({ uid }) => this.podsOf(uid).filter(selectedBy(selector)));
  }
}

const makers = ['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout', 'Job', 'CronJob'] as const;
type Maker = (typeof makers)[number];

export function isMaker(kind: string): kind is Maker {
  return makers.some(maker => maker === kind);
}

function named(key: string): { namespace: string; name: string } {
  const [namespace = '', name = ''] = key.split('/');
  return { namespace, name };
}

function ownerOf({ owner }: { owner?: string }): string[] {
  return owner === undefined ? [] : [owner];
}

function targetId({ namespace, target }: AutoscalerRow): string {
  return `${target.kind}/${namespace}/${target.name}`;
}

/** An empty selector selects nothing. */
function selectedBy(selector: Readonly<Record<string, string>>): (pod: PodRow) => boolean {
  const wanted = Object.entries(selector);
  return ({ labels }) => wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value);
}
