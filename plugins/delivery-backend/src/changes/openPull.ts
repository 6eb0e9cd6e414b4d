import type { ChangeRequest, FileChange, GitRepository } from '@greenroom/git-access';

export interface Pull {
  branch: string;
  /** The commit that the branch begins at. */
  from: string;
  into: string;
  title: string;
  body: string;
  files: readonly FileChange[];
}

/** Branch, commit and pull request. Every step may have been done before by somebody who died after it: each does no harm twice. */
export async function openPull(
  git: GitRepository,
  { branch, from, into, title, body, files }: Pull,
): Promise<ChangeRequest> {
  if ((await git.headOf(branch)) === undefined) {
    await git.createBranch(branch, from);
  }
  await git.commit({ branch, message: `${title}\n\n${body}\n`, files });
  return git.openChangeRequest({ title, body, from: branch, into });
}
