/**
 * Reach a repository at a git host by the integrations of the portal: commits and who made them, files, branches, commits
 * and change requests.
 *
 * @packageDocumentation
 */
export type { CommitNote } from './CommitNote';
export type { CommitRange, GitCommit, GitPerson } from './commits/GitCommits';
export { short } from './commits/range';
export { GitAccess } from './GitAccess';
export type { Change, ChangeRequest, FileChange, GitFile, GitRepository } from './GitRepository';
export { isCommitId } from './names';
export { readRemote, readRepository, type Repository, repositoryName } from './repository';
