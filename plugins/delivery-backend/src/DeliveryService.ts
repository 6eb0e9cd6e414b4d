import { isDeepStrictEqual } from 'node:util';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  type Cluster,
  type Clusters,
  type LiveCollection,
  sameFreshness,
  sourceOfParts,
} from '@greenroom/cluster-access';
import { type Source, verdictFrom } from '@greenroom/plugin-portal-common';
import { type Application, applicationKey, type ApplicationRef } from '@greenroom/plugin-delivery-common';
import type { Claims } from '@greenroom/plugin-portal-node';
import { applicationsKind } from './argo/applicationsKind';
import type { CommitBook } from './argo/CommitBook';
import type { Links } from './argo/reading/links';
import { readApplication } from './argo/reading/reading';
import type { ApplicationRow } from './argo/rows';
import type { ApplicationClaims } from './ApplicationClaims';

/** An Application as it is told, the row that it was read from, and whose it is. */
export interface Entry {
  readonly application: Application;
  readonly row: ApplicationRow;
  readonly claims: Claims;
}

/** What is other than before: Applications by `applicationKey`, and clusters that can be believed more or less. */
export interface DeliveryChange {
  applications: ReadonlySet<string>;
  clusters: ReadonlySet<string>;
}

export interface DeliveryServiceOptions {
  clusters: Clusters;
  entities: Pick<ApplicationClaims, 'of' | 'onChange'>;
  links: Links;
  /** What commits are about; without, it is not told. */
  book?: Pick<CommitBook, 'want' | 'onLearned'>;
}

interface Followed {
  cluster: Cluster;
  rows: LiveCollection<ApplicationRow>;
  close(): void;
}

/** Of so many deployments pages say what they were about. */
const SHOWN_COMMITS = 5;

/** The Applications of every cluster's Argo CD, read. Each is the same object as long as nothing in it changed. */
export class DeliveryService {
  readonly #options: DeliveryServiceOptions;
  readonly #followed = new Map<string, Followed>();
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<(change: DeliveryChange) => void>();
  readonly #ends: readonly (() => void)[];

  constructor(options: DeliveryServiceOptions) {
    this.#options = options;
    options.clusters.all().forEach(cluster => this.#follow(cluster));
    const none = () => undefined;
    this.#ends = [
      options.entities.onChange(() => this.#readAll([...this.#followed.values()])),
      options.book?.onLearned(sha => this.#learned(sha)) ?? none,
    ];
  }

  /** By `applicationKey`. */
  entries(): ReadonlyMap<string, Entry> {
    return this.#entries;
  }

  /**
   * @throws NotFoundError for a cluster or an Application that is not there, ServiceUnavailableError when its cluster can
   * not tell
   */
  entry(ref: ApplicationRef): Entry {
    const source = this.source(ref.cluster);
    const held = this.#entries.get(applicationKey(ref));
    if (held) {
      return held;
    }
    if (source.freshness !== 'live') {
      throw new ServiceUnavailableError(
        `Nothing is known of Application ${ref.name}: ${source.id}: ${source.reason ?? source.freshness}`,
      );
    }
    throw this.installed(ref.cluster)
      ? new NotFoundError(
          `there is no Application ${ref.name} in namespace ${ref.namespace} of ${ref.cluster}`,
        )
      : new NotFoundError(`${ref.cluster} has no Argo CD, so there is no Application ${ref.name}`);
  }

  /**
   * As `entry`, of which one may be sure now: for what is going to be done.
   * @throws ServiceUnavailableError while its cluster is not live
   */
  entryNow(ref: ApplicationRef): Entry {
    const source = this.source(ref.cluster);
    if (source.freshness !== 'live') {
      throw new ServiceUnavailableError(`${source.id}: ${source.reason ?? source.freshness}`);
    }
    return this.entry(ref);
  }

  /** @throws NotFoundError naming the configured clusters */
  source(cluster: string): Source {
    const { cluster: of, rows } = this.#of(cluster);
    return sourceOf(of, rows);
  }

  /** Of these places' clusters, and of every one that may hold Applications nobody can tell of now. */
  sources(places?: ReadonlySet<string>): Source[] {
    const named = new Set([...(places ?? [])].map(place => place.split('/')[0]));
    return [...this.#followed.keys()]
      .map(name => ({ name, source: this.source(name) }))
      .filter(({ name, source }) => !places || named.has(name) || source.freshness !== 'live')
      .map(({ source }) => source);
  }

  /** Whether the cluster has Argo CD's resources at all. */
  installed(cluster: string): boolean {
    return this.#of(cluster).rows.state.freshness !== 'not-installed';
  }

  /** Somebody looks at it: what its commits are about is asked of their git host, and told when it is known. */
  lookAt({ row }: Entry): void {
    const [source] = row.sources;
    if (source && source.chart === undefined) {
      const newest = row.history.slice(-SHOWN_COMMITS).map(({ commit }) => commit);
      const wanted = new Set([...(row.sync?.commit ? [row.sync.commit] : []), ...newest.reverse()]);
      wanted.forEach(sha => this.#options.book?.want(source.repoUrl, sha));
    }
  }

  onChange(listener: (change: DeliveryChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#ends.forEach(end => end());
    this.#followed.forEach(followed => followed.close());
  }

  #of(name: string): Followed {
    return this.#followed.get(name) ?? this.#follow(this.#options.clusters.get(name));
  }

  #follow(cluster: Cluster): Followed {
    const rows = cluster.watch(applicationsKind);
    let before = sourceOf(cluster, rows);
    const look = (keys: readonly string[]) => {
      const source = sourceOf(cluster, rows);
      const isOther = !sameFreshness(source, before);
      before = source;
      const all = isOther ? [...rows.rows().keys()] : [];
      const changed = this.#read(followed, [...new Set([...keys, ...all])]);
      this.#tell(changed, isOther ? [cluster.name] : []);
    };
    const stops = [
      rows.subscribe(changes => look(changes.map(({ key }) => key))),
      cluster.onSource(() => look([])),
    ];
    const followed = { cluster, rows, close: () => stops.forEach(stop => stop()) };
    this.#followed.set(cluster.name, followed);
    this.#tell(this.#read(followed, [...rows.rows().keys()]), []);
    return followed;
  }

  #learned(sha: string): void {
    const has = ({ sync, history }: ApplicationRow) =>
      sync?.commit === sha || history.some(({ commit }) => commit === sha);
    for (const followed of this.#followed.values()) {
      const keys = [...followed.rows.rows()].flatMap(([key, row]) => (has(row) ? [key] : []));
      this.#tell(this.#read(followed, keys), []);
    }
  }

  #readAll(all: readonly Followed[]): void {
    this.#tell(
      all.flatMap(followed => this.#read(followed, [...followed.rows.rows().keys()])),
      [],
    );
  }

  /** The keys of those that are other than before. */
  #read({ cluster, rows }: Followed, keys: readonly string[]): string[] {
    const source = sourceOf(cluster, rows);
    return keys.flatMap(rowKey => {
      const key = `${cluster.name}/${rowKey}`;
      const before = this.#entries.get(key);
      const row = rows.get(rowKey);
      const entry = row && this.#entryOf(cluster.name, row, source, before);
      if (entry) {
        this.#entries.set(key, entry);
      } else {
        this.#entries.delete(key);
      }
      return entry === before ? [] : [key];
    });
  }

  #entryOf(cluster: string, row: ApplicationRow, source: Source, before: Entry | undefined): Entry {
    const { entities, links } = this.#options;
    const claims = keep(before?.claims, entities.of(row));
    const read = { ...readApplication(cluster, row, links), entityRef: claims.entityRefs[0] };
    const application = keep(before?.application, believed(read, source));
    const isSame = before?.application === application && before.claims === claims && before.row === row;
    return isSame ? before : { application, row, claims };
  }

  #tell(applications: readonly string[], clusters: readonly string[]): void {
    if (applications.length + clusters.length > 0) {
      const change = { applications: new Set(applications), clusters: new Set(clusters) };
      this.#listeners.forEach(listener => listener(change));
    }
  }
}

/** Of a cluster that is not live nobody can tell how anything is. */
function believed(application: Application, source: Source): Application {
  if (source.freshness === 'live') {
    return application;
  }
  const verdict = verdictFrom(application.verdict, [source]);
  return { ...application, verdict, sentence: verdict.reasons[0]?.text ?? application.sentence };
}

function keep<T>(held: T | undefined, other: T): T {
  return held !== undefined && isDeepStrictEqual(held, other) ? held : other;
}

/** The cluster as a source of Applications. */
function sourceOf(cluster: Cluster, rows: LiveCollection<ApplicationRow>): Source {
  return sourceOfParts(cluster, [{ name: 'Applications', state: rows.state }]);
}
