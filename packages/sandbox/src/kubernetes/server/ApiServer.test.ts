import { configMap, pod, rollout } from '../__testUtils__/objects';
import { TestServer } from '../__testUtils__/TestServer';
import { at, textAt } from '../json';

const maps = TestServer.path('configmaps');
const rollouts = TestServer.path('rollouts.argoproj.io');
const MERGE = 'application/merge-patch+json';
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

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

describe('who may come in', () => {
  it('knows tokens, strangers and nobody at all', async () => {
    expect(await api.ask('/api/v1/pods', { token: 'reader' })).toMatchObject({ status: 200 });
    const stranger = await api.ask('/api/v1/pods', { token: 'unknown' });
    expect(stranger).toMatchObject(status(401, 'Unauthorized', 'Unauthorized'));
    expect(stranger.headers).not.toHaveProperty('www-authenticate');
    expect(await api.ask('/api/v1/pods', { token: null })).toMatchObject(
      status(
        403,
        'Forbidden',
        /^pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" at the cluster scope$/,
      ),
    );
    expect((await api.ask('/version', { token: null })).status).toBe(200);
  });

  it('refuses a revoked token at the next request while its watch goes on', async () => {
    const watch = await api.watch(rollouts, { token: 'reader' });
    api.server.users.revoke('reader-token');
    expect((await api.ask(rollouts, { token: 'reader' })).status).toBe(401);
    api.store.create('rollouts.argoproj.io', rollout('r'));
    expect(await watch.until(1)).toMatchObject([{ type: 'ADDED' }]);
    await watch.close();
  });

  it('says 403 before 404, and to what', async () => {
    const path = `${rollouts}/shop/status`;
    const details = { name: 'shop', group: 'argoproj.io', kind: 'rollouts' };
    const message =
      'rollouts.argoproj.io "shop" is forbidden: User "reader" cannot patch resource "rollouts/status" in API group "argoproj.io" in the namespace "default"';
    const patch = { method: 'PATCH', body: {}, type: MERGE } as const;
    expect(await api.ask(path, { ...patch, token: 'reader' })).toMatchObject(
      status(403, 'Forbidden', message, details),
    );
    expect((await api.ask(path, patch)).body).toMatchObject({
      message: 'rollouts.argoproj.io "shop" not found',
      details,
    });
  });

  it('follows changes of roles', async () => {
    const group = 'rbac.authorization.k8s.io';
    const narrow = [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['a'], verbs: ['get'] }];
    api.store.create('roles.rbac.authorization.k8s.io', {
      apiVersion: `${group}/v1`,
      kind: 'Role',
      metadata: { name: 'narrow', namespace: 'default' },
      rules: narrow,
    });
    expect((await api.ask(`${maps}/a`, { token: 'nobody' })).status).toBe(403);
    api.store.create('rolebindings.rbac.authorization.k8s.io', {
      apiVersion: `${group}/v1`,
      kind: 'RoleBinding',
      metadata: { name: 'narrow', namespace: 'default' },
      roleRef: { kind: 'Role', name: 'narrow', apiGroup: group },
      subjects: [{ kind: 'User', name: 'nobody' }],
    });
    expect((await api.ask(`${maps}/a`, { token: 'nobody' })).status).toBe(404);
    expect((await api.ask(`${maps}/b`, { token: 'nobody' })).status).toBe(403);
    expect(
      (await api.ask(`${TestServer.path('configmaps', 'kube-system')}/a`, { token: 'nobody' })).status,
    ).toBe(403);
  });

  it('answers what somebody may do', async () => {
    const review = async (verb: string) => {
      const resourceAttributes = { verb, group: 'argoproj.io', resource: 'rollouts', namespace: 'default' };
      const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
      const { body } = await api.ask(path, {
        method: 'POST',
        token: 'reader',
        body: { spec: { resourceAttributes } },
      });
      return at(body, 'status', 'allowed');
    };
    expect([await review('list'), await review('patch')]).toEqual([true, false]);
  });
});

describe('reading', () => {
  it('finds its way around', async () => {
    const { body } = await api.ask('/apis/argoproj.io/v1alpha1');
    expect(body).toMatchObject({ kind: 'APIResourceList', groupVersion: 'argoproj.io/v1alpha1' });
    expect(await api.ask('/apis/nope.io/v1/things')).toMatchObject({
      status: 404,
      text: '404 page not found\n',
    });
    expect((await api.ask('/api/v1/nopes')).body).toMatchObject({
      message: 'the server could not find the requested resource',
    });
    const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
    expect((await api.ask('/apis', { accept })).body).toMatchObject({ kind: 'APIGroupDiscoveryList' });
    expect((await api.ask('/readyz')).text).toBe('ok');
    expect((await api.ask(`${maps}/a`, { accept: 'text/html' })).status).toBe(406);
  });

  it('narrows by labels and fields', async () => {
    api.store.create('pods', pod('here', 'node-a'));
    api.store.create('pods', pod('there', 'node-b'));
    api.store.create('pods', {
      ...pod('labelled'),
      metadata: { name: 'labelled', namespace: 'default', labels: { a: 'b' } },
    });
    const names = async (query: string) => {
      const { body } = await api.ask(`${TestServer.path('pods')}?${query}`);
      const items = at(body, 'items');
      return Array.isArray(items) ? items.map(item => textAt(item, 'metadata', 'name')) : body;
    };
    expect(await names('fieldSelector=spec.nodeName%3Dnode-a')).toEqual(['here']);
    expect(await names('fieldSelector=status.phase%3DPending,metadata.name!%3Dhere')).toEqual([
      'labelled',
      'there',
    ]);
    expect(await names('labelSelector=a+in+(b,c)')).toEqual(['labelled']);
    expect(await names('fieldSelector=spec.nope%3D1')).toMatchObject({
      code: 400,
      message: 'field label not supported: spec.nope',
    });
  });

  it('gives pages of one state, and says when that state is gone', async () => {
    for (const name of ['a', 'b', 'c']) api.store.create('configmaps', configMap(name));
    const first = (await api.ask(`${maps}?limit=1`)).body;
    expect(first).toMatchObject({
      metadata: { remainingItemCount: 2 },
      items: [{ metadata: { name: 'a' } }],
    });
    api.store.delete({ resource: 'configmaps', namespace: 'default', name: 'b' });
    const token = textAt(first, 'metadata', 'continue');
    const second = await api.ask(`${maps}?limit=2&continue=${token}`);
    expect(second.body).toMatchObject({
      metadata: { resourceVersion: textAt(first, 'metadata', 'resourceVersion') },
      items: [{ metadata: { name: 'b' } }, { metadata: { name: 'c' } }],
    });
    api.store.compact();
    api.store.create('configmaps', configMap('d'));
    const late = await api.ask(`${maps}?limit=2&continue=${token}`);
    expect(late).toMatchObject({ status: 410, body: { reason: 'Expired' } });
    const rest = await api.ask(`${maps}?continue=${textAt(late.body, 'metadata', 'continue')}`);
    expect(rest.body).toMatchObject({ items: [{ metadata: { name: 'c' } }, { metadata: { name: 'd' } }] });
  });

  it('knows earlier states, and waits three seconds for later ones', async () => {
    api.store.create('configmaps', configMap('a'));
    const then = api.store.revision;
    api.store.create('configmaps', configMap('b'));
    const exact = await api.ask(`${maps}?resourceVersion=${then}&resourceVersionMatch=Exact`);
    expect(at(exact.body, 'items')).toHaveLength(1);
    const soon = api.ask(`${maps}?resourceVersion=${api.store.revision + 1}`);
    setTimeout(() => api.store.create('configmaps', configMap('c')), 50);
    expect(at((await soon).body, 'items')).toHaveLength(3);
    const never = await api.ask(`${maps}?resourceVersion=99999`);
    expect(never).toMatchObject({
      status: 504,
      headers: { 'retry-after': '1' },
      body: { reason: 'Timeout', details: { causes: [{ reason: 'ResourceVersionTooLarge' }] } },
    });
  });

  it('prints tables', async () => {
    api.store.create('rollouts.argoproj.io', rollout('r'));
    const { body } = await api.ask(rollouts, { accept: TABLE });
    expect(body).toMatchObject({
      kind: 'Table',
      columnDefinitions: ['Name', 'Desired', 'Current', 'Up-to-date', 'Available', 'Age'].map(name => ({
        name,
      })),
      rows: [{ cells: ['r', 2, null, null, null, expect.stringMatching(/^\d+s$/)] }],
    });
    const partial = await api.ask(rollouts, {
      accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
    });
    expect(partial.body).toMatchObject({
      kind: 'PartialObjectMetadataList',
      items: [{ metadata: { name: 'r' } }],
    });
    expect(at(partial.body, 'items', '0')).not.toHaveProperty('spec');
  });

  it('tells one event in both of its forms', async () => {
    const involvedObject = { kind: 'Pod', name: 'p', namespace: 'default' };
    const event = {
      metadata: { name: 'e' },
      involvedObject,
      reason: 'Started',
      message: 'it runs',
      type: 'Normal',
    };
    await api.ask(TestServer.path('events'), { method: 'POST', body: event });
    const { body } = await api.ask(`${TestServer.path('events.events.k8s.io')}/e`);
    expect(body).toMatchObject({
      apiVersion: 'events.k8s.io/v1',
      regarding: involvedObject,
      note: 'it runs',
    });
    const selected = await api.ask(
      `${TestServer.path('events')}?fieldSelector=involvedObject.name%3Dp,reason%3DStarted`,
    );
    expect(at(selected.body, 'items')).toHaveLength(1);
  });
});

it('counts who asks for what', async () => {
  await api.ask(rollouts, { token: 'reader' });
  await api.ask(rollouts, { token: 'reader' });
  const watch = await api.watch(rollouts, { token: 'reader' });
  const about = { user: 'reader', group: 'argoproj.io', resource: 'rollouts' };
  expect(api.server.requests()).toMatchObject([
    { ...about, verb: 'list', watch: false, count: 2 },
    { ...about, verb: 'watch', watch: true, count: 1 },
  ]);
  expect(api.server.openWatches()).toBe(1);
  api.server.resetRequests();
  expect(api.server.requests()).toEqual([]);
  await watch.close();
});
