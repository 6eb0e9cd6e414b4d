import { createServiceFactory, createServiceRef } from '@backstage/backend-plugin-api';
import type { SourceReport } from '@greenroom/plugin-portal-common';
import type { SourceProvider } from './SourceProvider';

/** Everything the portal reads from, whoever reads it. */
export interface SourceRegistry {
  register(provider: SourceProvider): void;
  /** What all providers know now, by id. */
  reports(): SourceReport[];
  /** Called when any provider has something else to say, and when one is added. */
  onChange(listener: () => void): () => void;
  /** Somebody wants to know how all of them are, until the returned function is called. */
  watch(): () => void;
}

class Sources implements SourceRegistry {
  readonly #providers: SourceProvider[] = [];
  readonly #listeners = new Set<() => void>();

  register(provider: SourceProvider) {
    this.#providers.push(provider);
    provider.onChange(() => this.#tell());
    this.#tell();
  }

  reports() {
    return this.#providers
      .flatMap(provider => provider.reports())
      .sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
  }

  onChange(listener: () => void) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  watch() {
    const ends = this.#providers.map(provider => provider.watch?.());
    return () => ends.forEach(end => end?.());
  }

  #tell() {
    this.#listeners.forEach(listener => listener());
  }
}

export function createSourceRegistry(): SourceRegistry {
  return new Sources();
}

/** One registry for the process, as the caches behind the sources are. */
export const sourcesServiceRef = createServiceRef<SourceRegistry>({
  id: 'portal.sources',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({ service, deps: {}, factory: () => createSourceRegistry() }),
});
