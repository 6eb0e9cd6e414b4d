import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { git, runGit } from '../runGit';
import type { BareRepository } from './BareRepository';

/** Two branches that cannot be brought together without a person. */
export class MergeConflict extends Error {
  override readonly name = 'MergeConflict';
}

/**
 * The tree of `theirs` merged into `ours`, without moving anything. By the index and `git merge-one-file` rather than
 * `git merge-tree --write-tree`, which is only there from git 2.38 on.
 *
 * @throws MergeConflict when both changed the same lines, or have no history in common
 */
export async function mergedTree(repository: BareRepository, ours: string, theirs: string): Promise<string> {
  const base = await repository.mergeBase(ours, theirs);
  if (!base) throw new MergeConflict('The branches have no history in common.');
  if (base === ours) return (await repository.git(['rev-parse', `${theirs}^{tree}`])).trim();
  const room = mkdtempSync(join(repository.directory, 'merge-'));
  const tree = join(room, 'tree');
  mkdirSync(tree);
  const environment = { GIT_INDEX_FILE: join(room, 'index'), GIT_WORK_TREE: tree };
  const call = { repository: repository.directory, environment };
  try {
    await git(['read-tree', '-i', '-m', '--aggressive', base, ours, theirs], call);
    const { code } = await runGit(['merge-index', '-o', '-q', 'git-merge-one-file', '-a'], call);
    if (code !== 0) throw new MergeConflict('Both branches changed the same lines.');
    return (await git(['write-tree'], call)).trim();
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}
