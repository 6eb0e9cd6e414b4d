import { configMap, deployment, rollout } from '../__testUtils__/objects';
import { TestServer } from '../__testUtils__/TestServer';
import { at } from '../json';

const maps = TestServer.path('configmaps');
const rollouts = TestServer.path('rollouts.argoproj.io');
const MERGE = 'application/merge-patch+json';
const JSON_PATCH = 'application/json-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';

let api: TestServer;
beforeEach(async () => {
  api = await TestServer.start();
});
afterEach(() => api.stop());

const status = (code: number, reason: string, message: string | RegExp, details?: object) => ({
  status: code,
  body: {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    reason,
    code,
    message: typeof message === 'string' ? message : expect.stringMatching(message),
    ...(details && { details }),
  },
});

describe('writing', () => {
  it('creates, replaces and deletes', async () => {
    const made = await api.ask(maps, { method: 'POST', body: configMap('a') });
    expect(made).toMatchObject({
      status: 201,
      body: { kind: 'ConfigMap', metadata: { managedFields: [{ manager: 'test' }] } },
    });
    expect(await api.ask(maps, { method: 'POST', body: configMap('a') })).toMatchObject(
      status(409, 'AlreadyExists', 'configmaps "a" already exists', { name: 'a', kind: 'configmaps' }),
    );
    const changed = await api.ask(`${maps}/a`, {
      method: 'PUT',
      body: { ...configMap('a'), data: { a: '2' } },
    });
    expect(changed).toMatchObject({ status: 200, body: { data: { a: '2' } } });
    expect(await api.ask(`${maps}/a`, { method: 'PUT', body: made.body })).toMatchObject({
      status: 409,
      body: { reason: 'Conflict' },
    });
    expect(await api.ask(`${maps}/a`, { method: 'DELETE' })).toMatchObject({ body: { status: 'Success' } });
    expect((await api.ask(`${maps}/a`, { method: 'DELETE' })).status).toBe(404);
  });

  it('stores nothing on a dry run', async () => {
    const before = api.store.revision;
    expect((await api.ask(`${maps}?dryRun=All`, { method: 'POST', body: configMap('a') })).status).toBe(201);
    api.store.create('configmaps', configMap('b'));
    expect((await api.ask(`${maps}/b?dryRun=All`, { method: 'DELETE' })).status).toBe(200);
    expect(api.store.revision).toBe(before + 1);
    expect((await api.ask(`${maps}?dryRun=Some`, { method: 'POST', body: configMap('a') })).status).toBe(422);
  });

  it('decides a guarded patch on the object as it is stored', async () => {
    api.store.create('rollouts.argoproj.io', rollout('r'));
    const pauseConditions = [{ reason: 'BlueGreenPause', startTime: '2026-11-21T09:00:00Z' }];
    const key = { resource: 'rollouts.argoproj.io', namespace: 'default', name: 'r' };
    const paused = api.store.patch(key, { status: { pauseConditions, controllerPause: true } }, 'status');
    const promote = [
      { op: 'test', path: '/metadata/uid', value: paused.metadata.uid },
      { op: 'test', path: '/metadata/generation', value: 1 },
      { op: 'test', path: '/status/abort', value: null },
      { op: 'test', path: '/status/pauseConditions/0/startTime', value: '2026-11-21T09:00:00Z' },
      { op: 'remove', path: '/status/pauseConditions' },
    ];
    const ask = { method: 'PATCH', type: JSON_PATCH, body: promote } as const;
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.ask(`${rollouts}/r/status`, ask)));
    expect(answers.map(each => each.status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 422)]);
    const refused = answers.find(each => each.status === 422)?.body;
    expect(refused).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'the server rejected our request due to an error in our request',
      reason: 'Invalid',
      details: {},
      code: 422,
    });
    expect(api.store.get(key)?.status).toEqual({ controllerPause: true });
  });

  it.each([
    ['an outdated resourceVersion', MERGE, { metadata: { resourceVersion: '1' } }, 409],
    [
      'another uid in a status merge patch, which nobody checks',
      MERGE,
      { metadata: { uid: 'x' }, status: { a: 1 } },
      200,
    ],
    ['bad JSON', MERGE, '{', 400],
    ['a list where a map belongs', MERGE, [], 400],
    ['no list of operations', JSON_PATCH, {}, 400],
    ['strategic merge on a custom resource', STRATEGIC, {}, 415],
    ['no kind of patch', 'application/json', {}, 415],
  ])('takes a patch with %s for what it is', async (_name, type, body, expected) => {
    api.store.create('rollouts.argoproj.io', rollout('r'));
    expect((await api.ask(`${rollouts}/r/status`, { method: 'PATCH', type, body })).status).toBe(expected);
  });

  it('merges built-in kinds by the keys of their lists', async () => {
    api.store.create('deployments.apps', deployment('d'));
    const containers = [{ name: 'app', env: [{ name: 'A', $patch: 'delete' }] }];
    const body = { spec: { template: { spec: { containers } } } };
    const { body: patched } = await api.ask(`${TestServer.path('deployments.apps')}/d`, {
      method: 'PATCH',
      type: STRATEGIC,
      body,
    });
    expect(at(patched, 'spec', 'template', 'spec', 'containers', '0')).toMatchObject({
      image: 'shop/app:1',
      env: [{ name: 'B' }],
    });
  });

  it('scales', async () => {
    api.store.create('rollouts.argoproj.io', rollout('r'));
    const path = `${rollouts}/r/scale`;
    expect((await api.ask(path)).body).toMatchObject({ kind: 'Scale', spec: { replicas: 2 } });
    const patch = (replicas: number) =>
      api.ask(path, { method: 'PATCH', type: MERGE, body: { spec: { replicas } } });
    expect((await patch(5)).body).toMatchObject({ kind: 'Scale', spec: { replicas: 5 } });
    expect((await patch(-1)).status).toBe(422);
    expect((await api.ask(`${rollouts}/r`)).body).toMatchObject({
      metadata: { generation: 2 },
      spec: { replicas: 5 },
    });
  });

  it('acts for others only where it may', async () => {
    const headers = { 'impersonate-user': 'reader' };
    expect((await api.ask('/api/v1/pods', { headers })).status).toBe(200);
    expect((await api.ask('/api/v1/secrets', { headers })).status).toBe(403);
    expect((await api.ask('/api/v1/pods', { headers, token: 'reader' })).status).toBe(403);
  });
});
