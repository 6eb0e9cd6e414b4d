import type { Looked } from '@greenroom/plugin-portal-node';
import type { DatabasesServiceOptions } from '../DatabasesService';
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
  glance = () => undefined;
  fresh = async () => undefined;
  current: DatabasesServiceOptions['sights']['current'] = source => this.#sights.get(source);
  onChange = (listener: (sources: ReadonlySet<string>) => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  put(
    source: string,
    look: Partial<Sight['look']>,
    more: { isFresh?: boolean; tail?: Sight['tail'] } = {},
  ): void {
    const { isFresh = true, tail = { series: {} } } = more;
    const report = {
      id: source,
      kind: 'aws' as const,
      name: source,
      freshness: 'live' as const,
      missingPermissions: [],
      parts: [],
    };
    const sight: Sight = { look: { databases: [], report, ...look }, tail };
    this.#sights.set(source, { look: sight, version: 1, at: Date.parse('2026-11-21T10:00:00Z'), isFresh });
    this.#listeners.forEach(listener => listener(new Set([source])));
  }
}
