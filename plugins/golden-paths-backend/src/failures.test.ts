import type { Made } from '@greenroom/plugin-golden-paths-common';
import type { Failure } from './__testUtils__/FaultyProxy';
import { isDeep } from './__testUtils__/isDeep';
import { left } from './__testUtils__/left';
import { type Paths, startPaths } from './__testUtils__/startPaths';

const values = {
  description: 'Takes payments.',
  owner: 'group:default/storefront',
  size: 'small',
  database: true,
};
const no: Failure = { status: 403 };

/** Where a run can fail outside the portal: the service that fails there is called after it. */
const steps: Record<string, { at: string; fails: (line: string, body: string) => Failure | undefined }> = {
  'code-made': { at: 'publish-code-gitea', fails: creating('code-made') },
  'code-made-unheard': {
    at: 'publish-code-gitea',
    fails: creating('code-made-unheard', { status: 500, after: true }),
  },
  'code-pushed': { at: 'publish-code-gitea', fails: pushed('code-pushed') },
  'code-pushed-unheard': {
    at: 'publish-code-gitea',
    fails: pushed('code-pushed-unheard', { status: 403, after: true }),
  },
  'deployment-made': { at: 'publish-deployment-gitea', fails: creating('deployment-made-deploy') },
  'deployment-pushed': { at: 'publish-deployment-gitea', fails: pushed('deployment-pushed-deploy') },
  'applications-refused': { at: 'applications', fails: committed('applications', 'applications-refused') },
  'applications-unheard': {
    at: 'applications',
    fails: committed('applications', 'applications-unheard', { status: 500, after: true }),
  },
  'branch-refused': {
    at: 'policy',
    fails: (line, body) =>
      line.includes('/portal-config/branches') && body.includes('greenroom/branch-refused') ? no : undefined,
  },
  'policy-refused': { at: 'policy', fails: committed('portal-config', 'policy-refused') },
  'policy-unheard': {
    at: 'policy',
    fails: committed('portal-config', 'policy-unheard', { status: 500, after: true }),
  },
  'request-refused': { at: 'policy', fails: requested('request-refused') },
  'request-unheard': { at: 'policy', fails: requested('request-unheard', { status: 500, after: true }) },
};

/** What is tried each time: an empty repository, and deeds whose answer was lost. */
const often = ['code-pushed', 'request-unheard'];

function creating(name: string, failure = no) {
  return (line: string, body: string) =>
    line === 'POST /api/v1/orgs/storefront/repos' && body.includes(`"name":"${name}"`) ? failure : undefined;
}

function pushed(name: string, failure = no) {
  return (line: string) => (line === `POST /storefront/${name}.git/git-receive-pack` ? failure : undefined);
}

function committed(repository: string, name: string, failure = no) {
  return (line: string, body: string) =>
    line === `POST /api/v1/repos/platform/${repository}/contents` &&
    body.includes(`${name}.yaml`) &&
    body.includes('"create"')
      ? failure
      : undefined;
}

function requested(name: string, failure = no) {
  return (line: string, body: string) =>
    line === 'POST /api/v1/repos/platform/portal-config/pulls' && body.includes(name) ? failure : undefined;
}

describe('a step that fails', () => {
  let paths: Paths;
  beforeAll(async () => {
    paths = await startPaths();
    await paths.sandbox.git.host.open();
  }, 60_000);
  afterAll(() => paths.stop());

  it.each(Object.keys(steps).filter(name => isDeep || often.includes(name)))(
    '%s: leaves nothing behind, and the same request again succeeds',
    async name => {
      const step = steps[name];
      paths.proxy.fault = (line, body) => step?.fails(line, body);
      const { taskId, status } = await paths.run({ ...values, name });
      paths.proxy.fault = () => undefined;
      const { steps: told, made } = await paths.report(taskId);
      const at = told.find(one => one.status === 'failed')?.id;
      const remains = made.filter(({ undone }) => !undone);
      expect({ status, at, left: await left(paths, name), remains }).toEqual({
        status: 'failed',
        at: step?.at,
        left: [],
        remains: [],
      });
      expect((await paths.run({ ...values, name })).status).toBe('completed');
      expect(await left(paths, name)).toHaveLength(8);
    },
    120_000,
  );

  it('in the catalog takes the repositories and the rest with it', async () => {
    paths.catalog.refuses = new TypeError('the catalog is full');
    const { taskId, status } = await paths.run({ ...values, name: 'registered' });
    expect(status).toBe('failed');
    expect(await left(paths, 'registered')).toEqual([]);
    const { made, error } = await paths.report(taskId);
    expect(error).toBe('the catalog is full');
    expect(made.map(({ kind, state }) => [kind, state])).toEqual([
      ['change-request', 'undone'],
      ['commit', 'undone'],
      ['repository', 'undone'],
      ['repository', 'undone'],
    ]);
    paths.catalog.refuses = undefined;
  }, 120_000);

  it('that can not be undone says what remains and how it is removed, and the same request goes on with it', async () => {
    const name = 'stuck';
    paths.catalog.refuses = new TypeError('the catalog is full');
    paths.proxy.fault = line => (line.startsWith('DELETE /api/v1/repos/storefront/') ? no : undefined);
    const { taskId } = await paths.run({ ...values, name });
    const { made } = await paths.report(taskId);
    const remains = made.filter(({ state }) => state === 'remains');
    expect(remains.map(({ ref }) => ref).sort()).toEqual(['storefront/stuck', 'storefront/stuck-deploy']);
    expect(await left(paths, name)).toEqual(['stuck', 'stuck-deploy']);
    expect(remains.find(({ ref }) => ref === 'storefront/stuck')).toMatchObject<Partial<Made>>({
      undone: false,
      howToRemove: {
        url: `${paths.proxy.url}/storefront/stuck/settings`,
        command: `curl --request DELETE --user <you> ${paths.proxy.url}/api/v1/repos/storefront/stuck`,
      },
    });
    expect(await paths.log(taskId)).toContain(
      `To remove it: curl --request DELETE --user <you> ${paths.proxy.url}`,
    );

    paths.catalog.refuses = undefined;
    const before = await paths.sandbox.git.host.find('storefront', name)?.bare.branch('main');
    const second = await paths.run({ ...values, name });
    expect(second.status).toBe('completed');
    expect(await paths.sandbox.git.host.find('storefront', name)?.bare.branch('main')).toBe(before);
    expect(await left(paths, name)).toHaveLength(8);
    paths.proxy.fault = () => undefined;
  }, 120_000);
});
