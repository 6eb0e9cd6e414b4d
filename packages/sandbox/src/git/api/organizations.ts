import { z } from 'zod';
import { GitProblem } from '../GitProblem';
import { type ApiCall, type ApiReply, type ApiRoute, caller, pageOf, read, repositoryOf } from './ApiCall';
import { organizationShape, repositoryShape, userShape } from './shapes';

const newOrganization = z.object({ username: z.string() });
const newRepository = z.object({
  name: z.string(),
  description: z.string().max(2_048).optional(),
  default_branch: z.string().optional(),
  private: z.literal(false).optional(),
  auto_init: z.boolean().optional(),
});

/** Organisations, their repositories, and who asks. */
export const organizationRoutes: ApiRoute[] = [
  { method: 'GET', path: '/version', answer: () => ({ status: 200, json: { version: '1.24.0+sandbox' } }) },
  {
    method: 'GET',
    path: '/user',
    answer: call => ({ status: 200, json: userShape(call.site, caller(call)) }),
  },
  {
    method: 'GET',
    path: '/orgs',
    answer: ({ site }) => ({
      status: 200,
      json: site.host.organizations().map(name => organizationShape(site, name)),
    }),
  },
  { method: 'POST', path: '/orgs', answer: createOrganization },
  {
    method: 'GET',
    path: '/orgs/:org',
    answer: call => ({ status: 200, json: organizationShape(call.site, organizationOf(call)) }),
  },
  { method: 'GET', path: '/orgs/:org/repos', answer: listRepositories },
  { method: 'POST', path: '/orgs/:org/repos', answer: createRepository },
  { method: 'GET', path: '/repos/:owner/:repo', answer: getRepository },
  { method: 'DELETE', path: '/repos/:owner/:repo', answer: deleteRepository },
];

function organizationOf({ site, params: { org = '' } }: ApiCall): string {
  const name = site.host.organization(org);
  if (name === undefined) throw new GitProblem(404, "The target couldn't be found.");
  return name;
}

function createOrganization(call: ApiCall): ApiReply {
  caller(call);
  const name = call.site.host.createOrganization(read(newOrganization, call).username);
  return { status: 201, json: organizationShape(call.site, name) };
}

async function listRepositories(call: ApiCall): Promise<ApiReply> {
  const { skip, limit } = pageOf(call);
  const all = call.site.host.list(organizationOf(call));
  const shown = all.slice(skip, skip + limit);
  return {
    status: 200,
    json: await Promise.all(shown.map(repository => repositoryShape(call.site, repository, call.user))),
    headers: { 'x-total-count': String(all.length) },
  };
}

async function createRepository(call: ApiCall): Promise<ApiReply> {
  const user = caller(call);
  const owner = organizationOf(call);
  const { name, description, default_branch: defaultBranch, auto_init: begin } = read(newRepository, call);
  const repository = await call.site.host.create({ owner, name, description, defaultBranch });
  if (begin) {
    const author = { name: user.name, email: user.email, date: call.site.now().toISOString() };
    const readme = { path: 'README.md', content: Buffer.from(`# ${name}\n\n${description ?? ''}`) };
    const branch = repository.record.defaultBranch;
    await repository.write(() =>
      repository.commit({ branch, message: 'Initial commit\n', author, committer: author, files: [readme] }),
    );
  }
  return { status: 201, json: await repositoryShape(call.site, repository, user) };
}

async function getRepository(call: ApiCall): Promise<ApiReply> {
  return { status: 200, json: await repositoryShape(call.site, repositoryOf(call), call.user) };
}

async function deleteRepository(call: ApiCall): Promise<ApiReply> {
  caller(call);
  await call.site.host.delete(repositoryOf(call));
  return { status: 204 };
}
