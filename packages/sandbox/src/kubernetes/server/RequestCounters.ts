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
  /** Watches: how many of them are open now. */
  open?: number;
}

/** What was asked of the server, so that somebody can prove how little they ask. */
export class RequestCounters {
  readonly #counts = new Map<string, RequestCount>();

  count(user: User, info: RequestInfo): void {
    this.#of(user, info).count += 1;
  }

  /** A watch was opened; the returned function says that it is over. */
  opened(user: User, info: RequestInfo): () => void {
    const counted = this.#of(user, info);
    counted.open = (counted.open ?? 0) + 1;
    return () => {
      counted.open = (counted.open ?? 0) - 1;
    };
  }

  #of(user: User, { verb, resource }: RequestInfo): RequestCount {
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
    this.#counts.set(key, known);
    return known;
  }

  all(): RequestCount[] {
    return [...this.#counts.values()].map(each => ({ ...each }));
  }

  reset(): void {
    this.#counts.clear();
  }
}
