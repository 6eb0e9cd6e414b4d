import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type { Source, SourceReport } from '@greenroom/plugin-portal-common';
import { type PolledSources, sourceOf } from '@greenroom/plugin-portal-node';
import { type DatabaseSource, mayHave, type SeenDatabase } from './DatabaseSource';
import type { Access, Named } from './entities/access';
import type { DatabaseClaims } from './entities/DatabaseClaims';
import { type Presented, present } from './presenting/present';
import { reportOf } from './presenting/reportOf';
import { watchingOf } from './presenting/watching';
import { withCost } from './presenting/withCost';
import { tailOf } from './watching/polled';
import type { Sight, Tail } from './watching/Sight';

export interface DatabasesServiceOptions {
  sources: readonly DatabaseSource[];
  sights: Pick<PolledSources<Sight>, 'watch' | 'glance' | 'fresh' | 'current' | 'onChange'>;
  claims: Pick<DatabaseClaims, 'of' | 'claimedBy' | 'onChange'>;
  access: (database: Named, claimants: ReturnType<DatabaseClaims['of']>) => Access;
}

/** Who asks over HTTP waits three seconds. */
const PATIENCE_MS = 2_000;

/** What may be other than before. */
export interface DatabasesChange {
  /** Sources of which anything is other. */
  sources: ReadonlySet<string>;
  /** Whether it may be read by others than before. */
  accessChanged: boolean;
}

/** Every database that any source has, as it is told now, and who looks at which. */
export class DatabasesService {
  readonly #options: DatabasesServiceOptions;
  readonly #sources: ReadonlyMap<string, DatabaseSource>;
  readonly #bySource = new Map<string, ReadonlyMap<string, Presented>>();
  readonly #listeners = new Set<(change: DatabasesChange) => void>();

  constructor(options: DatabasesServiceOptions) {
    this.#options = options;
    this.#sources = new Map(options.sources.map(source => [source.id, source]));
    const { sights, claims } = options;
    this.#presentAll();
    sights.onChange(sources => this.#changed(sources));
    claims.onChange(() => this.#changed(new Set(this.#sources.keys())));
  }

  /** By id, of all sources or of these. */
  all(sources: Iterable<string> = this.#sources.keys()): Presented[] {
    return [...sources].flatMap(source => [...(this.#bySource.get(source)?.values() ?? [])]);
  }

  find(id: string): Presented | undefined {
    for (const databases of this.#bySource.values()) {
      const found = databases.get(id);
      if (found) {
        return found;
      }
    }
    return undefined;
  }

  /** @throws NotFoundError for a database that no source has, ServiceUnavailableError while one that may have it does not tell */
  get(id: string): Presented {
    const found = this.find(id);
    const untold = found ? [] : this.sourcesOf(id);
    if (untold.length > 0) {
      throw new ServiceUnavailableError(
        `whether there is a database ${id} is not known now: ${untold.join(', ')} could have it`,
      );
    }
    if (!found) {
      throw new NotFoundError(`There is no database ${id} in what the portal reads from`);
    }
    return found;
  }

  /** The same for somebody who looks once: one that nobody has looked at yet is looked for, for two seconds at most. */
  async look(id: string): Promise<Presented> {
    if (this.find(id)) {
      this.glance(this.sourcesOf(id));
    } else {
      await this.fresh(this.sourcesOf(id));
    }
    return this.get(id);
  }

  /** What an entity uses, where the database's side agrees. */
  usedBy(entityRef: string): Presented[] {
    return this.all().filter(({ agreed }) => agreed.includes(entityRef));
  }

  /** What an entity says it uses, by name or id, and no source has. */
  missingOf(entityRef: string): string[] {
    const databases = this.all().map(({ database }) => database);
    return this.#options.claims
      .claimedBy(entityRef)
      .filter(claimed => !databases.some(({ id, name }) => id === claimed || name === claimed));
  }

  /** Where a database is read from, known or not: what could have it by its id, none where that says that it has none. */
  sourcesOf(id: string): string[] {
    const found = this.find(id);
    return found
      ? [found.source]
      : this.sourceIds().filter(source => mayHave(source, id) && this.source(source).freshness !== 'live');
  }

  sourceIds(): string[] {
    return [...this.#sources.keys()];
  }

  /** @throws NotFoundError for a source that is not configured */
  reader(source: string): DatabaseSource {
    const reader = this.#sources.get(source);
    if (!reader) {
      throw new NotFoundError(`there is no source ${source}`);
    }
    return reader;
  }

  report(source: string): SourceReport {
    return reportOf(source, this.#options.sights.current(source));
  }

  /** As the Sources page shows it. */
  costedReport(source: string): SourceReport {
    return withCost(
      this.report(source),
      this.all([source]).map(({ database }) => database),
    );
  }

  source(id: string): Source {
    return sourceOf(this.report(id));
  }

  /** The newest points of a database's series, as far as somebody has them open. */
  tail(id: string): Pick<Tail, 'trouble'> & { series: Tail['series'][string] } {
    const source = this.find(id)?.source;
    const tail = source === undefined ? undefined : this.#options.sights.current(source)?.look.tail;
    return { series: tail?.series[id] ?? [], ...(tail?.trouble !== undefined && { trouble: tail.trouble }) };
  }

  /** Somebody looks at these sources until the returned function is called. */
  watch(sources: readonly string[] = this.sourceIds()): () => void {
    const ends = sources.map(source => this.#options.sights.watch(source));
    return () => ends.forEach(end => end());
  }

  /** Somebody has a database's charts open. */
  watchTail(id: string): () => void {
    const source = this.find(id)?.source;
    return source === undefined ? () => {} : this.#options.sights.watch(source, tailOf(id));
  }

  /** Somebody has looked once. */
  glance(sources: readonly string[] = this.sourceIds()): void {
    sources.forEach(source => this.#options.sights.glance(source));
  }

  /** Resolves once these were looked at as they should be, and after two seconds at the latest: what is not known by then is not known. */
  fresh(sources: readonly string[]): Promise<void> {
    return this.#options.sights.fresh(sources, PATIENCE_MS);
  }

  /** Who may read a database, known or not. */
  readers(id: string): readonly string[] {
    const seen = this.find(id);
    const named = seen ? namedOf(seen) : { id, name: id };
    return this.#options.access(named, this.#options.claims.of(named)).readers;
  }

  onChange(listener: (change: DatabasesChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #presentAll(sources: Iterable<string> = this.#sources.keys()): boolean {
    return [...sources].map(source => this.#present(source)).includes(true);
  }

  /** Whether whose the databases are is other than before. */
  #present(source: string): boolean {
    const before = this.#bySource.get(source);
    const seen = this.#options.sights.current(source)?.look.look.databases ?? [];
    const now = seen.map(one => this.#presented(source, one, before?.get(one.database.id)));
    this.#bySource.set(source, new Map(now.map(presented => [presented.database.id, presented])));
    return ownershipOf([...(before?.values() ?? [])]) !== ownershipOf(now);
  }

  #presented(source: string, seen: SeenDatabase, before: Presented | undefined): Presented {
    const { access, claims, sights } = this.#options;
    const named = namedOf(seen);
    const reader = this.reader(source);
    const sight = sights.current(source);
    const isWatched = sight?.isFresh === true;
    const watching = watchingOf(seen.database, {
      list: seen.database.watching,
      periodSeconds: reader.periodSeconds,
      isAws: this.report(source).kind === 'aws',
      isListWatched: isWatched,
      areChartsOpen: isWatched && sight.look.tail.series[named.id] !== undefined,
    });
    const { entityRefs, agreed } = access(named, claims.of(named));
    return present(seen, { source: this.source(source), entityRefs, agreed, watching }, before);
  }

  #changed(sources: ReadonlySet<string>): void {
    const accessChanged = this.#presentAll(sources);
    this.#listeners.forEach(listener => listener({ sources, accessChanged }));
  }
}

/** What of a seen database says whose it is. */
export function namedOf({ database, namedEntities = [] }: SeenDatabase): Named {
  return { id: database.id, name: database.name, namedEntities };
}

/** Everything that `access` is made of changes with the databases there are, what they name, and who claims them. */
function ownershipOf(databases: readonly Presented[]): string {
  return JSON.stringify(databases.map(one => [namedOf(one), one.agreed]));
}
