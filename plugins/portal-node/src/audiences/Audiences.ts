import { coreServices, createServiceFactory, createServiceRef } from '@backstage/backend-plugin-api';
import { globPattern } from '../globPattern';
import { type AudienceEntry, readAudiences } from './config';

export interface Place {
  cluster: string;
  namespace: string;
}

/** Whom the configuration names at a place: entity refs, sorted. */
export interface Appointed {
  /** May read: readers, and whoever may do something there; `EVERYBODY` possibly among them. */
  readonly readers: readonly string[];
  readonly operators: readonly string[];
  readonly rollback: readonly string[];
}

/** Who may do what where, by configuration: for reading, owners and the platform's operators come on top. */
export interface Audiences {
  /** Who may read. The same array for the same place, always. */
  of(place: Place): readonly string[];
  /** The same object for the same place, always. */
  appointed(place: Place): Appointed;
}

/** Places can be named by anybody who asks, so they are not kept without end. */
const PLACES_KEPT = 20_000;

class ConfiguredAudiences implements Audiences {
  readonly #entries: { covers(place: Place): boolean; entry: AudienceEntry }[];
  /** Equal objects for equal places let decisions be kept by identity. */
  readonly #known = new Map<string, Appointed>();

  constructor(entries: readonly AudienceEntry[]) {
    this.#entries = entries.map(entry => {
      const cluster = globPattern(entry.cluster);
      const namespace = globPattern(entry.namespace);
      return {
        covers: place => cluster.test(place.cluster) && namespace.test(place.namespace),
        entry,
      };
    });
  }

  of(place: Place) {
    return this.appointed(place).readers;
  }

  appointed(place: Place) {
    const key = JSON.stringify([place.cluster, place.namespace]);
    const known = this.#known.get(key) ?? this.#find(place);
    if (this.#known.size >= PLACES_KEPT) {
      this.#known.clear();
    }
    this.#known.set(key, known);
    return known;
  }

  #find(place: Place): Appointed {
    const entries = this.#entries.filter(({ covers }) => covers(place)).map(({ entry }) => entry);
    const operators = entries.flatMap(entry => entry.operators);
    const rollback = entries.flatMap(entry => entry.rollback);
    return Object.freeze({
      // Whoever may act on something has to be able to see it.
      readers: sorted([...entries.flatMap(entry => entry.readers), ...operators, ...rollback]),
      operators: sorted(operators),
      rollback: sorted(rollback),
    });
  }
}

function sorted(refs: readonly string[]): readonly string[] {
  return Object.freeze([...new Set(refs)].sort());
}

export function createAudiences(entries: readonly AudienceEntry[]): Audiences {
  return new ConfiguredAudiences(entries);
}

/** `greenroom.audiences` of the configuration. */
export const audiencesServiceRef = createServiceRef<Audiences>({
  id: 'portal.audiences',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { config: coreServices.rootConfig },
      factory: ({ config }) => createAudiences(readAudiences(config)),
    }),
});
