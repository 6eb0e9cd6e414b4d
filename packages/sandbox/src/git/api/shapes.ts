import type { GitUser } from '../accounts';
import type { CommitFacts, Signature } from '../repositories/commits';
import type { HostedRepository } from '../repositories/HostedRepository';
import type { Site } from './ApiCall';

/** Users and organisations as Gitea writes them. */
export function userShape(site: Site, user: GitUser | undefined) {
  if (!user) return null;
  const { id, login, name, email } = user;
  return {
    id,
    login,
    login_name: '',
    source_id: 0,
    full_name: name,
    email,
    avatar_url: `${site.url}/avatars/${login}`,
    html_url: `${site.url}/${login}`,
    language: '',
    is_admin: false,
    active: true,
    prohibit_login: false,
    restricted: false,
    location: '',
    website: '',
    description: '',
    visibility: 'public',
    username: login,
  };
}

export function organizationShape(site: Site, name: string) {
  return {
    id: 1_000 + site.host.organizations().indexOf(name),
    name,
    username: name,
    full_name: '',
    email: '',
    avatar_url: `${site.url}/avatars/${name}`,
    description: '',
    website: '',
    location: '',
    visibility: 'public',
    repo_admin_change_team_access: true,
  };
}

function ownerShape(site: Site, owner: string) {
  const { id } = organizationShape(site, owner);
  return userShape(site, { id, login: owner, name: '', email: '' });
}

export async function repositoryShape(site: Site, repository: HostedRepository, user?: GitUser) {
  const { id, owner, name, description, defaultBranch, createdAt, updatedAt, pulls } = repository.record;
  const url = `${site.url}/${owner}/${name}`;
  const may = user !== undefined;
  return {
    id,
    owner: ownerShape(site, owner),
    name,
    full_name: `${owner}/${name}`,
    description,
    empty: await repository.isEmpty(),
    private: false,
    fork: false,
    template: false,
    mirror: false,
    size: 0,
    language: '',
    languages_url: `${site.url}/api/v1/repos/${owner}/${name}/languages`,
    html_url: url,
    url: `${site.url}/api/v1/repos/${owner}/${name}`,
    link: '',
    ssh_url: '',
    clone_url: `${url}.git`,
    original_url: '',
    website: '',
    stars_count: 0,
    forks_count: 0,
    watchers_count: 0,
    open_issues_count: 0,
    open_pr_counter: pulls.filter(({ state }) => state === 'open').length,
    release_counter: 0,
    default_branch: defaultBranch,
    archived: false,
    created_at: createdAt,
    updated_at: updatedAt,
    permissions: { admin: may, push: may, pull: true },
    has_issues: false,
    has_wiki: false,
    has_pull_requests: true,
    has_projects: false,
    has_releases: false,
    has_packages: false,
    has_actions: false,
    ignore_whitespace_conflicts: false,
    allow_merge_commits: true,
    allow_rebase: false,
    allow_rebase_explicit: false,
    allow_squash_merge: true,
    allow_fast_forward_only_merge: true,
    allow_manual_merge: false,
    default_merge_style: 'merge',
    avatar_url: '',
    internal: false,
    object_format_name: 'sha1',
    topics: [],
  };
}

const unverified = {
  verified: false,
  reason: 'gpg.error.not_signed_commit',
  signature: '',
  signer: null,
  payload: '',
};

function signatureShape({ name, email, date }: Signature) {
  return { name, email, date };
}

/** The address of the API below a repository. */
export function apiUrl(site: Site, repository: HostedRepository): string {
  return `${site.url}/api/v1/repos/${repository.fullName}`;
}

function metaShape(site: Site, repository: HostedRepository, sha: string, created: string) {
  return { url: `${apiUrl(site, repository)}/git/commits/${sha}`, sha, created };
}

type ChangedFiles = { filename: string; status: string }[];

/** A commit as `/commits`, `/git/commits` and `/compare` have it. */
export function commitShape(
  site: Site,
  repository: HostedRepository,
  commit: CommitFacts,
  files?: ChangedFiles,
) {
  const { sha, tree, parents, author, committer, message } = commit;
  const meta = metaShape(site, repository, sha, committer.date);
  return {
    ...meta,
    html_url: `${site.url}/${repository.fullName}/commit/${sha}`,
    commit: {
      url: meta.url,
      author: signatureShape(author),
      committer: signatureShape(committer),
      message,
      tree: treeShape(site, repository, tree, committer.date),
      verification: unverified,
    },
    author: userShape(site, site.accounts.byEmail(author.email)),
    committer: userShape(site, site.accounts.byEmail(committer.email)),
    parents: parents.map(parent => metaShape(site, repository, parent, '0001-01-01T00:00:00Z')),
    files: files ?? null,
    // Nobody here asks for them, and counting lines costs a process for each commit.
    stats: null,
  };
}

function treeShape(site: Site, repository: HostedRepository, sha: string, created: string) {
  return { url: `${apiUrl(site, repository)}/git/trees/${sha}`, sha, created };
}

/** A commit as an answer to a change of files has it. */
export function fileCommitShape(site: Site, repository: HostedRepository, commit: CommitFacts) {
  const { commit: inner, parents, html_url, ...meta } = commitShape(site, repository, commit);
  const { author, committer, message, tree } = inner;
  return {
    url: meta.url,
    sha: meta.sha,
    created: meta.created,
    html_url,
    author,
    committer,
    parents,
    message,
    tree,
  };
}

export const noVerification = unverified;

/** A commit as a branch has it. */
export function payloadCommitShape(site: Site, repository: HostedRepository, commit: CommitFacts) {
  const { sha, message, author, committer } = commit;
  const person = ({ name, email }: Signature) => ({
    name,
    email,
    username: site.accounts.byEmail(email)?.login ?? '',
  });
  return {
    id: sha,
    message,
    url: `${site.url}/${repository.fullName}/commit/${sha}`,
    author: person(author),
    committer: person(committer),
    verification: unverified,
    timestamp: committer.date,
    added: null,
    removed: null,
    modified: null,
  };
}
