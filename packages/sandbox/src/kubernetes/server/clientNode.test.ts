import {
  AuthorizationV1Api,
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
  makeInformer,
  PatchStrategy,
  setHeaderOptions,
  type V1ConfigMap,
} from '@kubernetes/client-node';
import { configMap, rollout } from '../__testUtils__/objects';
import { TestServer } from '../__testUtils__/TestServer';

/** The official client, as a stranger who was told nothing. */
let api: TestServer;
let config: KubeConfig;
beforeEach(async () => {
  api = await TestServer.start();
  config = new KubeConfig();
  const caData = Buffer.from(api.certificateAuthority).toString('base64');
  config.loadFromClusterAndUser(
    { name: 'c', server: api.server.url, caData, skipTLSVerify: false },
    { name: 'root', token: 'root-token' },
  );
});
afterEach(() => api.stop());

it('reads and writes typed objects', async () => {
  const core = config.makeApiClient(CoreV1Api);
  const body: V1ConfigMap = { metadata: { name: 'a' }, data: { a: '1' } };
  await core.createNamespacedConfigMap({ namespace: 'default', body });
  const { items } = await core.listNamespacedConfigMap({ namespace: 'default' });
  expect(items.map(item => item.data)).toEqual([{ a: '1' }]);
  await expect(core.readNamespacedConfigMap({ namespace: 'default', name: 'b' })).rejects.toMatchObject({
    code: 404,
  });
  const review = await config.makeApiClient(AuthorizationV1Api).createSelfSubjectAccessReview({
    body: { spec: { resourceAttributes: { verb: 'list', resource: 'pods' } } },
  });
  expect(review.status?.allowed).toBe(true);
});

it('patches the status of a custom resource under a guard', async () => {
  api.store.create('rollouts.argoproj.io', rollout('r'));
  const custom = config.makeApiClient(CustomObjectsApi);
  const about = {
    group: 'argoproj.io',
    version: 'v1alpha1',
    namespace: 'default',
    plural: 'rollouts',
    name: 'r',
  };
  const guarded = (generation: number) => ({
    ...about,
    body: [
      { op: 'test', path: '/metadata/generation', value: generation },
      { op: 'add', path: '/status', value: { phase: 'Healthy' } },
    ],
  });
  const asJsonPatch = setHeaderOptions('Content-Type', PatchStrategy.JsonPatch);
  await expect(custom.patchNamespacedCustomObjectStatus(guarded(9), asJsonPatch)).rejects.toMatchObject({
    code: 422,
  });
  expect(await custom.patchNamespacedCustomObjectStatus(guarded(1), asJsonPatch)).toMatchObject({
    status: { phase: 'Healthy' },
  });
});

it('keeps an informer up to date', async () => {
  api.store.create('configmaps', configMap('a'));
  const core = config.makeApiClient(CoreV1Api);
  const list = () => core.listNamespacedConfigMap({ namespace: 'default' });
  const informer = makeInformer<V1ConfigMap>(config, '/api/v1/namespaces/default/configmaps', list);
  const heard: string[] = [];
  const note = (what: string) => (object: V1ConfigMap) => heard.push(`${what} ${object.metadata?.name}`);
  informer.on('add', note('add'));
  informer.on('update', note('update'));
  informer.on('delete', note('delete'));
  await informer.start();
  const key = { resource: 'configmaps', namespace: 'default', name: 'a' };
  const late = Date.now() + 4_000;
  const heardSoFar = async (count: number) => {
    while (heard.length < count && Date.now() < late) await new Promise(resolve => setTimeout(resolve, 10));
    return heard;
  };
  await heardSoFar(1);
  api.store.patch(key, { data: { a: '2' } });
  api.store.delete(key);
  expect(await heardSoFar(3)).toEqual(['add a', 'update a', 'delete a']);
  await informer.stop();
});
