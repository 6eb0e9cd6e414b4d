import { coreServices, createServiceFactory, createServiceRef } from '@backstage/backend-plugin-api';
import { type AudienceEntry, readAudiences } from './config';

export interface Place {
  cluster: string;
  namespace: string;
}

/** Who may read what is where, by configuration: owners and operators come on top. */
export interface Audiences {
  /** Entity refs, `EVERYBODY` possibly among them, sorted. The same array for the same place, always. */
  of(place: Place): readonly string[];
}

/** Places can be named by anybody who asks, so they are not kept without end. */
const PLACES_KEPT = 20_000;

class ConfiguredAudiences implements Audiences {
  readonly #entries: { covers(place: Place): boolean; readers: string[] }[];
  /** Equal arrays for equal places let decisions be kept by identity. */
  readonly #known = new Map<string, readonly string[]>();

  constructor(entries: readonly AudienceEntry[]) {
    this.#entries = entries.map(entry => {
      const cluster = globPattern(entry.cluster);
      const namespace = globPattern(entry.namespace);
      return {
        covers: place => cluster.test(place.cluster) && namespace.test(place.namespace),
        readers: entry.readers,
      };
    });
  }

  of(place: Place) {
    const key = JSON.stringify([place.cluster, place.namespace]);
    const known = this.#known.get(key) ?? this.#find(place);
    if (this.#known.size >= PLACES_KEPT) {
      this.#known.clear();
    }
    this.#known.set(key, known);
    return known;
  }

  #find(place: Place): readonly string[] {
    const readers = this.#entries.filter(entry => entry.covers(place)).flatMap(entry => entry.readers);
    return Object.freeze([...new Set(readers)].sort());
  }
}

/** `*` is any run of characters, everything else is itself. */
function globPattern(glob: string): RegExp {
  const literal = glob.split('*').map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`, 's');
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
