import { ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';
import type { CommitRange, GitCommit, GitCommits, GitPerson } from '../commits/GitCommits';
import type { JsonClient } from '../http/JsonClient';
import { coAuthors, person } from '../commits/people';
import type { Repository } from '../repository';
import { sideBySide } from '../http/sideBySide';

const commitSchema = z.object({
  id: z.string(),
  parent_ids: z.array(z.string()),
  author_email: z.string().nullish(),
  committer_email: z.string().nullish(),
  message: z.string().nullish(),
});
const comparisonSchema = z.object({
  commits: z.array(commitSchema),
  compare_timeout: z.boolean().optional(),
});
const user = z.object({ username: z.string() }).nullish();
const mergeRequestsSchema = z.array(z.object({ state: z.string(), merged_by: user, merge_user: user }));

/** GitLab, by its REST API. Its commits name e-mails only; its merge requests name accounts. */
export class GitLabCommits implements GitCommits {
  readonly #json: Pick<JsonClient, 'get'>;

  constructor(json: Pick<JsonClient, 'get'>) {
    this.#json = json;
  }

  /** GitLab answers a comparison in one piece. */
  async commits({ repository, base, head }: CommitRange, signal: AbortSignal): Promise<GitCommit[]> {
    const answer = await this.#json.get(
      { ...at(repository, 'compare'), query: { from: base, to: head }, signal },
      comparisonSchema,
    );
    if (answer.compare_timeout) {
      throw new ServiceUnavailableError(`${repository.host} gave up comparing the commits.`);
    }
    return answer.commits.map(readCommit);
  }

  /** `merged_by` is what older servers call `merge_user`. */
  async mergers(
    repository: Repository,
    commits: readonly string[],
    signal: AbortSignal,
  ): Promise<GitPerson[]> {
    const requests = await sideBySide(commits, commit =>
      this.#json.get(
        { ...at(repository, `commits/${commit}/merge_requests`), query: { per_page: '100' }, signal },
        mergeRequestsSchema,
      ),
    );
    return requests
      .flat()
      .filter(({ state }) => state === 'merged')
      .flatMap(request => person({ login: (request.merge_user ?? request.merged_by)?.username }));
  }
}

function at({ host, path }: Repository, rest: string) {
  return {
    path: `/projects/${encodeURIComponent(path)}/repository/${rest}`,
    about: `https://${host}/${path}`,
  };
}

function readCommit(commit: z.infer<typeof commitSchema>): GitCommit {
  return {
    sha: commit.id,
    parents: commit.parent_ids,
    people: [
      ...person({ email: commit.author_email ?? undefined }),
      ...person({ email: commit.committer_email ?? undefined }),
      ...coAuthors(commit.message ?? ''),
    ],
    message: commit.message ?? '',
  };
}
