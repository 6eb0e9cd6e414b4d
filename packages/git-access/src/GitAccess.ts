import { InputError, NotFoundError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  DefaultGitlabCredentialsProvider,
  getGiteaRequestOptions,
  type ScmIntegrationRegistry,
} from '@backstage/integration';
import type { CommitRange, GitCommits, GitPerson } from './commits/GitCommits';
import { distinct } from './commits/people';
import { mustLeadOn } from './commits/range';
import { GiteaCommits } from './gitea/GiteaCommits';
import { GiteaRepository } from './gitea/GiteaRepository';
import { GitHubCommits } from './github/GitHubCommits';
import { GitHubRepository } from './github/GitHubRepository';
import { GitLabCommits } from './gitlab/GitLabCommits';
import { GitLabRepository } from './gitlab/GitLabRepository';
import type { GitRepository } from './GitRepository';
import { HostedRepository } from './HostedRepository';
import { JsonClient } from './http/JsonClient';
import { readRemote, type Repository } from './repository';
import type { RepositoryHost } from './RepositoryHost';

/** A configured git host. */
interface Host {
  /** Where its pages are, without a slash at the end. */
  webUrl: string;
  commits: GitCommits;
  repository(repository: Repository, url: string): RepositoryHost;
}

/** What one method of a repository may take, with everything it asks. */
const TIMEOUT_MS = 30_000;

/** The git hosts of `integrations`, with the credentials that are configured there. */
export class GitAccess {
  readonly #hosts: ReadonlyMap<string, Host>;
  readonly #timeoutMs: number;

  /** `hosts` by the host of a repository's address. */
  private constructor(hosts: ReadonlyMap<string, Host>, timeoutMs: number) {
    this.#hosts = hosts;
    this.#timeoutMs = timeoutMs;
  }

  /** Hosts without an address of their API are left out, as only Backstage's other ways of reading work there. */
  static fromIntegrations(
    integrations: ScmIntegrationRegistry,
    { timeoutMs = TIMEOUT_MS }: { timeoutMs?: number } = {},
  ): GitAccess {
    const hosts = [...giteaHosts(integrations), ...gitLabHosts(integrations), ...gitHubHosts(integrations)];
    return new GitAccess(new Map(hosts), timeoutMs);
  }

  /**
   * `url`: as people write it, or as git takes it for a remote; credentials in it are dropped.
   * @throws InputError for what is no address of a repository, or a host that has no integration
   */
  repository(url: string): GitRepository {
    const repository = readRemote(url);
    if (!repository) {
      throw new InputError('That is no address of a repository at a git host.');
    }
    const host = this.#hosts.get(repository.host);
    if (!host) {
      throw new InputError(noIntegration(repository.host));
    }
    const page = `${host.webUrl}/${repository.path}`;
    return new HostedRepository({
      url: page,
      host: host.repository(repository, page),
      timeoutMs: this.#timeoutMs,
    });
  }

  /**
   * Everybody who made or merged the commits of the range, each once.
   * @throws NotFoundError for a host that is not configured, ConflictError for a range that does not lead on or is too
   * long, and what the host's client throws
   */
  async peopleOf(range: CommitRange, signal: AbortSignal): Promise<GitPerson[]> {
    const host = this.#hosts.get(range.repository.host)?.commits;
    if (!host) {
      throw new NotFoundError(noIntegration(range.repository.host));
    }
    const commits = await host.commits(range, signal);
    mustLeadOn(commits, range);
    const ids = commits.map(({ sha }) => sha);
    const mergers = await host.mergers(range.repository, ids, signal);
    return distinct([...commits.flatMap(({ people }) => people), ...mergers]);
  }
}

function noIntegration(host: string): string {
  return `${host} is no git host that the portal has an integration for.`;
}

function giteaHosts({ gitea }: ScmIntegrationRegistry): [string, Host][] {
  return gitea.list().map(({ config }) => {
    const { host } = config;
    const webUrl = config.baseUrl ?? `https://${host}`;
    const headers = async () => ({ ...getGiteaRequestOptions(config).headers });
    const json = new JsonClient({ host, baseUrl: webUrl, headers });
    const commits = new GiteaCommits(json);
    const repository = (at: Repository, url: string) =>
      new GiteaRepository({ json, history: commits, repository: at, url });
    return [host, { webUrl, commits, repository }];
  });
}

function gitLabHosts(integrations: ScmIntegrationRegistry): [string, Host][] {
  const credentials = DefaultGitlabCredentialsProvider.fromIntegrations(integrations);
  return integrations.gitlab.list().map(({ config: { host, baseUrl: webUrl, apiBaseUrl: baseUrl } }) => {
    const headers = async (url: string) => ({ ...(await credentials.getCredentials({ url })).headers });
    const json = new JsonClient({ host, baseUrl, headers });
    const commits = new GitLabCommits(json);
    const repository = (at: Repository, url: string) =>
      new GitLabRepository({ json, history: commits, repository: at, url });
    return [host, { webUrl, commits, repository }];
  });
}

function gitHubHosts(integrations: ScmIntegrationRegistry): [string, Host][] {
  const credentials = DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  return integrations.github.list().flatMap(({ config: { host, apiBaseUrl: baseUrl } }) => {
    if (baseUrl === undefined) {
      return [];
    }
    const headers = async (url: string) => ({ ...(await credentials.getCredentials({ url })).headers });
    const json = new JsonClient({ host, baseUrl, headers });
    const commits = new GitHubCommits(json);
    const repository = (at: Repository, url: string) =>
      new GitHubRepository({ json, history: commits, repository: at, url });
    return [[host, { webUrl: `https://${host}`, commits, repository }] satisfies [string, Host]];
  });
}
