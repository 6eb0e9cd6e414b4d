import { z } from 'zod';
import type { CommitRange, GitCommit, GitCommits, GitPerson } from '../commits/GitCommits';
import type { JsonClient } from '../http/JsonClient';
import { coAuthors, person } from '../commits/people';
import { mustBeReadable } from '../commits/range';
import type { Repository } from '../repository';
import { sideBySide } from '../http/sideBySide';

const PAGE = 100;
/** What GitHub itself commits for somebody who presses a button: its author is the person. */
const WEB = 'web-flow';

const account = z.object({ login: z.string().optional() }).nullish();
const signature = z.object({ email: z.string().nullish() }).nullish();
const commitSchema = z.object({
  sha: z.string(),
  parents: z.array(z.object({ sha: z.string() })),
  author: account,
  committer: account,
  commit: z.object({ author: signature, committer: signature, message: z.string() }),
});
const comparisonSchema = z.object({ total_commits: z.int(), commits: z.array(commitSchema) });
const pullsSchema = z.array(z.object({ number: z.int(), merged_at: z.string().nullish() }));
const pullSchema = z.object({ merged_by: account });

/** GitHub and GitHub Enterprise Server, by their REST API. */
export class GitHubCommits implements GitCommits {
  readonly #json: Pick<JsonClient, 'get'>;

  constructor(json: Pick<JsonClient, 'get'>) {
    this.#json = json;
  }

  async commits({ repository, base, head }: CommitRange, signal: AbortSignal): Promise<GitCommit[]> {
    const found: GitCommit[] = [];
    for (let page = 1; ; page += 1) {
      const answer = await this.#json.get(
        {
          ...at(repository, `compare/${base}...${head}`),
          query: { per_page: String(PAGE), page: String(page) },
          signal,
        },
        comparisonSchema,
      );
      mustBeReadable(answer.total_commits);
      found.push(...answer.commits.map(readCommit));
      if (found.length >= answer.total_commits || answer.commits.length === 0) {
        return found;
      }
    }
  }

  /** The list of a commit's pull requests does not say who merged them: each of those is asked itself. */
  async mergers(
    repository: Repository,
    commits: readonly string[],
    signal: AbortSignal,
  ): Promise<GitPerson[]> {
    const pulls = await sideBySide(commits, commit =>
      this.#json.get(
        { ...at(repository, `commits/${commit}/pulls`), query: { per_page: String(PAGE) }, signal },
        pullsSchema,
      ),
    );
    const merged = pulls.flat().filter(pull => pull.merged_at);
    const numbers = [...new Set(merged.map(({ number }) => number))];
    const read = await sideBySide(numbers, number =>
      this.#json.get({ ...at(repository, `pulls/${number}`), signal }, pullSchema),
    );
    return read.flatMap(pull => person({ login: pull.merged_by?.login }));
  }
}

function at({ host, path }: Repository, rest: string) {
  return { path: `/repos/${path}/${rest}`, about: `https://${host}/${path}` };
}

function readCommit({ sha, parents, author, committer, commit }: z.infer<typeof commitSchema>): GitCommit {
  return {
    sha,
    parents: parents.map(parent => parent.sha),
    people: [
      ...person({ login: author?.login, email: commit.author?.email ?? undefined }),
      ...(committer?.login === WEB
        ? []
        : person({ login: committer?.login, email: commit.committer?.email ?? undefined })),
      ...coAuthors(commit.message),
    ],
    message: commit.message,
  };
}
