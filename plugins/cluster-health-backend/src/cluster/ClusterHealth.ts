import { isDeepStrictEqual } from 'node:util';
import type { Cluster } from '@greenroom/cluster-access';
import {
  type ClusterSummary,
  clusterRowKey,
  type NodePoolRow,
  type ServiceHealth,
  type Unseen,
} from '@greenroom/plugin-cluster-health-common';
import { type Source, verdictFrom, verdictSchema } from '@greenroom/plugin-portal-common';
import type { KubernetesClaims } from '@greenroom/plugin-portal-node';
import { z } from 'zod';
import {
  type ClusterAutoscalerStatus,
  clusterSummary,
  isSilent,
  nodeAutoscaling,
  remembered,
  Restarts,
  type Scaling,
  unseenOf,
} from '../reading';
import { Claimed } from './Claimed';
import { ClusterObjects } from './ClusterObjects';
import { EventBook } from './EventBook';
import { Findings } from './Findings';
import { labelsOf } from './labelsOf';
import { PodTally } from './PodTally';
import { type Around, readUnit } from './readUnit';
import { nodeGroupsOf, type Read, rowOf } from './rowsOf';
import { serviceOf } from './serviceOf';
import { linkId, type Unit, unitId, unitOf } from './units';

/** What is other than before. */
export interface ClusterChange {
  /** Rows of the cluster's page by key; `undefined` for what is gone. */
  rows: Map<string, object | undefined>;
  /** By `sectionId`. */
  services: Map<string, ServiceHealth | undefined>;
  sourceChanged: boolean;
  /** Other people may read something than before. */
  readersChanged: boolean;
}

export interface ClusterHealthOptions {
  cluster: Cluster;
  entities: Pick<KubernetesClaims, 'of'>;
  /** Parts that are followed always, besides nodes, pods, events and namespaces. */
  kept: ReadonlySet<string>;
  /** Called when there is something to settle. */
  onTouch(): void;
}

/** How one cluster is, read again only where something was touched. Rows are the same object as long as they say the same. */
export class ClusterHealth {
  readonly name: string;
  readonly #cluster: Cluster;
  readonly #kept: ReadonlySet<string>;
  readonly #objects: ClusterObjects;
  readonly #tally = new PodTally();
  readonly #restarts = new Restarts();
  readonly #scalings = new Map<string, readonly Scaling[]>();
  readonly #book = new EventBook();
  /** Names of nodes that do not answer. */
  readonly #silent = new Set<string>();
  readonly #claimed: Claimed;
  readonly #findings: Findings;
  readonly #rows = new Map<string, object>();
  /** Of the rows, by their section. */
  readonly #keys = new Map<string, Set<string>>();
  readonly #services = new Map<string, ServiceHealth>();
  readonly #unsubscribe: () => void;
  /** Ids of units. */
  readonly #touched = new Set<string>();
  readonly #touchedRows = new Set<string>();
  readonly #touchedSections = new Set<string>();
  #nodeGroups: ClusterAutoscalerStatus | undefined;
  #told = '';
  #source: Source;
  #version: string | undefined;
  /** Refs of the entities that somebody has asked for. */
  readonly #wanted = new Set<string>();
  #wantsServices = false;
  #readersChanged = true;
  #namespacesChanged = false;

  constructor({ cluster, entities, kept, onTouch }: ClusterHealthOptions) {
    this.name = cluster.name;
    this.#cluster = cluster;
    this.#kept = kept;
    this.#claimed = new Claimed(cluster.name, entities);
    this.#findings = new Findings({
      podsOf: owner => this.#podsOf(linkId(owner)),
      entityOf: object => this.#claimed.entityOf(linkId(object)),
    });
    this.#objects = new ClusterObjects({
      touch: unit => this.#touched.add(unitId(unit)),
      pod: ({ row, before }) => {
        [row, before].forEach(pod => pod && this.#touchOwner(pod.owner));
        if (before && !row) {
          this.#restarts.forget(before.uid);
        }
      },
      event: change => this.#book.apply(change),
      namespaces: () => {
        this.#namespacesChanged = true;
      },
      changed: onTouch,
    });
    this.#source = this.source();
    this.#unsubscribe = cluster.onSource(onTouch);
    this.#objects.follow(cluster, 'kept', kept);
  }

  /** Somebody looks: everything is followed from now on. */
  look(): void {
    this.#objects.follow(this.#cluster, 'all', this.#kept);
  }

  /** One that answers is live, whatever of it may not be read: that is told beside. */
  source(): Source {
    return this.#cluster.answering();
  }

  /** Rows of the cluster's page, by key. */
  rows(): ReadonlyMap<string, object> {
    return this.#rows;
  }

  summary(): ClusterSummary | undefined {
    return this.#rows.get(this.#summaryKey) as ClusterSummary | undefined;
  }

  /** How services are here that somebody has asked for, by `sectionId`. */
  services(): ReadonlyMap<string, ServiceHealth> {
    return this.#services;
  }

  /** All services are kept up from now on; those that nobody has asked for are read by and by. */
  wantServices(): void {
    if (!this.#wantsServices) {
      this.#wantsServices = true;
      this.#claimed.sections().forEach((_, id) => this.#touchedSections.add(id));
    }
  }

  /** How one service is here; kept up from the first question on. */
  servicesOf(entityRef: string, now: number): ServiceHealth[] {
    this.#wanted.add(entityRef);
    const own = [...this.#claimed.sections()].filter(([, section]) => section.entityRef === entityRef);
    return own.flatMap(([id]) => {
      if (!this.#services.has(id)) {
        this.#readService(id, now, this.#unseen(), new Map());
      }
      return this.#services.get(id) ?? [];
    });
  }

  /** Every namespace that is known of. */
  namespaces(): Set<string> {
    return new Set([...this.#objects.namespaces.rows().keys(), ...this.#tally.namespaces()]);
  }

  /** Whom the cluster side names as owners of what is in a namespace. */
  readersIn(namespace: string): string[] {
    return this.#claimed.readersIn(namespace);
  }

  /** What the Cluster Autoscaler says; `undefined` where it says nothing. */
  tell(nodeGroups: ClusterAutoscalerStatus | undefined): void {
    if (!isDeepStrictEqual(nodeGroups, this.#nodeGroups)) {
      this.#nodeGroups = nodeGroups;
      this.#touched.add(unitId({ kind: 'NodeGroups', key: '' }));
    }
  }

  /** Other entities claim other things. */
  reclaim(): void {
    this.#namespacesChanged = true;
  }

  /** Whether something reads otherwise only because time went by. */
  wake(now: number): boolean {
    const due = this.#findings.due(now);
    due.forEach(id => this.#touched.add(id));
    return due.length > 0;
  }

  /** Reads what was touched until `isLate`. Answers what is other than before, and whether there is more to do. */
  settle(now: number, isLate: () => boolean): { change?: ClusterChange; hasMore: boolean } {
    this.#reclaimIfNeeded();
    if (!this.#readTouched(now, isLate)) {
      return { hasMore: true };
    }
    const change = this.#publish(now, isLate);
    return { change, hasMore: this.#touchedRows.size + this.#touchedSections.size > 0 };
  }

  close(): void {
    this.#unsubscribe();
    this.#objects.close();
  }

  get #summaryKey(): string {
    return clusterRowKey({ cluster: this.name }, 'summary', this.name);
  }

  get #around(): Around {
    return {
      objects: this.#objects,
      tally: this.#tally,
      restarts: this.#restarts,
      scalings: this.#scalings,
      serverVersion: this.#version,
      nodeGroups: this.#nodeGroups,
    };
  }

  /** An id is `rule/kind/namespace/name`, and the cause. */
  #problemKey(id: string): string {
    const namespace = id.split('/')[2] || undefined;
    return clusterRowKey({ cluster: this.name, namespace }, 'problem', id);
  }

  #podsOf(id: string): number | undefined {
    const uid = this.#uidOf(unitOf(id));
    return uid === undefined ? undefined : this.#objects.podsOf(uid).length;
  }

  #uidOf({ kind, key }: Unit): string | undefined {
    switch (kind) {
      case 'Deployment':
      case 'StatefulSet':
      case 'DaemonSet':
      case 'Rollout':
        return this.#objects.replicated(kind, key)?.uid;
      case 'Job':
        return this.#objects.jobs.get(key)?.uid;
      default:
        return undefined;
    }
  }

  #touchOwner(owner: string | undefined): void {
    const link = this.#objects.ownerOf({ owner });
    if (link) {
      this.#touched.add(linkId(link));
    }
  }

  #reclaimIfNeeded(): void {
    if (this.#namespacesChanged) {
      this.#namespacesChanged = false;
      this.#readersChanged = true;
      this.#objects.claimable().forEach(unit => this.#touched.add(unitId(unit)));
    }
  }

  /** Pods first, since others are read from what was read of them. Whether nothing is left. */
  #readTouched(now: number, isLate: () => boolean): boolean {
    for (let isPod = true; this.#touched.size > 0; isPod = !isPod) {
      for (const id of this.#touched) {
        if (id.startsWith('Pod/') === isPod) {
          this.#touched.delete(id);
          this.#read(unitOf(id), id, now);
          if (isLate()) {
            return this.#touched.size === 0;
          }
        }
      }
    }
    return true;
  }

  #read(unit: Unit, id: string, now: number): void {
    if (unit.kind === 'Pod') {
      this.#readPod(unit, id, now);
      return;
    }
    if (unit.kind === 'HorizontalPodAutoscaler') {
      this.#remember(unit.key, now);
    }
    if (unit.kind === 'Node') {
      this.#listenTo(unit.key);
    }
    this.#findings.put(id, readUnit(unit, this.#around, now));
    const { sections, readers } = this.#claimed.put(id, labelsOf(unit, this.#objects));
    if (sections.length > 0) {
      this.#findings.touch(id);
    }
    this.#readersChanged ||= readers;
    this.#touchedRows.add(id);
    sections.forEach(section => this.#touchedSections.add(section));
  }

  #readPod(unit: Unit, id: string, now: number): void {
    const pod = this.#objects.pods.get(unit.key);
    if (pod && pod.restarts > 0) {
      this.#restarts.observe(pod, now);
    }
    const reading = readUnit(unit, this.#around, now);
    const before = this.#tally.stateOf(unit.key);
    const nodes = this.#tally.apply(unit.key, pod, reading?.findings ?? []);
    this.#findings.put(id, reading);
    for (const node of nodes) {
      this.#touched.add(unitId({ kind: 'Node', key: node }));
      this.#touched.add(unitId({ kind: 'Room', key: '' }));
    }
    if (pod && this.#tally.stateOf(unit.key) !== before) {
      this.#touchOwner(pod.owner);
    }
  }

  /** What a node says of its pods is believed, or no longer: they read otherwise. */
  #listenTo(name: string): void {
    const node = this.#objects.nodes.get(name);
    const silent = node !== undefined && isSilent(node);
    if (silent === this.#silent.has(name)) {
      return;
    }
    if (silent) {
      this.#silent.add(name);
    } else {
      this.#silent.delete(name);
    }
    for (const [key, pod] of this.#objects.pods.rows()) {
      if (pod.node === name) {
        this.#touched.add(unitId({ kind: 'Pod', key }));
      }
    }
  }

  #remember(key: string, now: number): void {
    const row = this.#objects.autoscalers.get(key);
    if (row) {
      const scaling = { at: now, desired: row.desired };
      this.#scalings.set(key, remembered(this.#scalings.get(key) ?? [], scaling));
    } else {
      this.#scalings.delete(key);
    }
  }

  #publish(now: number, isLate: () => boolean): ClusterChange {
    const rows = new Map<string, object | undefined>();
    const { sourceChanged, unseen } = this.#look();
    const { groups, problems } = this.#findings.settle();
    groups.forEach(id => this.#touchedRows.add(id));
    problems.forEach((problem, id) => this.#put(this.#problemKey(id), problem, rows));
    this.#putRows(now, unseen, rows, isLate);
    this.#putEvents(rows);
    this.#put(this.#summaryKey, this.#summarise(unseen), rows);
    const services = this.#putServices(now, unseen, isLate);
    const readersChanged = this.#readersChanged;
    this.#readersChanged = false;
    return { rows, services, sourceChanged, readersChanged };
  }

  /** How far everything can be believed now. When that is another than before, everything says something else. */
  #look(): { sourceChanged: boolean; unseen: Unseen[] } {
    const source = this.source();
    const sourceChanged = !isDeepStrictEqual(withoutTime(source), withoutTime(this.#source));
    this.#source = source;
    const unseen = this.#unseen();
    const told = JSON.stringify([source.freshness, source.reason, unseen]);
    if (told !== this.#told) {
      this.#told = told;
      this.#version = this.#cluster.report().version;
      this.#objects.units().forEach(unit => this.#touchedRows.add(unitId(unit)));
      this.#claimed.sections().forEach((_, id) => this.#touchedSections.add(id));
    }
    return { sourceChanged, unseen };
  }

  #unseen(): Unseen[] {
    return this.#objects.parts().flatMap(({ name, state }) => unseenOf(name, state) ?? []);
  }

  #readAs(unseen: readonly Unseen[]): Read {
    return {
      ...this.#around,
      cluster: this.name,
      findings: this.#findings,
      claimed: this.#claimed,
      unseenPods: unseen.filter(({ part }) => part === 'pods'),
    };
  }

  #putRows(now: number, unseen: readonly Unseen[], rows: ClusterChange['rows'], isLate: () => boolean): void {
    const read = this.#readAs(unseen);
    for (const id of this.#touchedRows) {
      this.#touchedRows.delete(id);
      const made = rowOf(unitOf(id), read, now);
      if (made) {
        this.#put(made.key, made.row && this.#believed(made.row), rows);
      }
      this.#claimed.sectionsOf(id).forEach(section => this.#touchedSections.add(section));
      if (isLate()) {
        break;
      }
    }
    this.#replace('node-pool', nodeGroupsOf(read), rows, 'cluster-autoscaler');
  }

  #putEvents(rows: ClusterChange['rows']): void {
    if (!this.#book.settle()) {
      return;
    }
    const lines = this.#book
      .newest()
      .map(
        ({ namespace, line }) =>
          [clusterRowKey({ cluster: this.name, namespace }, 'event', line.id), line] as const,
      );
    this.#replace('event', new Map(lines), rows);
  }

  /** These are all rows of the section now (of the engine, where one is named). */
  #replace(
    section: 'event' | 'node-pool',
    now: ReadonlyMap<string, object>,
    rows: ClusterChange['rows'],
    engine?: string,
  ): void {
    for (const key of this.#keys.get(section) ?? []) {
      const row = this.#rows.get(key) ?? {};
      const isOwn = engine === undefined || ('engine' in row && row.engine === engine);
      if (isOwn && !now.has(key)) {
        this.#put(key, undefined, rows);
      }
    }
    now.forEach((row, key) => this.#put(key, row, rows));
  }

  #put(key: string, row: object | undefined, rows: ClusterChange['rows']): void {
    const before = this.#rows.get(key);
    if (row === undefined ? before === undefined : isDeepStrictEqual(before, row)) {
      return;
    }
    const section = key.split('/')[2] ?? '';
    const keys = this.#keys.get(section) ?? new Set<string>();
    if (row === undefined) {
      this.#rows.delete(key);
      keys.delete(key);
    } else {
      this.#rows.set(key, row);
      keys.add(key);
    }
    this.#keys.set(section, keys);
    rows.set(key, row);
  }

  /** Never well from a cluster that is not live. */
  #believed(row: object): object {
    const { data } = withVerdict.safeParse(row);
    return data && this.#source.freshness !== 'live'
      ? { ...row, verdict: verdictFrom(data.verdict, [this.#source]) }
      : row;
  }

  #summarise(unseen: readonly Unseen[]): ClusterSummary {
    const { nodes, pods } = this.#objects;
    const summary = clusterSummary({
      cluster: this.name,
      title: this.#cluster.title,
      source: withoutTime(this.#source),
      version: this.#version,
      nodes: [...nodes.rows().values()],
      pods: this.#tally.counts,
      ...(pods.isLive && { load: this.#tally.load }),
      pending: this.#tally.pending(),
      nodeAutoscaling: this.#nodeAutoscaling(),
      problems: this.#findings.problems,
      unseen,
    });
    return summary;
  }

  #nodeAutoscaling(): ClusterSummary['nodeAutoscaling'] {
    const rows = [...(this.#keys.get('node-pool') ?? [])].flatMap(key => this.#rows.get(key) ?? []);
    const engines = ['karpenter', 'cluster-autoscaler'] as const;
    return engines.flatMap(engine => {
      const own = rows.filter(isPoolOf(engine));
      const kinds = engine === 'karpenter' ? ['NodePool', 'NodeClaim'] : ['ConfigMap'];
      const problems = this.#findings.problems.filter(({ object }) => kinds.includes(object.kind));
      return own.length === 0 ? [] : [nodeAutoscaling(engine, own, problems)];
    });
  }

  #putServices(now: number, unseen: readonly Unseen[], isLate: () => boolean): ClusterChange['services'] {
    const services = new Map<string, ServiceHealth | undefined>();
    for (const id of this.#touchedSections) {
      if (isLate()) {
        break;
      }
      this.#touchedSections.delete(id);
      if (this.#wantsServices || this.#wanted.has(id.slice(id.indexOf('|') + 1))) {
        this.#readService(id, now, unseen, services);
      }
    }
    return services;
  }

  #readService(id: string, now: number, unseen: readonly Unseen[], changes: ClusterChange['services']): void {
    const section = this.#claimed.sections().get(id);
    const read = {
      ...this.#readAs(unseen),
      title: this.#cluster.title,
      source: this.#source,
      unseen,
      book: this.#book,
    };
    const before = this.#services.get(id);
    const health = section && serviceOf(section, read, now);
    if (isDeepStrictEqual(before, health)) {
      return;
    }
    if (health) {
      this.#services.set(id, health);
    } else {
      this.#services.delete(id);
    }
    changes.set(id, health);
  }
}

const withVerdict = z.object({ verdict: verdictSchema });

/** That it was observed again is no news. */
function withoutTime({ observedAt: _, ...source }: Source): Source {
  return source;
}

function isPoolOf(engine: NodePoolRow['engine']) {
  return (row: object): row is NodePoolRow => 'engine' in row && row.engine === engine;
}
