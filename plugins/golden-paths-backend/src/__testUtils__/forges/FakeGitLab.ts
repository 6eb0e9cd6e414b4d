import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { type Call, Forge, type ForgeOptions, type Pull, type Reply, type Route } from './Forge';
import type { ForgeRepository } from './ForgeRepository';

const newProject = z.object({
  namespace_id: z.int(),
  path: z.string(),
  visibility: z.literal('private'),
  description: z.string(),
});
const newBranch = z.object({ branch: z.string(), ref: z.string() });
const newCommit = z.object({
  branch: z.string(),
  commit_message: z.string(),
  actions: z.array(
    z.object({
      action: z.enum(['create', 'update', 'delete']),
      file_path: z.string(),
      content: z.string().optional(),
      last_commit_id: z.string().optional(),
    }),
  ),
});
const newRequest = z.object({ source_branch: z.string(), target_branch: z.string() });
const closing = z.object({ state_event: z.literal('close') });

const missing: Reply = { status: 404, body: { message: '404 Project Not Found' } };

/** A project that was deleted, and is kept under another name for a time. */
interface Leaving {
  id: number;
  path: string;
}

/**
 * GitLab's REST API, as far as `publish:gitlab`, git access and undo ask it. As GitLab from 18 on, it marks what is
 * deleted, under another path, and takes it away at once only when it is told so then.
 */
export class FakeGitLab extends Forge {
  readonly host = 'gitlab.test';
  /** Projects that are only marked for deletion. */
  readonly leaving: Leaving[] = [];
  /** Whether what is marked may be taken away at once; on gitlab.com nobody may. */
  permitsRemoval = true;
  readonly #groups: string[] = [];

  constructor(options: Omit<ForgeOptions, 'username'>) {
    super({ ...options, username: 'oauth2' });
  }

  protected readonly routes: Route[] = [
    ['GET', /^\/api\/v4\/user$/, () => ({ body: { id: 1, username: 'greenroom' } })],
    ['GET', /^\/api\/v4\/namespaces\/([^/]+)$/, ({ params: [name = ''] }) => this.#namespace(name)],
    ['GET', /^\/api\/v4\/groups\/([^/]+)\/projects$/, call => this.#listed(call)],
    ['POST', /^\/api\/v4\/projects$/, call => this.#create(call)],
    route('GET', '', call => this.#project(call)),
    route('DELETE', '', call => this.#delete(call)),
    route('GET', '/repository/branches/([^/]+)', call =>
      this.#at(call, repository => branch(repository, call)),
    ),
    route('POST', '/repository/branches', call => this.#at(call, repository => madeBranch(repository, call))),
    route('DELETE', '/repository/branches/([^/]+)', call =>
      this.#at(call, repository => goneBranch(repository, call)),
    ),
    route('GET', '/repository/files/([^/]+)', call => this.#at(call, repository => file(repository, call))),
    route('POST', '/repository/commits', call => this.#at(call, repository => commit(repository, call))),
    route('GET', '/repository/compare', call => this.#at(call, repository => compared(repository, call))),
    route('GET', '/merge_requests', call => this.#at(call, (_, path) => this.#requests(path, call))),
    route('POST', '/merge_requests', call => this.#at(call, (_, path) => this.#ask(path, call))),
    route('GET', '/merge_requests/(\\d+)', call => this.#at(call, (_, path) => this.#one(path, call))),
    route('PUT', '/merge_requests/(\\d+)', call => this.#at(call, (_, path) => this.#close(path, call))),
  ];

  protected isKnown(headers: IncomingMessage['headers']): boolean {
    const { token } = this.options;
    return headers['private-token'] === token || headers.authorization === `Bearer ${token}`;
  }

  /** Projects are named by their path or their number. */
  #at(
    { params: [named = ''] }: Call,
    answer: (repository: ForgeRepository, path: string) => Reply | Promise<Reply>,
  ): Promise<Reply> {
    const numbered = this.options.sandbox.git.host.list().find(({ record }) => String(record.id) === named);
    return this.of(numbered?.fullName ?? named, answer);
  }

  #namespace(name: string): Reply {
    if (!this.options.sandbox.git.host.organization(name)) {
      return { status: 404, body: { message: '404 Namespace Not Found' } };
    }
    if (!this.#groups.includes(name)) {
      this.#groups.push(name);
    }
    return { body: { id: this.#groups.indexOf(name) + 1, kind: 'group', path: name } };
  }

  #listed({ params: [group = ''], query }: Call): Reply {
    const found = this.options.sandbox.git.host.list(group);
    const named = found.filter(({ record }) => record.name.includes(query.get('search') ?? ''));
    return { body: named.map(({ record }) => ({ id: record.id, path: record.name })) };
  }

  async #create({ body }: Call): Promise<Reply> {
    const { namespace_id: group, path, description } = newProject.parse(body);
    const owner = this.#groups[group - 1] ?? '';
    const made = await this.make(owner, path, description);
    return made
      ? { status: 201, body: this.#shape(made) }
      : { status: 400, body: { message: { path: ['has already been taken'] } } };
  }

  #project(call: Call): Promise<Reply> | Reply {
    const leaving = this.leaving.find(({ id }) => String(id) === call.params[0]);
    return leaving
      ? {
          body: {
            id: leaving.id,
            path_with_namespace: leaving.path,
            marked_for_deletion_on: '2026-11-21',
            default_branch: 'main',
          },
        }
      : this.#at(call, repository => ({ body: this.#shape(repository) }));
  }

  #shape({ hosted: { record } }: ForgeRepository) {
    const path = `${record.owner}/${record.name}`;
    return {
      id: record.id,
      path_with_namespace: path,
      default_branch: record.defaultBranch,
      description: record.description,
      http_url_to_repo: `${this.publicUrl}/${path}.git`,
      marked_for_deletion_on: null,
    };
  }

  async #delete(call: Call): Promise<Reply> {
    const at = this.leaving.findIndex(({ id }) => String(id) === call.params[0]);
    if (at >= 0) {
      if (!this.permitsRemoval) {
        const message = '`permanently_remove` option is not permitted on this instance.';
        return { status: 400, body: { message } };
      }
      const isMeant = call.query.get('permanently_remove') === 'true';
      if (!isMeant || call.query.get('full_path') !== this.leaving[at]?.path) {
        return { status: 400, body: { message: 'Project has been already marked for deletion' } };
      }
      this.leaving.splice(at, 1);
      return { status: 202, body: { message: '202 Accepted' } };
    }
    return this.#at(call, async (repository, path) => {
      const { id } = repository.hosted.record;
      this.leaving.push({ id, path: `${path}-deletion_scheduled-${id}` });
      await this.delete(repository);
      return { status: 202, body: { message: '202 Accepted' } };
    });
  }

  #requests(path: string, { query }: Call): Reply {
    const found = this.pulls(path).filter(
      ({ open, head, base }) =>
        open && query.get('source_branch') === head && query.get('target_branch') === base,
    );
    return { body: found.map(shapeOf) };
  }

  #ask(path: string, { body }: Call): Reply {
    const { source_branch: from, target_branch: into } = newRequest.parse(body);
    return { status: 201, body: shapeOf(this.open(path, from, into)) };
  }

  #one(path: string, { params: [, number] }: Call): Reply {
    const pull = this.pulls(path).find(one => one.number === Number(number));
    return pull ? { body: shapeOf(pull) } : missing;
  }

  #close(path: string, call: Call): Reply {
    closing.parse(call.body);
    const pull = this.pulls(path).find(one => one.number === Number(call.params[1]));
    Object.assign(pull ?? {}, { open: false });
    return this.#one(path, call);
  }
}

function route(method: string, rest: string, answer: Route[2]): Route {
  return [method, new RegExp(`^/api/v4/projects/([^/]+)${rest}$`), answer];
}

const shapeOf = ({ number, open }: Pull) => ({ iid: number, state: open ? 'opened' : 'closed' });

async function branch(repository: ForgeRepository, { params: [, name = ''] }: Call): Promise<Reply> {
  const id = await repository.head(name);
  return id === undefined
    ? { status: 404, body: { message: '404 Branch Not Found' } }
    : { body: { name, commit: { id } } };
}

async function madeBranch(repository: ForgeRepository, { body }: Call): Promise<Reply> {
  const { branch: name, ref } = newBranch.parse(body);
  await repository.moveBranch(name, ref);
  return { status: 201, body: { name } };
}

async function goneBranch(repository: ForgeRepository, { params: [, name = ''] }: Call): Promise<Reply> {
  await repository.removeBranch(name);
  return { status: 204 };
}

async function file(repository: ForgeRepository, { params: [, path = ''], query }: Call): Promise<Reply> {
  const asked = query.get('ref') ?? 'HEAD';
  const ref = asked === 'HEAD' ? 'main' : asked;
  const found = await repository.file(path, ref);
  return found
    ? {
        body: {
          content: found.content,
          encoding: 'base64',
          last_commit_id: await repository.lastCommit(path, ref),
        },
      }
    : { status: 404, body: { message: '404 File Not Found' } };
}

async function commit(repository: ForgeRepository, { body }: Call): Promise<Reply> {
  const { branch: name, commit_message: message, actions } = newCommit.parse(body);
  const parent = (await repository.head(name)) ?? '';
  for (const { file_path: path, action, last_commit_id: last } of actions) {
    if (action !== 'create' && last !== (await repository.lastCommit(path, parent))) {
      return { status: 400, body: { message: 'You are attempting to update a file that has changed.' } };
    }
  }
  const edits = actions.map(({ file_path: path, content }) => ({ path, content }));
  const tree = await repository.writeTree(parent, edits);
  const id = await repository.commitTree({ tree, parents: [parent], message });
  await repository.moveBranch(name, id);
  return { status: 201, body: { id } };
}

async function compared(repository: ForgeRepository, { query }: Call): Promise<Reply> {
  const commits = await repository.between(query.get('from') ?? '', query.get('to') ?? '');
  const shapes = commits.map(({ sha, parents, author, committer, message }) => ({
    id: sha,
    parent_ids: parents,
    author_email: author.email,
    committer_email: committer.email,
    message,
  }));
  return { body: { commits: shapes } };
}
