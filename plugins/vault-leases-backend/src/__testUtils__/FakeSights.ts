import type { Looked } from '@greenroom/plugin-portal-node';
import type { VaultLeasesServiceOptions } from '../VaultLeasesService';
import type { Sight } from '../watching/Sight';

/** Sights as a test wants them, and who watches what. */
export class FakeSights {
  readonly watched: string[] = [];
  readonly #sights = new Map<string, Looked<Sight>>();
  readonly #listeners = new Set<(sources: ReadonlySet<string>) => void>();

  watch = (source: string, thing = '') => {
    const name = `${source} ${thing}`;
    this.watched.push(name);
    return () => void this.watched.splice(this.watched.indexOf(name), 1);
  };
  current: VaultLeasesServiceOptions['sights']['current'] = source => this.#sights.get(source);
  onChange = (listener: (sources: ReadonlySet<string>) => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  put(source: string, look: Sight, { isFresh = true } = {}): void {
    this.#sights.set(source, { look, version: 1, at: Date.parse('2026-11-22T10:00:00Z'), isFresh });
    this.#listeners.forEach(listener => listener(new Set([source])));
  }
}
