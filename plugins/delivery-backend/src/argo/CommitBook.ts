import type { LoggerService } from '@backstage/backend-plugin-api';
import type { CommitNote, GitAccess } from '@greenroom/git-access';
import { titleOf } from './commitTitle';

export interface CommitBookOptions {
  git: Pick<GitAccess, 'repository'>;
  /** Milliseconds since 1970. */
  now(): number;
  logger: Pick<LoggerService, 'debug'>;
}

/** What people know a commit by. */
export interface CommitWords {
  title: string;
  author: string;
}

/** Commits never change, so what is known of them is kept; the oldest go where there are more. */
const MOST_KNOWN = 2_000;
/** A host is asked for so many at a time, and for one that it did not tell of not again before this. */
const AT_A_TIME = 4;
const AGAIN_MS = 60_000;

/** Titles and authors of the commits that somebody looks at, as their git hosts tell them. */
export class CommitBook {
  readonly #options: CommitBookOptions;
  readonly #known = new Map<string, CommitWords>();
  readonly #failed = new Map<string, number>();
  readonly #wanted = new Map<string, { repoUrl: string; sha: string }>();
  readonly #asked = new Set<string>();
  readonly #listeners = new Set<(sha: string) => void>();

  constructor(options: CommitBookOptions) {
    this.#options = options;
  }

  of(repoUrl: string, sha: string): CommitWords | undefined {
    return this.#known.get(`${repoUrl} ${sha}`);
  }

  /** Is told when something is known of a commit that was wanted. */
  onLearned(listener: (sha: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  want(repoUrl: string, sha: string): void {
    const key = `${repoUrl} ${sha}`;
    const failed = this.#failed.get(key);
    const isTooSoon = failed !== undefined && this.#options.now() - failed < AGAIN_MS;
    if (!this.#known.has(key) && !this.#asked.has(key) && !isTooSoon) {
      this.#wanted.set(key, { repoUrl, sha });
      this.#next();
    }
  }

  #next(): void {
    const [first] = this.#wanted;
    if (first && this.#asked.size < AT_A_TIME) {
      const [key, { repoUrl, sha }] = first;
      this.#wanted.delete(key);
      this.#asked.add(key);
      void this.#ask(key, repoUrl, sha);
      this.#next();
    }
  }

  async #ask(key: string, repoUrl: string, sha: string): Promise<void> {
    const note = await this.#read(repoUrl, sha);
    this.#asked.delete(key);
    if (note) {
      trim(this.#known).set(key, { title: titleOf(note.message), author: note.author });
      this.#failed.delete(key);
      this.#listeners.forEach(listener => listener(sha));
    } else {
      trim(this.#failed).set(key, this.#options.now());
    }
    this.#next();
  }

  async #read(repoUrl: string, sha: string): Promise<CommitNote | undefined> {
    try {
      return await this.#options.git.repository(repoUrl).noteOf(sha);
    } catch (error) {
      this.#options.logger.debug(`What commit ${sha} says can not be read: ${error}`);
      return undefined;
    }
  }
}

function trim<V>(map: Map<string, V>): Map<string, V> {
  const [oldest] = map.keys();
  if (oldest !== undefined && map.size >= MOST_KNOWN) {
    map.delete(oldest);
  }
  return map;
}
