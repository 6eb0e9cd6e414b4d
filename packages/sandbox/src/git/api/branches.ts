import { z } from 'zod';
import { GitProblem } from '../GitProblem';
import { isRefName } from '../names';
import type { HostedRepository } from '../repositories/HostedRepository';
import {
  type ApiCall,
  type ApiReply,
  type ApiRoute,
  caller,
  pageOf,
  read,
  repositoryOf,
  type Site,
} from './ApiCall';
import { refOf } from './contents';
import { commitShape, payloadCommitShape } from './shapes';

/** Branches, commits and what lies between two of them. */
export const branchRoutes: ApiRoute[] = [
  { method: 'GET', path: '/repos/:owner/:repo/branches', answer: listBranches },
  { method: 'POST', path: '/repos/:owner/:repo/branches', answer: createBranch },
  { method: 'GET', path: '/repos/:owner/:repo/branches/*branch', answer: getBranch },
  { method: 'DELETE', path: '/repos/:owner/:repo/branches/*branch', answer: deleteBranch },
  { method: 'GET', path: '/repos/:owner/:repo/commits', answer: listCommits },
  { method: 'GET', path: '/repos/:owner/:repo/git/commits/*ref', answer: getCommit },
  { method: 'GET', path: '/repos/:owner/:repo/compare/*range', answer: compare },
];

async function branchShape(site: Site, repository: HostedRepository, name: string, sha: string) {
  const commit = await repository.bare.commit(sha);
  if (!commit) throw new GitProblem(404, `branch does not exist [name: ${name}]`);
  return {
    name,
    commit: payloadCommitShape(site, repository, commit),
    protected: false,
    required_approvals: 0,
    enable_status_check: false,
    status_check_contexts: [],
    user_can_push: true,
    user_can_merge: true,
    effective_branch_protection_name: '',
  };
}

async function listBranches(call: ApiCall): Promise<ApiReply> {
  const repository = repositoryOf(call);
  const { skip, limit } = pageOf(call);
  const all = [...(await repository.bare.branches())];
  const shown = all.slice(skip, skip + limit);
  return {
    status: 200,
    json: await Promise.all(shown.map(([name, sha]) => branchShape(call.site, repository, name, sha))),
    headers: { 'x-total-count': String(all.length) },
  };
}

async function getBranch(call: ApiCall): Promise<ApiReply> {
  const repository = repositoryOf(call);
  const { name, sha } = await branchOf(call, repository);
  return { status: 200, json: await branchShape(call.site, repository, name, sha) };
}

async function branchOf({ params }: ApiCall, repository: HostedRepository) {
  const name = params.branch ?? '';
  const sha = isRefName(name) ? await repository.bare.branch(name) : undefined;
  if (!sha) throw new GitProblem(404, `branch does not exist [name: ${name}]`);
  return { name, sha };
}

const newBranch = z.object({
  new_branch_name: z.string().refine(isRefName, 'GitRefName'),
  old_branch_name: z.string().optional(),
  old_ref_name: z.string().optional(),
});

async function createBranch(call: ApiCall): Promise<ApiReply> {
  caller(call);
  const repository = repositoryOf(call);
  const { new_branch_name: name, old_branch_name: branch, old_ref_name: ref } = read(newBranch, call);
  const from = ref || branch || repository.record.defaultBranch;
  const sha = await repository.write(async () => {
    const found = await repository.bare.resolve(from.replace(/^refs\/(heads|tags)\//, ''));
    if (!found) throw new GitProblem(404, 'The old branch does not exist');
    if (await repository.bare.branch(name)) throw new GitProblem(409, 'The branch already exists.');
    await repository.bare.moveRef(`refs/heads/${name}`, found.sha, '');
    return found.sha;
  });
  return { status: 201, json: await branchShape(call.site, repository, name, sha) };
}

async function deleteBranch(call: ApiCall): Promise<ApiReply> {
  caller(call);
  const repository = repositoryOf(call);
  await repository.write(async () => {
    const { name, sha } = await branchOf(call, repository);
    if (name === repository.record.defaultBranch) throw new GitProblem(403, 'can not delete default branch');
    await repository.bare.removeRef(`refs/heads/${name}`, sha);
  });
  return { status: 204 };
}

async function listCommits(call: ApiCall): Promise<ApiReply> {
  const repository = repositoryOf(call);
  if (await repository.isEmpty()) throw new GitProblem(409, 'Git Repository is empty.');
  const { sha } = await refOf(repository, call.query.get('sha'));
  const path = call.query.get('path') ?? undefined;
  const total = await repository.bare.count(sha, path);
  const commits = await repository.bare.log(sha, { ...pageOf(call), path });
  const json = await Promise.all(commits.map(commit => withFiles(call, repository, commit)));
  return { status: 200, json, headers: { 'x-total-count': String(total), 'x-total': String(total) } };
}

async function withFiles(
  call: ApiCall,
  repository: HostedRepository,
  commit: Parameters<typeof commitShape>[2],
) {
  const wanted = call.query.get('files') !== 'false';
  const files = wanted ? await repository.bare.changedFiles(commit) : undefined;
  return commitShape(call.site, repository, commit, files);
}

async function getCommit(call: ApiCall): Promise<ApiReply> {
  const repository = repositoryOf(call);
  const { sha } = await refOf(repository, call.params.ref ?? '');
  const commit = await repository.bare.commit(sha);
  if (!commit) throw new GitProblem(404, `commit does not exist [id: ${sha}]`);
  return { status: 200, json: await withFiles(call, repository, commit) };
}

async function compare(call: ApiCall): Promise<ApiReply> {
  const repository = repositoryOf(call);
  const [base = '', head = '', ...more] = (call.params.range ?? '').split(/\.{2,3}/);
  if (!base || !head || more.length > 0) throw new GitProblem(404, "The target couldn't be found.");
  const [from, to] = [await refOf(repository, base), await refOf(repository, head)];
  const range = `${from.sha}..${to.sha}`;
  const commits = await repository.bare.log(range, { limit: 10_000 });
  const json = await Promise.all(commits.map(commit => withFiles(call, repository, commit)));
  return { status: 200, json: { total_commits: commits.length, commits: json } };
}
