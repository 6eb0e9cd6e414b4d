import { ManualClock } from '../../clock/ManualClock';
import { configMap, deployment, pod, rollout } from '../__testUtils__/objects';
import { argoRolloutsResources } from '../resources/argoRolloutsResources';
import { StatusError } from '../StatusError';
import type { ObjectKey, WatchEvent } from '../types';
import { ObjectStore } from './ObjectStore';

const CRDS = 'customresourcedefinitions.apiextensions.k8s.io';
const key = (resource: string, name: string): ObjectKey => ({ resource, name, namespace: 'default' });

function newStore(options: { window?: number } = {}) {
  const clock = new ManualClock();
  const store = new ObjectStore({ clock, ...options });
  for (const crd of argoRolloutsResources) store.create(CRDS, crd);
  return { clock, store };
}

function refusal(act: () => unknown): { code: number; message: string } {
  try {
    act();
  } catch (error) {
    if (error instanceof StatusError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('it was not refused');
}

describe('what a write does to an object', () => {
  it('counts one revision for every write, of whatever kind', () => {
    const { store } = newStore();
    const before = store.revision;
    const first = store.create('configmaps', configMap('a'));
    const second = store.create('rollouts.argoproj.io', rollout('r'));
    expect([first, second].map(each => Number(each.metadata.resourceVersion))).toEqual([
      before + 1,
      before + 2,
    ]);
    expect(store.revision).toBe(before + 2);
  });

  it('moves the generation with the spec only', () => {
    const { store } = newStore();
    store.create('rollouts.argoproj.io', rollout('r'));
    const generation = () => store.get(key('rollouts.argoproj.io', 'r'))?.metadata.generation;
    store.patch(key('rollouts.argoproj.io', 'r'), { status: { phase: 'Healthy' } }, 'status');
    store.patch(key('rollouts.argoproj.io', 'r'), { metadata: { annotations: { a: 'b' } } });
    expect(generation()).toBe(1);
    store.patch(key('rollouts.argoproj.io', 'r'), { spec: { replicas: 3 } });
    expect(generation()).toBe(2);
    store.patch(key('rollouts.argoproj.io', 'r'), { spec: { replicas: 4 } }, 'scale');
    expect(generation()).toBe(3);
  });

  it('keeps status and the rest behind their own doors', () => {
    const { store } = newStore();
    const made = store.create('rollouts.argoproj.io', { ...rollout('r'), status: { phase: 'Made up' } });
    expect(made.status).toBeUndefined();
    const change = {
      spec: { replicas: 9 },
      metadata: { annotations: { a: 'b' } },
      status: { phase: 'Paused' },
    };
    const paused = store.patch(key('rollouts.argoproj.io', 'r'), change, 'status');
    expect(paused).toMatchObject({ spec: { replicas: 2 }, status: { phase: 'Paused' } });
    expect(paused.metadata.annotations).toBeUndefined();
    const main = store.patch(key('rollouts.argoproj.io', 'r'), { status: { phase: 'Healthy' } });
    expect(main.status).toEqual({ phase: 'Paused' });
  });

  it('does not count what changes nothing', () => {
    const { store } = newStore();
    store.create('rollouts.argoproj.io', rollout('r'));
    const paused = store.patch(key('rollouts.argoproj.io', 'r'), { status: { phase: 'Paused' } }, 'status');
    const same = { status: { phase: 'Paused', abort: null } };
    expect(store.patch(key('rollouts.argoproj.io', 'r'), same, 'status')).toBe(paused);
    expect(store.update('rollouts.argoproj.io', paused)).toBe(paused);
  });

  it('refuses an outdated resourceVersion, and a missing object', () => {
    const { store } = newStore();
    const made = store.create('configmaps', configMap('a'));
    store.patch(key('configmaps', 'a'), { data: { a: '2' } });
    expect(refusal(() => store.update('configmaps', made))).toEqual({
      code: 409,
      message:
        'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
    });
    expect(refusal(() => store.patch(key('rollouts.argoproj.io', 'x'), {}))).toEqual({
      code: 404,
      message: 'rollouts.argoproj.io "x" not found',
    });
  });

  it('says who wrote which field', () => {
    const { store } = newStore();
    store.as('kubectl').create('rollouts.argoproj.io', rollout('r'));
    store
      .as('controller')
      .patch(key('rollouts.argoproj.io', 'r'), { status: { phase: 'Healthy' } }, 'status');
    store.as('autoscaler').patch(key('rollouts.argoproj.io', 'r'), { spec: { replicas: 7 } });
    const managed = store.get(key('rollouts.argoproj.io', 'r'))?.metadata.managedFields ?? [];
    expect(managed.map(each => [each.manager, each.subresource, Object.keys(each.fieldsV1)])).toEqual([
      ['autoscaler', undefined, ['f:spec']],
      ['controller', 'status', ['f:status']],
      ['kubectl', undefined, ['f:metadata', 'f:spec']],
    ]);
    expect(managed[2]?.fieldsV1['f:spec']).not.toHaveProperty('f:replicas');
  });

  it('freezes what it stores and leaves what it was given alone', () => {
    const { store } = newStore();
    const sent = configMap('a', { app: 'x' });
    const stored = store.create('configmaps', sent);
    sent.metadata.labels = { app: 'other' };
    expect(stored.metadata.labels).toEqual({ app: 'x' });
    expect(Object.isFrozen(stored.metadata.labels)).toBe(true);
  });
});

describe('names and namespaces', () => {
  it.each([
    [
      'configmaps',
      configMap('Not_Valid'),
      /ConfigMap "Not_Valid" is invalid: metadata.name: .*RFC 1123 subdomain/,
    ],
    ['configmaps', configMap(''), /metadata.name: Required value: name or generateName is required/],
    [
      'configmaps',
      configMap('a', { app: 'no good' }),
      /metadata.labels: Invalid value: "no good": a valid label/,
    ],
    ['pods', { ...pod('p'), spec: {} }, /Pod "p" is invalid: spec.containers: Required value/],
  ])('refuses bad %s', (resource, object, message) => {
    const { code, message: text } = refusal(() => newStore().store.create(resource, object));
    expect({ code, text }).toEqual({ code: 422, text: expect.stringMatching(message) });
  });

  it('wants the namespace to be there and open', () => {
    const { store } = newStore();
    expect(refusal(() => store.create('configmaps', configMap('a', {}, 'nope')))).toEqual({
      code: 404,
      message: 'namespaces "nope" not found',
    });
  });

  it('empties a namespace that is deleted', () => {
    const { store } = newStore();
    store.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    store.create('configmaps', configMap('a', {}, 'shop'));
    store.delete({ resource: 'namespaces', name: 'shop' });
    expect(store.list('configmaps', { namespace: 'shop' })).toEqual([]);
    expect(store.get({ resource: 'namespaces', name: 'shop' })).toBeUndefined();
  });

  it('makes names from a prefix, and refuses a taken one', () => {
    const { store } = newStore();
    const made = store.create('configmaps', {
      ...configMap('x'),
      metadata: { generateName: 'web-', namespace: 'default' },
    });
    expect(made.metadata.name).toMatch(/^web-[a-z0-9]{5}$/);
    expect(refusal(() => store.create('configmaps', configMap(made.metadata.name))).code).toBe(409);
  });
});

describe('deleting', () => {
  it('waits for finalizers and then goes', () => {
    const { store } = newStore();
    const finalizers = ['shop.io/clean'];
    store.create('configmaps', {
      ...configMap('a'),
      metadata: { name: 'a', namespace: 'default', finalizers },
    });
    store.delete(key('configmaps', 'a'));
    expect(store.get(key('configmaps', 'a'))?.metadata.deletionTimestamp).toBe('2026-11-21T09:00:00Z');
    store.patch(key('configmaps', 'a'), { metadata: { finalizers: null } });
    expect(store.get(key('configmaps', 'a'))).toBeUndefined();
  });

  it('leaves a running pod to its kubelet', () => {
    const { store } = newStore();
    store.create('pods', pod('running', 'node-a'));
    store.create('pods', pod('waiting'));
    store.delete(key('pods', 'running'));
    store.delete(key('pods', 'waiting'));
    expect(
      store.list('pods').map(each => [each.metadata.name, each.metadata.deletionGracePeriodSeconds]),
    ).toEqual([['running', 30]]);
    store.delete(key('pods', 'running'), { gracePeriodSeconds: 0 });
    expect(store.list('pods')).toEqual([]);
  });

  it('deletes only the object that was meant', () => {
    const { store } = newStore();
    store.create('configmaps', configMap('a'));
    const preconditions = { uid: 'another' };
    expect(refusal(() => store.delete(key('configmaps', 'a'), { preconditions })).code).toBe(409);
  });
});

describe('custom resources', () => {
  it('come and go with their definition', () => {
    const { store } = newStore();
    store.create('rollouts.argoproj.io', rollout('r'));
    store.delete({ resource: CRDS, name: 'rollouts.argoproj.io' });
    expect(refusal(() => store.list('rollouts.argoproj.io')).code).toBe(404);
    const again = argoRolloutsResources.find(each => each.metadata.name === 'rollouts.argoproj.io');
    if (again) store.create(CRDS, again);
    expect(store.list('rollouts.argoproj.io')).toEqual([]);
  });

  it('are refused when the definition makes no sense', () => {
    const nonsense = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'x.y' },
      spec: { group: 'y' },
    };
    expect(refusal(() => newStore().store.create(CRDS, nonsense)).code).toBe(422);
  });
});

describe('watching', () => {
  it('tells everybody the same order, whoever writes in between', () => {
    const { store } = newStore();
    const heard: Record<string, string[]> = { first: [], second: [] };
    store.watch('configmaps', event => {
      heard.first?.push(event.object.metadata.name);
      if (event.object.metadata.name === 'a') store.create('configmaps', configMap('b'));
    });
    store.watch('configmaps', event => heard.second?.push(event.object.metadata.name));
    store.create('configmaps', configMap('a'));
    expect(heard).toEqual({ first: ['a', 'b'], second: ['a', 'b'] });
  });

  it('tells what was before, and stops when asked', () => {
    const { store } = newStore();
    const events: WatchEvent[] = [];
    const stop = store.watch('configmaps', event => events.push(event));
    const made = store.create('configmaps', configMap('a'));
    const changed = store.patch(key('configmaps', 'a'), { data: { a: '2' } });
    store.delete(key('configmaps', 'a'));
    stop();
    store.create('configmaps', configMap('b'));
    expect(events.map(({ type, before }) => [type, before])).toEqual([
      ['ADDED', undefined],
      ['MODIFIED', made],
      ['DELETED', changed],
    ]);
    expect(events[2]?.object.metadata.resourceVersion).toBe(String(store.revision - 1));
  });

  it('forgets old writes, by number and when compacted', () => {
    const { store } = newStore({ window: 10 });
    const start = store.revision;
    for (let i = 0; i < 30; i++) store.create('configmaps', configMap(`c${i}`));
    expect(refusal(() => store.eventsSince('configmaps', start)).code).toBe(410);
    expect(store.eventsSince('configmaps', store.revision - 5)).toHaveLength(5);
    store.compact();
    expect(store.eventsSince('configmaps', store.revision)).toEqual([]);
    expect(refusal(() => store.listAt('configmaps', store.revision - 1)).message).toMatch(
      /too old resource version/,
    );
  });
});

it('goes back to an earlier state, definitions included, and tells controllers the difference', () => {
  const { store } = newStore();
  const kept = store.create('configmaps', configMap('kept'));
  const snapshot = store.snapshot();
  store.patch(key('configmaps', 'kept'), { data: { a: '2' } });
  store.create('configmaps', configMap('lost'));
  store.delete({ resource: CRDS, name: 'rollouts.argoproj.io' });
  const told: [string, string][] = [];
  store.watch('configmaps', ({ type, object }) => told.push([type, object.metadata.name]));
  store.restore(snapshot);
  expect(store.revision).toBe(snapshot.revision);
  expect(store.list('configmaps')).toEqual([kept]);
  expect(store.list('rollouts.argoproj.io')).toEqual([]);
  expect(told).toEqual([
    ['DELETED', 'lost'],
    ['MODIFIED', 'kept'],
  ]);
  expect(store.create('deployments.apps', deployment('d')).metadata.resourceVersion).toBe(
    String(snapshot.revision + 1),
  );
});
