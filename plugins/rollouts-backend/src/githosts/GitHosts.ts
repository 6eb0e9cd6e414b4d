import type { Config } from '@backstage/config';
import { NotFoundError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  DefaultGitlabCredentialsProvider,
  getGiteaRequestOptions,
  ScmIntegrations,
} from '@backstage/integration';
import type { CommitRange, GitHost, GitPerson } from './GitHost';
import { GiteaClient } from './GiteaClient';
import { GitHubClient } from './GitHubClient';
import { GitLabClient } from './GitLabClient';
import { JsonClient } from './JsonClient';
import { distinct } from './people';
import { mustLeadOn } from './range';

/** The git hosts of `integrations`, with the credentials that are configured there. */
export class GitHosts {
  readonly #hosts: ReadonlyMap<string, GitHost>;

  /** `hosts` by the host of a repository's address. */
  constructor(hosts: ReadonlyMap<string, GitHost>) {
    this.#hosts = hosts;
  }

  /** Hosts without an address of their API are left out, as only Backstage's other ways of reading work there. */
  static fromConfig(config: Config): GitHosts {
    const integrations = ScmIntegrations.fromConfig(config);
    const github = DefaultGithubCredentialsProvider.fromIntegrations(integrations);
    const gitlab = DefaultGitlabCredentialsProvider.fromIntegrations(integrations);
    const hosts = new Map<string, GitHost>();
    for (const { config: one } of integrations.gitea.list()) {
      const headers = async () => ({ ...getGiteaRequestOptions(one).headers });
      const baseUrl = one.baseUrl ?? `https://${one.host}`;
      hosts.set(one.host, new GiteaClient(new JsonClient({ host: one.host, baseUrl, headers })));
    }
    for (const { config: one } of integrations.gitlab.list()) {
      const headers = async (url: string) => ({ ...(await gitlab.getCredentials({ url })).headers });
      const { host, apiBaseUrl: baseUrl } = one;
      hosts.set(host, new GitLabClient(new JsonClient({ host, baseUrl, headers })));
    }
    for (const { config: one } of integrations.github.list()) {
      const headers = async (url: string) => ({ ...(await github.getCredentials({ url })).headers });
      const { host, apiBaseUrl: baseUrl } = one;
      if (baseUrl !== undefined) {
        hosts.set(host, new GitHubClient(new JsonClient({ host, baseUrl, headers })));
      }
    }
    return new GitHosts(hosts);
  }

  /**
   * Everybody who made or merged the commits of the range, each once.
   * @throws NotFoundError for a host that is not configured, ConflictError for a range that does not lead on or is too
   * long, and what the host's client throws
   */
  async peopleOf(range: CommitRange, signal: AbortSignal): Promise<GitPerson[]> {
    const host = this.#hosts.get(range.repository.host);
    if (!host) {
      throw new NotFoundError(
        `${range.repository.host} is no git host that the portal has an integration for.`,
      );
    }
    const commits = await host.commits(range, signal);
    mustLeadOn(commits, range);
    const ids = commits.map(({ id }) => id);
    const mergers = await host.mergers(range.repository, ids, signal);
    return distinct([...commits.flatMap(({ people }) => people), ...mergers]);
  }
}
