import { NotAllowedError } from '@backstage/errors';
import { type GitRepository, readRemote } from '@greenroom/git-access';
import { runOfDescription } from '@greenroom/plugin-golden-paths-common';
import type { PathsConfig } from '../config';
import type { Thing } from './Thing';

/** A repository that publishing made. Its description says which run did: one that was there before is left alone. */
export class RepositoryThing implements Thing {
  readonly kind = 'repository';
  readonly ref: string;
  readonly howToRemove: Thing['howToRemove'];
  readonly #repository: GitRepository;
  readonly #runs: ReadonlySet<string>;

  constructor(
    repository: GitRepository,
    runs: readonly string[],
    publisher: PathsConfig['publisher']['kind'],
  ) {
    this.#repository = repository;
    this.#runs = new Set(runs);
    this.ref = readRemote(repository.url)?.path ?? repository.url;
    this.howToRemove = {
      url: settingsOf(repository.url, publisher),
      command: commandOf(repository.url, publisher),
    };
  }

  get url(): string {
    return this.#repository.url;
  }

  async isThere(): Promise<boolean> {
    const description = await this.#repository.description();
    return description !== undefined && this.#isOwn(description);
  }

  /** Whether somebody else has it: then nothing about it is the run's. */
  async isOthers(): Promise<boolean> {
    const description = await this.#repository.description();
    return description !== undefined && !this.#isOwn(description);
  }

  async remove(): Promise<string | undefined> {
    if (!(await this.isThere())) {
      throw new NotAllowedError(`${this.url} was not made by this run.`);
    }
    return this.#repository.delete();
  }

  #isOwn(description: string): boolean {
    return this.#runs.has(runOfDescription(description) ?? '');
  }
}

function settingsOf(url: string, publisher: string): string {
  return publisher === 'gitlab' ? `${url}/edit` : `${url}/settings`;
}

function commandOf(url: string, publisher: string): string {
  const { origin, pathname } = new URL(url);
  const path = pathname.slice(1);
  switch (publisher) {
    case 'github':
      return `gh repo delete ${path} --yes`;
    case 'gitlab':
      return `glab repo delete ${path} --yes`;
    default:
      return `curl --request DELETE --user <you> ${origin}/api/v1/repos/${path}`;
  }
}
