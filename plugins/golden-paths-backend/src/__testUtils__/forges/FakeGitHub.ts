import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { type Call, Forge, type ForgeOptions, type Pull, type Reply, type Route } from './Forge';
import type { ForgeRepository } from './ForgeRepository';

const newRepository = z.object({ name: z.string(), description: z.string(), private: z.boolean() });
const newTree = z.object({
  base_tree: z.string(),
  tree: z.array(
    z.object({
      path: z.string(),
      mode: z.string(),
      content: z.string().optional(),
      sha: z.null().optional(),
    }),
  ),
});
const newCommit = z.object({ message: z.string(), tree: z.string(), parents: z.array(z.string()) });
const newRef = z.object({ ref: z.string(), sha: z.string() });
const movedRef = z.object({ sha: z.string(), force: z.literal(false) });
const newPull = z.object({ head: z.string(), base: z.string() });
const protection = z.looseObject({ required_pull_request_reviews: z.looseObject({}) });

const notFastForward: Reply = { status: 422, body: { message: 'Update is not a fast forward' } };
const refs = (branch: string, sha: string) => ({
  ref: `refs/heads/${branch}`,
  object: { sha, type: 'commit' },
});

/** GitHub's REST API, as far as `publish:github`, git access and undo ask it. Branches of other repositories: none. */
export class FakeGitHub extends Forge {
  readonly host = 'github.test';
  /** Repositories whose `main` is protected. */
  readonly protected = new Set<string>();

  constructor(options: Omit<ForgeOptions, 'username'>) {
    super({ ...options, username: 'x-access-token' });
  }

  protected readonly routes: Route[] = [
    ['GET', /^\/api\/v3\/users\/([^/]+)$/, ({ params: [login = ''] }) => this.#owner(login)],
    ['POST', /^\/api\/v3\/orgs\/([^/]+)\/repos$/, call => this.#create(call)],
    route('GET', '', call => this.#at(call, (repository, path) => ({ body: this.#shape(path, repository) }))),
    route('DELETE', '', call => this.#at(call, repository => this.#delete(repository))),
    route('PUT', '/branches/main/protection', call => this.#protect(call)),
    route('GET', '/git/ref/heads/(.+)', call => this.#at(call, repository => head(repository, call))),
    route('POST', '/git/refs', call => this.#at(call, repository => this.#newRef(repository, call))),
    route('PATCH', '/git/refs/heads/(.+)', call => this.#at(call, repository => moved(repository, call))),
    route('DELETE', '/git/refs/heads/(.+)', call => this.#at(call, repository => gone(repository, call))),
    route('GET', '/contents/(.+)', call => this.#at(call, repository => contents(repository, call))),
    route('GET', '/git/trees/(.+)', call => this.#at(call, repository => tree(repository, call))),
    route('POST', '/git/trees', call => this.#at(call, repository => madeTree(repository, call))),
    route('POST', '/git/commits', call => this.#at(call, repository => madeCommit(repository, call))),
    route('GET', '/compare/(.+)\\.\\.\\.(.+)', call =>
      this.#at(call, repository => compared(repository, call)),
    ),
    route('GET', '/pulls', call => this.#at(call, (_, path) => this.#listed(path, call))),
    route('POST', '/pulls', call => this.#at(call, (_, path) => this.#pull(path, call))),
    route('GET', '/pulls/(\\d+)', call => this.#at(call, (_, path) => this.#one(path, call))),
    route('PATCH', '/pulls/(\\d+)', call => this.#at(call, (_, path) => this.#close(path, call))),
  ];

  protected isKnown({ authorization }: IncomingMessage['headers']): boolean {
    return /^(token|bearer) (.*)$/i.exec(authorization ?? '')?.[2] === this.options.token;
  }

  #at(
    { params: [path = ''] }: Call,
    answer: (repository: ForgeRepository, path: string) => Reply | Promise<Reply>,
  ): Promise<Reply> {
    return this.of(path, answer);
  }

  #owner(login: string): Reply {
    return this.options.sandbox.git.host.organization(login)
      ? { body: { login, type: 'Organization' } }
      : { status: 404, body: { message: 'Not Found' } };
  }

  async #create({ params: [owner = ''], body }: Call): Promise<Reply> {
    const asked = newRepository.parse(body);
    const made = await this.make(owner, asked.name, asked.description);
    return made
      ? { status: 201, body: this.#shape(`${owner}/${asked.name}`, made) }
      : { status: 422, body: { message: 'Repository creation failed.', errors: ['name already exists'] } };
  }

  #shape(path: string, { hosted: { record } }: ForgeRepository) {
    return {
      full_name: path,
      default_branch: record.defaultBranch,
      description: record.description,
      clone_url: `${this.publicUrl}/${path}.git`,
      html_url: `https://${this.host}/${path}`,
    };
  }

  async #delete(repository: ForgeRepository): Promise<Reply> {
    await this.delete(repository);
    return { status: 204 };
  }

  #protect({ params: [path = ''], body }: Call): Reply {
    protection.parse(body);
    this.protected.add(path);
    return {};
  }

  async #newRef(repository: ForgeRepository, { body }: Call): Promise<Reply> {
    const { ref, sha } = newRef.parse(body);
    const branch = ref.replace(/^refs\/heads\//, '');
    if ((await repository.head(branch)) !== undefined) {
      return { status: 422, body: { message: 'Reference already exists' } };
    }
    await repository.moveBranch(branch, sha);
    return { status: 201, body: refs(branch, sha) };
  }

  #listed(path: string, { query }: Call): Reply {
    const [owner = ''] = path.split('/');
    const found = this.pulls(path).filter(
      ({ open, head: from, base }) =>
        open && query.get('head') === `${owner}:${from}` && query.get('base') === base,
    );
    return { body: found.map(shapeOfPull) };
  }

  #pull(path: string, { body }: Call): Reply {
    const { head: from, base } = newPull.parse(body);
    return { status: 201, body: shapeOfPull(this.open(path, from, base)) };
  }

  #one(path: string, { params: [, number] }: Call): Reply {
    const pull = this.pulls(path).find(one => one.number === Number(number));
    return pull ? { body: shapeOfPull(pull) } : { status: 404 };
  }

  #close(path: string, call: Call): Reply {
    const pull = this.pulls(path).find(one => one.number === Number(call.params[1]));
    Object.assign(pull ?? {}, { open: false });
    return this.#one(path, call);
  }
}

function route(method: string, rest: string, answer: Route[2]): Route {
  return [method, new RegExp(`^/api/v3/repos/([^/]+/[^/]+)${rest}$`), answer];
}

const shapeOfPull = ({ number, open }: Pull) => ({
  number,
  state: open ? 'open' : 'closed',
  merged_at: null,
});

async function head(repository: ForgeRepository, { params: [, branch = ''] }: Call): Promise<Reply> {
  const sha = await repository.head(branch);
  return sha === undefined ? { status: 404, body: { message: 'Not Found' } } : { body: refs(branch, sha) };
}

async function moved(repository: ForgeRepository, { params: [, branch = ''], body }: Call): Promise<Reply> {
  const { sha } = movedRef.parse(body);
  return (await repository.moveBranch(branch, sha)) ? { body: refs(branch, sha) } : notFastForward;
}

async function gone(repository: ForgeRepository, { params: [, branch = ''] }: Call): Promise<Reply> {
  await repository.removeBranch(branch);
  return { status: 204 };
}

async function contents(repository: ForgeRepository, { params: [, path = ''], query }: Call): Promise<Reply> {
  const found = await repository.file(path, query.get('ref') ?? 'main');
  return found
    ? { body: { type: 'file', encoding: 'base64', ...found } }
    : { status: 404, body: { message: 'Not Found' } };
}

async function tree(repository: ForgeRepository, { params: [, ref = ''] }: Call): Promise<Reply> {
  const { sha, entries } = await repository.tree(ref);
  const modes = entries.map(entry => ({
    path: entry.path,
    mode: entry.executable ? '100755' : '100644',
    type: 'blob',
    sha: entry.sha,
  }));
  return { body: { sha, truncated: false, tree: modes } };
}

/** `sha: null` is how a file is taken away. */
async function madeTree(repository: ForgeRepository, { body }: Call): Promise<Reply> {
  const { base_tree: base, tree: entries } = newTree.parse(body);
  const edits = entries.map(({ path, mode, content }) => ({ path, mode, content }));
  return { status: 201, body: { sha: await repository.writeTree(base, edits) } };
}

async function madeCommit(repository: ForgeRepository, { body }: Call): Promise<Reply> {
  return { status: 201, body: { sha: await repository.commitTree(newCommit.parse(body)) } };
}

async function compared(
  repository: ForgeRepository,
  { params: [, base = '', to = ''] }: Call,
): Promise<Reply> {
  const commits = await repository.between(base, to);
  const shapes = commits.map(({ sha, parents, author, committer, message }) => ({
    sha,
    parents: parents.map(parent => ({ sha: parent })),
    commit: { author, committer, message },
  }));
  return { body: { total_commits: shapes.length, commits: shapes } };
}
