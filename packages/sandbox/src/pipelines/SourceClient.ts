import { z } from 'zod';
import { SandboxError } from '../SandboxError';

const signature = z.object({ name: z.string(), email: z.string() });
const commit = z.object({
  sha: z.string(),
  commit: z.object({ message: z.string(), author: signature }),
});
const comparison = z.object({ commits: z.array(commit) });

/** Where a pipeline takes its source from. */
export interface SourceRepository {
  organization: string;
  repository: string;
}

export interface SourceCommit {
  sha: string;
  message: string;
  author: { name: string; email: string };
}

/** The git host as a pipeline reaches it: by its API, and without an account, as everything there may be read. */
export class SourceClient {
  constructor(private readonly url: string) {}

  /** A file as of a commit; undefined when there is none. @throws SandboxError when the host does not answer */
  async file(source: SourceRepository, sha: string, path: string): Promise<string | undefined> {
    const response = await this.ask(`${at(source)}/raw/${path}?ref=${sha}`);
    return response?.text();
  }

  /** Those that `after` has and `before` has not, newest first; only `after` where there was nothing before. */
  async commits(
    source: SourceRepository,
    before: string | undefined,
    after: string,
  ): Promise<SourceCommit[]> {
    const what = before
      ? `compare/${before}...${after}?files=false`
      : `commits?sha=${after}&limit=50&files=false`;
    const response = await this.ask(`${at(source)}/${what}`);
    const answer: unknown = await response?.json();
    if (answer === undefined) return [];
    const commits = before ? comparison.parse(answer).commits : z.array(commit).parse(answer);
    return commits.map(({ sha, commit: { message, author } }) => ({ sha, message, author }));
  }

  private async ask(path: string): Promise<Response | undefined> {
    const response = await fetch(`${this.url}/api/v1/repos/${path}`).catch(() => undefined);
    if (response?.status === 404) return undefined;
    if (response?.ok) return response;
    throw new SandboxError(`The source could not be read: ${response?.status ?? 'nobody answers'}.`);
  }
}

function at({ organization, repository }: SourceRepository): string {
  return `${encodeURIComponent(organization)}/${encodeURIComponent(repository)}`;
}
