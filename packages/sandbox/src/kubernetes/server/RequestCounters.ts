import type { User } from './authentication';
import type { RequestInfo } from './requestInfo';

/** How often somebody asked for one kind of thing. */
export interface RequestCount {
  user: string;
  /** `list`, `watch`, `get`, `patch`, …; the HTTP method for paths that are not about objects. */
  verb: string;
  group: string;
  /** Empty for paths that are not about objects. */
  resource: string;
  subresource: string;
  watch: boolean;
  count: number;
}

/** What was asked of the server, so that somebody can prove how little they ask. */
export class RequestCounters {
  readonly #counts = new Map<string, RequestCount>();

  count(user: User, { verb, resource }: RequestInfo): void {
    const about = {
      user: user.name,
      verb,
      group: resource?.group ?? '',
      resource: resource?.resource ?? '',
      subresource: resource?.subresource ?? '',
      watch: verb === 'watch',
    };
    const key = JSON.stringify(about);
    const known = this.#counts.get(key) ?? { ...about, count: 0 };
    known.count += 1;
    this.#counts.set(key, known);
  }

  all(): RequestCount[] {
    return [...this.#counts.values()].map(each => ({ ...each }));
  }

  reset(): void {
    this.#counts.clear();
  }
}
