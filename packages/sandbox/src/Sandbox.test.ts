import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { startSandbox } from './index';
import { listenOnLoopback } from './loopback/listen';
import { OidcServer } from './oidc/OidcServer';
import { type Sandbox } from './Sandbox';

const newState = () => mkdtempSync(join(tmpdir(), 'sandbox-'));

interface Asked {
  cluster: string;
  account?: 'kubeconfig' | 'admin.kubeconfig';
  path: string;
  method?: string;
}

/** As a client that has nothing but a kubeconfig. */
function ask(state: string, { cluster, account = 'kubeconfig', path, method = 'GET' }: Asked) {
  const config = parse(readFileSync(join(state, account), 'utf8'));
  const { cluster: place } = config.clusters.find(({ name }: { name: string }) => name === cluster);
  const { context } = config.contexts.find(({ name }: { name: string }) => name === cluster);
  const { user } = config.users.find(({ name }: { name: string }) => name === context.user);
  const ca = Buffer.from(place['certificate-authority-data'], 'base64');
  const headers = { authorization: `Bearer ${user.token}` };
  return new Promise<{ status?: number; body: string }>((resolve, reject) => {
    request(place.server + path, { ca, headers, method, agent: false }, async response => {
      const body = await response.setEncoding('utf8').reduce((all: string, part: string) => all + part, '');
      resolve({ status: response.statusCode, body });
    })
      .on('error', reject)
      .end();
  });
}

async function control(sandbox: Sandbox, path: string, body?: object) {
  const init = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify(body),
  };
  const response = await fetch(`${sandbox.url}${path}`, init);
  return { status: response.status, body: await response.json() };
}

describe('a bare sandbox', () => {
  const state = newState();
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ state, world: { bare: ['one', 'two'] } });
  });
  afterAll(() => sandbox.stop());

  it('lets the portal read what the documentation says, over TLS, and no more', async () => {
    const rollouts = '/apis/argoproj.io/v1alpha1/rollouts';
    expect(await ask(state, { cluster: 'one', path: rollouts })).toMatchObject({ status: 200 });
    expect(await ask(state, { cluster: 'two', path: '/api/v1/pods' })).toMatchObject({ status: 200 });
    expect(await ask(state, { cluster: 'one', path: '/api/v1/secrets' })).toMatchObject({ status: 403 });
    const one = `${rollouts.replace('/rollouts', '/namespaces/default/rollouts')}/shop`;
    expect(await ask(state, { cluster: 'one', path: one, method: 'DELETE' })).toMatchObject({ status: 403 });
    const admin = { cluster: 'one', account: 'admin.kubeconfig', path: '/api/v1/secrets' } as const;
    expect(await ask(state, admin)).toMatchObject({ status: 200 });
  });

  const rollout = '/apis/argoproj.io/v1alpha1/namespaces/default/rollouts/shop';
  const replicaSet = '/apis/apps/v1/namespaces/default/replicasets/shop-1';
  const policies = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies';
  const configMaps = '/api/v1/namespaces/greenroom/configmaps';

  it.each([
    ['PATCH', `${rollout}/status`],
    ['PATCH', rollout],
    ['GET', replicaSet],
    ['GET', `${policies}/greenroom-promotion-lock`],
    ['GET', `${configMaps}/greenroom-ledger-head`],
    ['PATCH', `${configMaps}/greenroom-ledger-head`],
  ])('lets the portal %s %s, as the documentation says', async (method, path) => {
    expect((await ask(state, { cluster: 'one', path, method })).status).not.toBe(403);
  });

  it.each([
    ['PUT', rollout],
    ['PUT', `${rollout}/status`],
    ['DELETE', rollout],
    ['POST', rollout.replace('/shop', '')],
    ['PATCH', `${rollout}/scale`],
    ['PATCH', replicaSet],
    ['PATCH', `${policies}/greenroom-promotion-lock`],
    ['DELETE', `${policies}/greenroom-promotion-lock`],
    ['PATCH', '/api/v1/namespaces/default/services/shop'],
    ['GET', configMaps],
    ['POST', configMaps],
    ['PATCH', `${configMaps}/other`],
    ['DELETE', `${configMaps}/greenroom-ledger-head`],
    ['PATCH', '/api/v1/namespaces/default/configmaps/greenroom-ledger-head'],
  ])('does not let the portal %s %s', async (method, path) => {
    expect((await ask(state, { cluster: 'one', path, method })).status).toBe(403);
  });

  it('shows what is done to the store, and has no events of its own', async () => {
    const { api } = sandbox.cluster('one');
    api.create('configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a', namespace: 'default' },
    });
    const path = '/api/v1/namespaces/default/configmaps';
    const { body } = await ask(state, { cluster: 'one', account: 'admin.kubeconfig', path });
    expect(JSON.parse(body).items).toMatchObject([{ metadata: { name: 'a' } }]);
    expect(sandbox.status()).toMatchObject({ name: 'bare', log: [] });
    expect(sandbox.status().next).toBeUndefined();
  });

  it('says where everything listens and who asked for what', async () => {
    const { body } = await control(sandbox, '/endpoints');
    expect(body.oidc).toBeUndefined();
    expect(body).toMatchObject({
      control: { url: sandbox.url },
      clusters: [{ name: 'one' }, { name: 'two' }],
      adminKubeconfig: join(state, 'admin.kubeconfig'),
    });
    const before = await listsOf('nodes');
    await ask(state, { cluster: 'two', account: 'admin.kubeconfig', path: '/api/v1/nodes' });
    expect((await listsOf('nodes')) - before).toBe(1);
  });

  it('counts the watches that are open', async () => {
    const path = '/api/v1/pods?watch=true&timeoutSeconds=1';
    const watching = ask(state, { cluster: 'two', account: 'admin.kubeconfig', path });
    const open = async () => (await rowOf({ verb: 'watch', resource: 'pods' }))?.open;
    while ((await open()) !== 1) await new Promise(resolve => setTimeout(resolve, 20));
    await watching;
    while ((await open()) !== 0) await new Promise(resolve => setTimeout(resolve, 20));
    expect(await rowOf({ verb: 'watch', resource: 'pods' })).toMatchObject({
      watch: true,
      count: 1,
      open: 0,
    });
  });

  async function rowOf(about: { verb: string; resource: string }) {
    const { body } = await control(sandbox, '/requests');
    const wanted = Object.entries({ cluster: 'two', user: 'sandbox-admin', ...about });
    const rows: Record<string, unknown>[] = body.requests;
    return rows.find(row => wanted.every(([key, value]) => row[key] === value));
  }

  async function listsOf(resource: string): Promise<number> {
    return Number((await rowOf({ verb: 'list', resource }))?.count ?? 0);
  }

  it('puts a fault on one cluster and takes it away', async () => {
    const fault = { target: 'cluster:one', fault: 'too-many-requests' };
    expect(await control(sandbox, '/scenario/inject', fault)).toMatchObject({ status: 200 });
    expect(await ask(state, { cluster: 'one', path: '/version' })).toMatchObject({ status: 429 });
    expect(await ask(state, { cluster: 'two', path: '/version' })).toMatchObject({ status: 200 });
    await control(sandbox, '/scenario/inject', { target: 'cluster:one', fault: 'none' });
    expect(await ask(state, { cluster: 'one', path: '/version' })).toMatchObject({ status: 200 });
    const unknown = await control(sandbox, '/scenario/inject', { target: 'cluster:one', fault: 'flood' });
    expect(unknown).toMatchObject({ status: 400 });
    expect(unknown.body.error.message).toMatch(/watch-cut, watch-half-open, .*none/);
  });

  it('has a controller that does not see what people write, so often as it is told', () => {
    const { faults } = sandbox.cluster('one');
    const three = (namespace: string) => [1, 2, 3].map(() => faults.takes('ignored-writes', { namespace }));
    const target = 'cluster:one';
    sandbox.inject({ target, fault: 'ignored-writes', namespace: 'shop', writes: 2 });
    expect(three('other')).toEqual([false, false, false]);
    expect(three('shop')).toEqual([true, true, false]);
    sandbox.inject({ target, fault: 'ignored-writes' });
    expect(three('shop')).toEqual([true, true, true]);
    const specification = { namespace: 'shop', what: 'specification' } as const;
    expect(faults.takes('ignored-writes', specification)).toBe(false);
    sandbox.inject({ target, fault: 'ignored-writes', specifications: true });
    expect(faults.takes('ignored-writes', specification)).toBe(true);
    sandbox.inject({ target, fault: 'none' });
    expect(three('shop')).toEqual([false, false, false]);
  });

  it('has a git host with its own faults, which a reset begins anew', async () => {
    const { body } = await control(sandbox, '/endpoints');
    expect(body.git).toEqual({ url: sandbox.git.url, username: 'greenroom', password: sandbox.git.password });
    expect(sandbox.ready().git).toBe(sandbox.git.url);
    const made = () => fetch(`${sandbox.git.url}/api/v1/repos/storefront/made`).then(({ status }) => status);
    await sandbox.git.host.open();
    await sandbox.git.host.create({ owner: 'storefront', name: 'made' });
    expect(await made()).toBe(200);
    await control(sandbox, '/scenario/inject', { target: 'git', fault: 'down' });
    await expect(made()).rejects.toThrow();
    await control(sandbox, '/scenario/inject', { target: 'git', fault: 'none' });
    expect(await made()).toBe(200);
    await control(sandbox, '/scenario/reset', {});
    expect(await made()).toBe(404);
    expect(await control(sandbox, '/pipelines')).toMatchObject({ body: { runs: [] } });
  });

  it('plays its clock', async () => {
    expect(await control(sandbox, '/scenario/pause', {})).toMatchObject({ body: { state: 'paused' } });
    expect(await control(sandbox, '/scenario/speed', { speed: 10 })).toMatchObject({ body: { speed: 10 } });
    expect(await control(sandbox, '/scenario/resume', {})).toMatchObject({ body: { state: 'running' } });
    const before = sandbox.clock.elapsed();
    await control(sandbox, '/scenario/advance', { seconds: 100 });
    expect(sandbox.clock.elapsed() - before).toBeGreaterThanOrEqual(100_000);
    expect(await control(sandbox, '/scenario/speed', { speed: 1 })).toMatchObject({ body: { speed: 1 } });
  });

  it('resets to new clusters at the same addresses', async () => {
    const identity = () =>
      sandbox.cluster('one').api.get({ resource: 'namespaces', name: 'kube-system' })?.metadata.uid;
    const [uid, url] = [identity(), sandbox.cluster('one').url];
    sandbox
      .cluster('one')
      .api.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x' } });
    expect(await control(sandbox, '/scenario/reset', {})).toMatchObject({ status: 200 });
    expect(sandbox.cluster('one').url).toBe(url);
    expect(identity()).not.toBe(uid);
    expect(await ask(state, { cluster: 'one', path: '/api/v1/namespaces/x' })).toMatchObject({ status: 404 });
  });
});

it('keeps authority, tokens and secrets over a restart, and makes new passwords', async () => {
  const state = newState();
  const kept = [
    'ca.crt',
    'kubeconfig',
    'oidc.json',
    'oidc-client-secret',
    'session-secret',
    'tokens/one',
    'ledger-key.pem',
    'ledger-public.pem',
  ];
  const read = () => kept.map(name => readFileSync(join(state, name), 'utf8'));
  const options = { state, signIn: OidcServer.start, world: { bare: ['one'] } };
  const first = await startSandbox(options);
  const [before, people] = [read(), readFileSync(join(state, 'people.json'), 'utf8')];
  await first.stop();
  const second = await startSandbox({ state, signIn: OidcServer.start, world: { bare: ['one'] } });
  const after = read();
  const { body } = await control(second, '/endpoints');
  expect(body.oidc).toMatchObject({ clientId: 'greenroom', people: second.oidc?.accounts });
  for (const index of [0, 3, 4, 5, 6, 7]) expect(after[index]).toBe(before[index]);
  expect(JSON.parse(people)).toMatchObject([
    { id: 'ada' },
    { id: 'ben' },
    { id: 'chen' },
    { id: 'dana' },
    { id: 'eli' },
  ]);
  expect(readFileSync(join(state, 'people.json'), 'utf8')).not.toBe(people);
  await second.stop();
});

it('leaves nothing running when a port is taken', async () => {
  const blocker = createServer();
  // Below those that systems give to whoever asks for any, which other tests do meanwhile.
  const base = randomInt(20_000, 32_000);
  const taken = await listenOnLoopback(blocker, base + 11, 'a test');
  const options = { state: newState(), ports: base, world: { bare: ['one'] } };
  await expect(startSandbox(options)).rejects.toThrow(`Port ${taken}, wanted for`);
  await new Promise(resolve => blocker.close(resolve));
  const sandbox = await startSandbox(options);
  expect(sandbox.cluster('one').url).toBe(`https://127.0.0.1:${taken}`);
  await sandbox.stop();
});

it('plays a fleet: so many clusters, rollouts and changes a second', async () => {
  const world = { clusters: 3, rolloutsPerCluster: 4, eventsPerSecond: 100 };
  const sandbox = await startSandbox({ state: newState(), world });
  const names = sandbox.clusters.map(({ name }) => name);
  expect(names).toEqual(['fleet-01', 'fleet-02', 'fleet-03']);
  for (const { api } of sandbox.clusters) {
    const rollouts = api.list('rollouts.argoproj.io');
    expect(rollouts.map(({ status }) => status?.phase)).toEqual(['Healthy', 'Healthy', 'Healthy', 'Healthy']);
    expect(api.list('pods')).toHaveLength(8);
  }
  const changed = sandbox.clusters.map(({ api }) => {
    const seen = { notes: new Set<unknown>(), replicas: new Set<unknown>() };
    api.watch('rollouts.argoproj.io', ({ object }) => {
      seen.notes.add(object.metadata.annotations?.['fleet.example/change']);
      seen.replicas.add(object.spec?.replicas);
    });
    return seen;
  });
  // Only what is advanced passes, however long a busy machine takes for it.
  sandbox.pause();
  sandbox.advance(3);
  for (const { notes, replicas } of changed) {
    expect(notes.size).toBeGreaterThan(50);
    expect([...replicas].sort()).toEqual([2, 3]);
  }
  await sandbox.stop();
});

it('plays a fleet of pods that nobody runs: so many, real in shape, and a rate of changes over them', async () => {
  const world = { clusters: 2, podsPerCluster: 60, eventsPerSecond: 50, podsPerApp: 10 };
  const state = newState();
  const sandbox = await startSandbox({ state, world });
  const { api } = sandbox.cluster('fleet-02');
  expect([api.list('pods').length, api.list('deployments.apps').length]).toEqual([60, 6]);
  expect(api.list('deployments.apps')[0]?.spec?.replicas).toBe(10);
  const uids = sandbox.clusters.flatMap(each => each.api.list('pods').map(({ metadata }) => metadata.uid));
  expect(new Set(uids).size).toBe(120);
  const path = '/api/v1/pods?labelSelector=app.kubernetes.io/name%3Dapp-0003';
  const { body } = await ask(state, { cluster: 'fleet-01', path });
  const { items } = JSON.parse(body);
  expect(items).toHaveLength(10);
  expect(JSON.stringify(items[0]).length).toBeGreaterThan(4_000);
  expect(items[0].status.containerStatuses[0]).toMatchObject({
    ready: true,
    restartCount: expect.any(Number),
  });
  const changed = new Set<string>();
  api.watch('pods', ({ object }) => changed.add(object.metadata.name));
  sandbox.pause();
  sandbox.advance(2);
  expect(changed.size).toBeGreaterThan(20);
  await sandbox.stop();
});
