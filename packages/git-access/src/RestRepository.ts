import type { GitCommit, GitCommits } from './commits/GitCommits';
import type { JsonClient, JsonQuestion, JsonRequest } from './http/JsonClient';
import type { Repository } from './repository';

export interface RestRepositoryOptions {
  json: JsonClient;
  history: GitCommits;
  repository: Repository;
  /** The repository's page. */
  url: string;
}

/** What a repository is asked by, whatever host it is at: a JSON API below an address of its own. */
export abstract class RestRepository {
  protected readonly json: JsonClient;
  protected readonly repository: Repository;
  protected readonly url: string;
  readonly #history: GitCommits;

  constructor({ json, history, repository, url }: RestRepositoryOptions) {
    this.json = json;
    this.repository = repository;
    this.url = url;
    this.#history = history;
  }

  /** Where the host has the repository, or what is below it. */
  protected abstract pathOf(rest: string): string;

  async commits(base: string, head: string, signal: AbortSignal): Promise<GitCommit[]> {
    return this.#history.commits({ repository: this.repository, base, head }, signal);
  }

  protected at(rest: string, signal: AbortSignal): Omit<JsonQuestion, 'query'> {
    return { path: this.pathOf(rest), about: this.url, signal };
  }

  protected request(
    method: JsonRequest['method'],
    rest: string,
    signal: AbortSignal,
    body?: object,
  ): JsonRequest {
    return { ...this.at(rest, signal), method, ...(body && { body }) };
  }
}
