import { z } from 'zod';
import type { HostedRepository } from '../repositories/HostedRepository';
import { Pulls, type PullState } from '../repositories/pulls';
import { GitProblem } from '../GitProblem';
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
import { apiUrl, repositoryShape, userShape } from './shapes';

/** Pull requests. */
export const pullRoutes: ApiRoute[] = [
  { method: 'GET', path: '/repos/:owner/:repo/pulls', answer: listPulls },
  { method: 'POST', path: '/repos/:owner/:repo/pulls', answer: createPull },
  { method: 'GET', path: '/repos/:owner/:repo/pulls/:index', answer: getPull },
  { method: 'PATCH', path: '/repos/:owner/:repo/pulls/:index', answer: editPull },
  { method: 'GET', path: '/repos/:owner/:repo/pulls/:index/merge', answer: isMerged },
  { method: 'POST', path: '/repos/:owner/:repo/pulls/:index/merge', answer: mergePull },
  { method: 'GET', path: '/repos/:owner/:repo/commits/:sha/pull', answer: pullOfCommit },
];

function pullsOf(call: ApiCall) {
  const repository = repositoryOf(call);
  return { repository, pulls: new Pulls(repository, call.site.now) };
}

function one(call: ApiCall) {
  const { repository, pulls } = pullsOf(call);
  return { repository, pulls, pull: pulls.find(Number(call.params.index)) };
}

async function listPulls(call: ApiCall): Promise<ApiReply> {
  const { repository, pulls } = pullsOf(call);
  const wanted = call.query.get('state') || 'open';
  const matching = pulls.all.filter(({ state }) => wanted === 'all' || state === wanted).reverse();
  const { skip, limit } = pageOf(call);
  const states = await Promise.all(matching.slice(skip, skip + limit).map(pull => pulls.stateOf(pull)));
  return {
    status: 200,
    json: await Promise.all(states.map(state => pullShape(call.site, repository, state))),
    headers: { 'x-total-count': String(matching.length) },
  };
}

const newPull = z.object({
  head: z.string().min(1),
  base: z.string().min(1),
  title: z.string().min(1),
  body: z.string().optional(),
});

async function createPull(call: ApiCall): Promise<ApiReply> {
  const user = caller(call);
  const { repository, pulls } = pullsOf(call);
  const { head, base, title, body = '' } = read(newPull, call);
  // `owner:branch` names a fork; of those there are none but the repository itself.
  const [branch = '', owner = repository.record.owner] = head.split(':').reverse();
  if (owner !== repository.record.owner) throw new GitProblem(404, "The target couldn't be found.");
  const opened = await pulls.open({ title, body, base, head: branch, user });
  return { status: 201, json: await pullShape(call.site, repository, opened) };
}

async function getPull(call: ApiCall): Promise<ApiReply> {
  const { repository, pulls, pull } = one(call);
  return { status: 200, json: await pullShape(call.site, repository, await pulls.stateOf(pull)) };
}

const edited = z.object({
  title: z.string().min(1).optional(),
  body: z.string().optional(),
  state: z.enum(['open', 'closed']).optional(),
});

async function editPull(call: ApiCall): Promise<ApiReply> {
  caller(call);
  const { repository, pulls, pull } = one(call);
  pulls.edit(pull, read(edited, call));
  return { status: 201, json: await pullShape(call.site, repository, await pulls.stateOf(pull)) };
}

function isMerged(call: ApiCall): ApiReply {
  if (!one(call).pull.mergedAt) throw new GitProblem(404, "The target couldn't be found.");
  return { status: 204 };
}

const merging = z.object({
  Do: z.enum(['merge', 'squash', 'fast-forward-only']),
  MergeTitleField: z.string().optional(),
  MergeMessageField: z.string().optional(),
  head_commit_id: z.string().optional(),
  delete_branch_after_merge: z.boolean().optional(),
});

async function mergePull(call: ApiCall): Promise<ApiReply> {
  const user = caller(call);
  const { pulls, pull } = one(call);
  const asked = read(merging, call);
  await pulls.merge(pull, {
    user,
    style: asked.Do,
    title: asked.MergeTitleField,
    body: asked.MergeMessageField,
    expected: asked.head_commit_id,
    deleteBranch: asked.delete_branch_after_merge ?? false,
  });
  return { status: 200 };
}

async function pullOfCommit(call: ApiCall): Promise<ApiReply> {
  const { repository, pulls } = pullsOf(call);
  const found = pulls.bringing(call.params.sha ?? '');
  if (!found) throw new GitProblem(404, `pull request does not exist [sha: ${call.params.sha}]`);
  return { status: 200, json: await pullShape(call.site, repository, await pulls.stateOf(found)) };
}

async function pullShape(site: Site, repository: HostedRepository, pull: PullState) {
  const html = `${site.url}/${repository.fullName}/pulls/${pull.number}`;
  const repo = await repositoryShape(site, repository);
  const end = (ref: string, sha: string) => ({ label: ref, ref, sha, repo_id: repo.id, repo });
  return {
    id: repo.id * 10_000 + pull.number,
    url: `${apiUrl(site, repository)}/pulls/${pull.number}`,
    number: pull.number,
    user: userShape(site, site.accounts.byLogin(pull.user)),
    title: pull.title,
    body: pull.body,
    labels: [],
    milestone: null,
    assignee: null,
    assignees: null,
    requested_reviewers: null,
    requested_reviewers_teams: null,
    state: pull.state,
    draft: false,
    is_locked: false,
    comments: 0,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    mergeable: pull.mergeable,
    merged: pull.mergedAt !== undefined,
    merged_at: pull.mergedAt ?? null,
    merge_commit_sha: pull.mergeCommit ?? null,
    merged_by: userShape(site, site.accounts.byLogin(pull.mergedBy)),
    allow_maintainer_edit: false,
    base: end(pull.base, pull.baseSha),
    head: end(pull.head, pull.headSha),
    merge_base: pull.mergeBase,
    due_date: null,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt ?? null,
    pin_order: 0,
  };
}
