import type { Cluster } from '@greenroom/cluster-access';
import {
  type ClusterSummary,
  clusterRowKey,
  type ServiceHealth,
  type Unseen,
} from '@greenroom/plugin-cluster-health-common';
import type { Source } from '@greenroom/plugin-portal-common';
import type { KubernetesClaims } from '@greenroom/plugin-portal-node';
import type { ClusterAutoscalerStatus } from '../reading';
import { Claimed } from './Claimed';
import type { ClusterChange } from './ClusterChange';
import { ClusterObjects } from './ClusterObjects';
import { ClusterPage } from './ClusterPage';
import { NO_USAGE } from './ClusterUsage';
import { EventBook } from './EventBook';
import { Findings } from './Findings';
import { Meter } from './Meter';
import { ServiceBook } from './ServiceBook';
import { Sight } from './Sight';
import { ToldSource } from './ToldSource';
import { Touched } from './Touched';
import { UnitReader } from './UnitReader';
import { linkId, type Unit, unitId, unitOf } from './units';

export interface ClusterHealthOptions {
  cluster: Cluster;
  entities: Pick<KubernetesClaims, 'of'>;
  /** Parts that are followed always, besides nodes, pods, events and namespaces. */
  kept: ReadonlySet<string>;
  /** Called when there is something to settle. */
  onTouch(): void;
}

/**
 * How one cluster is, read again only where something was touched. Rows are the same object as long as they say the
 * same. While something of it is read for the first time, or anew, nothing is told but that: what is half read is no
 * truth about anything.
 */
export class ClusterHealth {
  readonly name: string;
  readonly #options: ClusterHealthOptions;
  readonly #touched = new Touched();
  readonly #objects: ClusterObjects;
  readonly #claimed: Claimed;
  readonly #findings: Findings;
  readonly #reader: UnitReader;
  readonly #book = new EventBook();
  readonly #page: ClusterPage;
  readonly #services: ServiceBook;
  readonly #meter: Meter;
  readonly #sight: Sight;
  readonly #unsubscribe: () => void;
  readonly #source: ToldSource;
  #readersChanged = true;
  #namespacesChanged = false;
  /** Everything that is followed was read once. */
  #isWhole = false;

  constructor(options: ClusterHealthOptions) {
    const { cluster, entities, kept, onTouch } = options;
    this.name = cluster.name;
    this.#options = options;
    this.#claimed = new Claimed(cluster.name, entities);
    this.#services = new ServiceBook(this.#claimed);
    this.#findings = new Findings({
      podsOf: owner => this.#objects.podCountOf(unitOf(linkId(owner))),
      entityOf: object => this.#claimed.entityOf(linkId(object)),
    });
    this.#objects = new ClusterObjects({
      touch: unit => this.#touched.add(unit),
      pod: change => this.#reader.onPod(change),
      event: change => this.#book.apply(change),
      namespaces: () => {
        this.#namespacesChanged = true;
      },
      changed: onTouch,
    });
    this.#reader = new UnitReader({
      objects: this.#objects,
      claimed: this.#claimed,
      findings: this.#findings,
      touched: this.#touched,
    });
    this.#page = new ClusterPage({
      cluster: cluster.name,
      reader: this.#reader,
      findings: this.#findings,
      claimed: this.#claimed,
      book: this.#book,
      touchSection: id => this.#services.touch(id),
    });
    const own = { cluster, objects: this.#objects, reader: this.#reader, page: this.#page };
    this.#meter = new Meter(own);
    this.#sight = new Sight({ ...own, findings: this.#findings, book: this.#book });
    this.#unsubscribe = cluster.onSource(onTouch);
    this.#objects.follow(cluster, 'kept', kept);
    this.#source = new ToldSource(cluster, this.#objects.beingRead());
  }

  /** Somebody looks: everything is followed from now on. What is other than before: that it is being read. */
  look(): ClusterChange | undefined {
    const { cluster, kept } = this.#options;
    return this.#objects.follow(cluster, 'all', kept) ? this.#tellReading() : undefined;
  }

  /** Nobody looks any more: what is not always followed is let go, and what was read of it goes. */
  rest(): void {
    this.#objects.release(this.#options.kept);
    this.#services.forget();
    this.#reader.hear(undefined);
    this.#reader.usage = NO_USAGE;
  }

  /** Live when all that is told was read. */
  source(): Source {
    return this.#source.now();
  }

  /** Rows of the cluster's page, by key. */
  rows(): ReadonlyMap<string, object> {
    return this.#page.rows.all();
  }

  /** Another one whenever a row is. */
  get revision(): number {
    return this.#page.rows.revision;
  }

  summary(): ClusterSummary | undefined {
    return this.#page.rows.all().get(this.#summaryKey) as ClusterSummary | undefined;
  }

  /** How services are here that somebody has asked for, by `sectionId`. */
  services(): ReadonlyMap<string, ServiceHealth> {
    return this.#services.all();
  }

  /** All services are kept up from now on; those that nobody has asked for are read by and by. */
  wantServices(): void {
    this.#services.wantAll();
  }

  /** How one service is here; kept up from the first question on. */
  servicesOf(entityRef: string, now: number): ServiceHealth[] {
    return this.#source.beingRead.length > 0
      ? this.#services.known(entityRef)
      : this.#services.want(entityRef, () => this.#sight.serviceReading(this.#sight.unseen()), now);
  }

  /** Every namespace that is known of. */
  namespaces(): Set<string> {
    return new Set([...this.#objects.namespaces.rows().keys(), ...this.#reader.tally.namespaces()]);
  }

  /** Whom the cluster side names as owners of what is in a namespace. */
  readersIn(namespace: string): string[] {
    return this.#claimed.readersIn(namespace);
  }

  /** What the Cluster Autoscaler says; `undefined` where it says nothing. */
  tell(nodeGroups: ClusterAutoscalerStatus | undefined): void {
    this.#reader.hear(nodeGroups);
  }

  /** What is used, as long as somebody looks. */
  measure(): Promise<void> {
    return this.#meter.read();
  }

  /** Other entities claim other things. */
  reclaim(): void {
    this.#namespacesChanged = true;
  }

  /** Whether something reads otherwise only because time went by. */
  wake(now: number): boolean {
    const due = this.#findings.due(now);
    due.forEach(id => this.#touched.addId(id));
    return due.length > 0;
  }

  /** Takes in and reads what came and was touched until `isLate`. Answers what is other than before, and whether there is more to do. */
  settle(now: number, isLate: () => boolean): { change?: ClusterChange; hasMore: boolean } {
    this.#reclaimIfNeeded();
    this.#learnVersion();
    const isRead =
      this.#objects.takeIn(isLate) && this.#touched.drain((unit, id) => this.#read(unit, id, now), isLate);
    if (isRead) {
      this.#objects.markRead();
    }
    const isBeingRead = this.#objects.beingRead().length > 0;
    if (isBeingRead) {
      this.#isWhole = false;
      this.#reader.isSeen = false;
    }
    if (!isRead || isBeingRead) {
      return { change: this.#tellReading(), hasMore: !isRead };
    }
    if (!this.#isWhole) {
      // Only now it can be told of which pods nothing is there that made them.
      this.#isWhole = true;
      this.#objects.touchOrphans();
      return { change: undefined, hasMore: true };
    }
    return this.#publish(now, isLate);
  }

  close(): void {
    this.#unsubscribe();
    this.#objects.close();
  }

  get #summaryKey(): string {
    return clusterRowKey({ cluster: this.name }, 'summary', this.name);
  }

  #reclaimIfNeeded(): void {
    if (this.#namespacesChanged) {
      this.#namespacesChanged = false;
      this.#readersChanged = true;
      this.#objects.touchClaimable();
    }
  }

  /** Kubelets are held against it. */
  #learnVersion(): void {
    const { version } = this.#options.cluster.report();
    if (version !== this.#reader.serverVersion) {
      this.#reader.serverVersion = version;
      this.#objects.touchNodes();
    }
  }

  #read(unit: Unit, id: string, now: number): void {
    const { hasRow, sections, readers } = this.#reader.read(unit, id, now);
    this.#readersChanged ||= readers;
    if (hasRow) {
      this.#page.touch(id);
    }
    sections.forEach(section => this.#services.touch(section));
  }

  /** That something is being read; `undefined` where that was told before, or nothing new is. */
  #tellReading(): ClusterChange | undefined {
    const beingRead = this.#objects.beingRead();
    if (beingRead.length === 0) {
      return undefined;
    }
    this.#source.beingRead = beingRead;
    const sourceChanged = this.#source.observe();
    this.#page.rows.put(this.#summaryKey, this.#sight.summary(this.#source, this.#sight.unseen()));
    const rows = this.#page.rows.takeChanges();
    return rows.size > 0 || sourceChanged
      ? { rows, services: new Map(), sourceChanged, readersChanged: false }
      : undefined;
  }

  /** Tells what is other than before until `isLate`. It is whole, and may be said to be, when nothing is left. */
  #publish(now: number, isLate: () => boolean): { change: ClusterChange; hasMore: boolean } {
    const unseen = this.#sight.unseen();
    this.#touchWhatSaysOtherwise(unseen);
    const read = this.#page.read(unseen);
    const isPut = this.#page.settle(read, { source: this.#options.cluster.answering(), now, isLate });
    const services = this.#services.settle(this.#sight.serviceReading(unseen), now, isLate);
    const hasMore = !isPut || this.#services.hasTouched;
    if (!hasMore) {
      this.#source.beingRead = [];
      this.#reader.isSeen = this.#sight.isClear(unseen);
    }
    const sourceChanged = this.#source.observe();
    this.#page.rows.put(this.#summaryKey, this.#sight.summary(this.#source, unseen));
    const readersChanged = this.#readersChanged;
    this.#readersChanged = false;
    return {
      change: { rows: this.#page.rows.takeChanges(), services, sourceChanged, readersChanged },
      hasMore,
    };
  }

  #touchWhatSaysOtherwise(unseen: readonly Unseen[]): void {
    if (this.#sight.observe(unseen)) {
      this.#findings.lose(this.#sight.lost(unseen));
      [...this.#objects.units(), ...this.#reader.strays.units()].forEach(unit =>
        this.#page.touch(unitId(unit)),
      );
      this.#services.touchAll();
    }
  }
}
