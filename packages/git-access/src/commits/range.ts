import { ConflictError } from '@backstage/errors';
import { type CommitRange, type GitCommit, MOST_COMMITS } from './GitCommits';

/** @throws ConflictError for a range nobody reads through */
export function mustBeReadable(total: number): void {
  if (total > MOST_COMMITS) {
    throw new ConflictError(
      `There are ${total} commits between them, and no more than ${MOST_COMMITS} are read.`,
    );
  }
}

/**
 * That the commits are a whole way from `base` to `head`. Hosts answer a range also where `head` does not contain `base`,
 * from where the two parted; then somebody's commits are taken away and the rest says nothing of who did that. Where it
 * does, the last commit of a way down to `base` is in the range and has it as its parent.
 * @throws ConflictError
 */
export function mustLeadOn(commits: readonly GitCommit[], { base, head }: CommitRange): void {
  mustBeReadable(commits.length);
  const isWhole =
    commits.some(({ sha }) => sha === head) && commits.some(({ parents }) => parents.includes(base));
  if (!isWhole) {
    throw new ConflictError(
      `${short(head)} does not follow ${short(base)}, so nobody can tell who made the difference.`,
    );
  }
}

/** As people write an id. */
export function short(commit: string): string {
  return commit.slice(0, 8);
}
