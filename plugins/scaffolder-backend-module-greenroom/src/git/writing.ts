import { createHash } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { ChangeRequest, GitRepository } from '@greenroom/git-access';
import { runOfMessage, withRun } from '@greenroom/plugin-golden-paths-common';
import type { WorkspaceFile } from './workspaceFiles';

/** Files that shall be in a repository, and how the commit is called. */
export interface Wanted {
  branch: string;
  message: string;
  files: readonly WorkspaceFile[];
  run: string;
}

/** A change request that brings `Wanted` to its branch. */
export interface Asked {
  /** The branch that it comes from. */
  from: string;
  title: string;
  body: string;
}

export type Written = { commitHash: string; changed: boolean };
export type Requested = Written & { changeRequest?: ChangeRequest };
const TRIES = 5;
type Checkpoint = Pick<ActionContext<{}>, 'checkpoint'>['checkpoint'];

/** How a file would be written. */
export type Effect = 'new' | 'changed' | 'as it is';

/**
 * Commits what is not there yet. The checkpoint is of this state of the branch: after a crash the same is not done again,
 * and after an undo it is.
 * @throws as `GitRepository` does
 */
export async function writeFiles(
  repository: GitRepository,
  { branch, message, files, run }: Wanted,
  checkpoint: Checkpoint,
): Promise<Written> {
  const before = await repository.headOf(branch);
  const key = `commit.${digest([repository.url, branch, before ?? '', JSON.stringify(files)])}`;
  const { sha } = await checkpoint({
    key,
    fn: () => inTurn(() => repository.commit({ branch, message: withRun(message, run), files })),
  });
  return { commitHash: sha, changed: sha !== before };
}

/**
 * The same as a change request: nothing is asked for where the branch has all files already. A branch of that name that
 * somebody else writes to is left alone.
 * @throws ConflictError for such a branch
 */
export async function requestFiles(
  repository: GitRepository,
  wanted: Wanted,
  { from, title, body }: Asked,
  checkpoint: Checkpoint,
): Promise<Requested> {
  const effects = await effectsOf(repository, wanted);
  const head = await mustHaveHead(repository, wanted.branch);
  if (effects.every(({ effect }) => effect === 'as it is')) {
    return { commitHash: head, changed: false };
  }
  await ownBranch(repository, from, wanted.branch, head);
  const written = await writeFiles(repository, { ...wanted, branch: from }, checkpoint);
  const changeRequest = await repository.openChangeRequest({ title, body, from, into: wanted.branch });
  return { ...written, changeRequest };
}

/** What writing would do to each file; for a repository that is not there yet all are new. */
export async function effectsOf(
  repository: GitRepository,
  { branch, files }: Pick<Wanted, 'branch' | 'files'>,
): Promise<{ path: string; effect: Effect }[]> {
  const head = await repository.headOf(branch);
  const effects: { path: string; effect: Effect }[] = [];
  for (const { path, content } of files) {
    const before = head === undefined ? undefined : await repository.readFile(path, head);
    const same = before === content ? 'as it is' : 'changed';
    effects.push({ path, effect: before === undefined ? 'new' : same });
  }
  return effects;
}

/** Runs that begin at the same time write to the same branch: who comes second tries again, as its files are its own. */
async function inTurn<T>(commit: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await commit();
    } catch (error) {
      if (!(error instanceof ConflictError) || tries === TRIES) {
        throw error;
      }
    }
  }
}

async function mustHaveHead(repository: GitRepository, branch: string): Promise<string> {
  const head = await repository.headOf(branch);
  if (head === undefined) {
    throw new ConflictError(`${repository.url} has no branch ${branch} that could be changed.`);
  }
  return head;
}

/** Made when it is not there; else each of its commits has to be a run's. */
async function ownBranch(repository: GitRepository, name: string, into: string, base: string): Promise<void> {
  const head = await repository.headOf(name);
  if (head === undefined) {
    await repository.createBranch(name, base);
    return;
  }
  const commits = await repository.commitsBetween(base, head);
  if (commits.some(({ message }) => runOfMessage(message) === undefined)) {
    throw new ConflictError(
      `${repository.url} has a branch ${name} with commits that no run made: take it away, or merge it into ${into}.`,
    );
  }
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
}
