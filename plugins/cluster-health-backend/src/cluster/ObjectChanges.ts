import type {
  AutoscalerRow,
  EventRow,
  JobRow,
  PodRow,
  ReplicaSetRow,
  ReplicatedRow,
  RowChange,
  RowIdentity,
} from '@greenroom/cluster-access';
import type { ClusterObjects } from './ClusterObjects';
import type { Intake } from './Intake';
import { isMaker } from './Joins';
import { namespaceOf, type ReplicatedKind, type Unit, type UnitKind } from './units';

/** What follows from changes. */
export interface ObjectsListener {
  /** Reads otherwise now, maybe. */
  touch(unit: Unit): void;
  /** A pod came, changed or went. */
  pod(change: RowChange<PodRow>): void;
  /** A warning came, was repeated or went. */
  event(change: RowChange<EventRow>): void;
  /** What something is joined to the catalog by may be other than before. */
  namespaces(): void;
  /** There is something to do. */
  changed(): void;
}

interface Keyed {
  rows(): ReadonlyMap<string, unknown>;
}

/** Takes changes of a cluster's objects into their joins, and touches whatever reads otherwise by them. */
export class ObjectChanges {
  readonly #objects: Pick<ClusterObjects, 'joins' | 'limitRanges' | 'budgets'>;
  readonly #intake: Intake;
  readonly #listener: () => ObjectsListener;

  constructor(
    objects: Pick<ClusterObjects, 'joins' | 'limitRanges' | 'budgets'>,
    intake: Intake,
    listener: () => ObjectsListener,
  ) {
    this.#objects = objects;
    this.#intake = intake;
    this.#listener = listener;
  }

  touch(kind: UnitKind, key: string): void {
    this.#listener().touch({ kind, key });
  }

  touching(kind: UnitKind, whole?: UnitKind) {
    return ({ key }: { key: string }) => {
      this.touch(kind, key);
      if (whole) {
        this.touch(whole, '');
      }
    };
  }

  /** By and by: there may be many. */
  all(kind: UnitKind, part: Keyed, whole?: UnitKind): void {
    this.#intake.add(part.rows().keys(), key => this.touching(kind, whole)({ key }));
  }

  /** Those of them of which it is true, by and by. */
  each<Row>(kind: UnitKind, part: { rows(): ReadonlyMap<string, Row> }, isTrue: (row: Row) => boolean): void {
    this.#intake.add(part.rows(), ([key, row]) => isTrue(row) && this.touch(kind, key));
  }

  service(key: string): void {
    this.touch('Service', key);
    this.#objects.joins.ingressesOfService
      .of(key)
      .forEach(({ namespace, name }) => this.touch('Ingress', `${namespace}/${name}`));
  }

  pod(change: RowChange<PodRow>): void {
    this.#objects.joins.podsOfOwner.apply(change);
    this.touch('Pod', change.key);
    this.#listener().pod(change);
  }

  event({ key, row, before }: RowChange<EventRow>): void {
    const change = { key, row: warning(row), before: warning(before) };
    if (change.row || change.before) {
      this.#objects.joins.warningsOfUid.apply(change).forEach(uid => this.#touchAbout(uid));
      this.#listener().event(change);
    }
  }

  /** What an event is about is touched where it is read with its warnings. */
  #touchAbout(uid: string): void {
    const maker = this.#objects.joins.makerOf(uid);
    const about = this.#objects.joins.warningsOfUid.of(uid)[0];
    if (maker) {
      this.touch(maker.kind, maker.key);
    } else if (about?.about.kind === 'Pod' || about?.about.kind === 'PersistentVolumeClaim') {
      this.touch(about.about.kind, `${about.namespace}/${about.about.name}`);
    }
  }

  set(change: RowChange<ReplicaSetRow>): void {
    const { row, before } = change;
    this.#objects.joins.applySet(change);
    if (row?.owner !== before?.owner) {
      this.#touchPodsOf((row ?? before)?.uid);
    }
  }

  replicated(kind: ReplicatedKind, change: RowChange<ReplicatedRow>): void {
    this.#objects.joins.workloadsOfNamespace.apply({ ...change, key: `${kind}/${change.key}` });
    this.touch(kind, change.key);
    if (this.#makes(kind, change)) {
      this.#touchAround(namespaceOf(change.key) ?? '');
    }
  }

  /** What is explained by the workloads of a namespace. There is little of it in each. */
  #touchAround(namespace: string): void {
    const around = [
      ['LimitRange', this.#objects.limitRanges],
      ['PodDisruptionBudget', this.#objects.budgets],
    ] as const;
    for (const [kind, part] of around) {
      for (const row of part.rows().values()) {
        if (row.namespace === namespace) {
          this.touch(kind, `${namespace}/${row.name}`);
        }
      }
    }
  }

  cronJob(change: RowChange<RowIdentity>): void {
    this.#makes('CronJob', change);
    this.touch('CronJob', change.key);
  }

  job(change: RowChange<JobRow>): void {
    this.#makes('Job', change);
    this.touch('Job', change.key);
    for (const uid of this.#objects.joins.jobsOfOwner.apply(change)) {
      const cron = this.#objects.joins.makerOf(uid);
      if (cron) {
        this.touch(cron.kind, cron.key);
      }
    }
  }

  /** Whether it came or went. */
  #makes(kind: UnitKind, change: RowChange<RowIdentity>): boolean {
    const isOther = this.#objects.joins.applyMaker(kind, change);
    if (isOther) {
      [change.row, change.before].forEach(one => this.#touchPodsOf(one?.uid));
    }
    return isOther;
  }

  #touchPodsOf(uid: string | undefined): void {
    const pods = uid === undefined ? [] : this.#objects.joins.podsOf(uid);
    pods.forEach(({ namespace, name }) => this.touch('Pod', `${namespace}/${name}`));
  }

  autoscaler(change: RowChange<AutoscalerRow>): void {
    this.touch('HorizontalPodAutoscaler', change.key);
    for (const target of this.#objects.joins.autoscalersOfTarget.apply(change)) {
      const [kind = '', ...key] = target.split('/');
      if (isMaker(kind)) {
        this.touch(kind, key.join('/'));
      }
    }
  }
}

function warning(row: EventRow | undefined): EventRow | undefined {
  return row?.type === 'Warning' ? row : undefined;
}
