import { ConflictError, NotFoundError } from '@backstage/errors';
import { z } from 'zod';
import type { CommitRange, GitCommit, GitCommits, GitPerson } from '../commits/GitCommits';
import type { JsonClient } from '../http/JsonClient';
import { coAuthors, person } from '../commits/people';
import { mustBeReadable } from '../commits/range';
import type { Repository } from '../repository';
import { sideBySide } from '../http/sideBySide';

const account = z.object({ login: z.string().optional() }).nullish();
const signature = z.object({ email: z.string().nullish() }).nullish();
const commitSchema = z.object({
  sha: z.string(),
  parents: z.array(z.object({ sha: z.string() })).nullish(),
  author: account,
  committer: account,
  commit: z.object({ author: signature, committer: signature, message: z.string() }),
});
const comparisonSchema = z.object({
  total_commits: z.int(),
  commits: z
    .array(commitSchema)
    .nullish()
    .transform(commits => commits ?? []),
});
const pullSchema = z.object({ merged_by: account });

/** Gitea, by its REST API. */
export class GiteaCommits implements GitCommits {
  readonly #json: Pick<JsonClient, 'get'>;

  constructor(json: Pick<JsonClient, 'get'>) {
    this.#json = json;
  }

  /** Gitea answers a comparison in one piece. */
  async commits({ repository, base, head }: CommitRange, signal: AbortSignal): Promise<GitCommit[]> {
    const { total_commits: total, commits } = await this.#json.get(
      {
        ...at(repository, `compare/${base}...${head}`),
        query: { verification: 'false', files: 'false' },
        signal,
      },
      comparisonSchema,
    );
    mustBeReadable(total);
    if (commits.length < total) {
      throw new ConflictError(`${repository.host} told ${commits.length} of ${total} commits.`);
    }
    return commits.map(readCommit);
  }

  /** Gitea knows one pull request of a commit, and has no answer where there is none. */
  async mergers(
    repository: Repository,
    commits: readonly string[],
    signal: AbortSignal,
  ): Promise<GitPerson[]> {
    const pulls = await sideBySide(commits, commit =>
      this.#json
        .get({ ...at(repository, `commits/${commit}/pull`), signal }, pullSchema)
        .catch(nothingWhereNotFound),
    );
    return pulls.flatMap(pull => person({ login: pull?.merged_by?.login }));
  }
}

function nothingWhereNotFound(error: unknown): undefined {
  if (!(error instanceof NotFoundError)) {
    throw error;
  }
}

function at({ host, path }: Repository, rest: string) {
  return { path: `/api/v1/repos/${path}/${rest}`, about: `https://${host}/${path}` };
}

function readCommit({ sha, parents, author, committer, commit }: z.infer<typeof commitSchema>): GitCommit {
  return {
    sha,
    parents: (parents ?? []).map(parent => parent.sha),
    people: [
      ...person({ login: author?.login, email: commit.author?.email ?? undefined }),
      ...person({ login: committer?.login, email: commit.committer?.email ?? undefined }),
      ...coAuthors(commit.message),
    ],
    message: commit.message,
  };
}
