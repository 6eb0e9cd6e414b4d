import { ConflictError, InputError } from '@backstage/errors';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { type Answer, startGitHost } from '../__testUtils__/startGitHost';
import { GitAccess } from '../GitAccess';

const own = '/projects/shop%2Fcheckout';
const project = (path: string, marked: string | null = null) => ({
  body: { id: 7, path_with_namespace: path, marked_for_deletion_on: marked, description: 'Sells.' },
});
const moved = 'shop/checkout-deletion_scheduled-7';

let stop = async () => {};
afterEach(() => stop());

async function start(answers: Record<string, Answer>) {
  const server = await startGitHost(answers);
  stop = server.stop;
  const gitlab = [{ host: 'lab.example', apiBaseUrl: server.url, token: 'gl-secret' }];
  const integrations = ScmIntegrations.fromConfig(new ConfigReader({ integrations: { gitlab } }));
  const repository = GitAccess.fromIntegrations(integrations).repository('https://lab.example/shop/checkout');
  const deleted = () => server.asked.flatMap(({ method, url }) => (method === 'DELETE' ? [url] : []));
  return { repository, deleted };
}

const accepted = { status: 202, body: { message: '202 Accepted' } };
/** As gitlab.com answers. */
const refused = {
  status: 400,
  body: { message: '`permanently_remove` option is not permitted on this instance.' },
};
const atOnce = (path: string) => `/projects/7?permanently_remove=true&full_path=${encodeURIComponent(path)}`;

it('deletes a project at once where the host only marks it', async () => {
  const { repository, deleted } = await start({
    [own]: project('shop/checkout'),
    [`DELETE ${own}`]: accepted,
    '/projects/7': project(moved, '2026-11-21'),
    'DELETE /projects/7': accepted,
  });
  expect(await repository.delete()).toBeUndefined();
  expect(deleted()).toEqual([own, atOnce(moved)]);
});

it('says what is kept where nobody may do that, and is not content with a taken path', async () => {
  const answers = {
    [own]: project('shop/checkout'),
    [`DELETE ${own}`]: accepted,
    'DELETE /projects/7': refused,
  };
  const { repository } = await start({ ...answers, '/projects/7': project(moved, '2026-11-21') });
  expect(await repository.delete()).toBe(
    `GitLab keeps it as ${moved}, marked for deletion, until its days are over.`,
  );
  await stop();
  const stays = await start({ ...answers, '/projects/7': project('shop/checkout', '2026-11-21') });
  await expect(stays.repository.delete()).rejects.toThrow(InputError);
});

it('asks once where the project is gone then', async () => {
  const { repository, deleted } = await start({
    [own]: project('shop/checkout'),
    [`DELETE ${own}`]: accepted,
  });
  await repository.delete();
  expect(deleted()).toEqual([own]);
});

it('does not take for its own what was deleted and moved away', async () => {
  const { repository } = await start({ [own]: project(moved, '2026-11-21') });
  expect([await repository.description(), await repository.exists()]).toEqual([undefined, false]);
});

it('calls nothing deleted that is there as it was, as in a group that is to be deleted itself', async () => {
  const { repository } = await start({
    [own]: project('shop/checkout'),
    [`DELETE ${own}`]: accepted,
    '/projects/7': project('shop/checkout'),
  });
  await expect(repository.delete()).rejects.toThrow(ConflictError);
});
