import { TestServer } from '../__testUtils__/TestServer';
import { rollout } from '../__testUtils__/objects';
import { duplicateFields } from './duplicateFields';

let api: TestServer;
beforeAll(async () => {
  api = await TestServer.start();
});
afterAll(() => api.stop());

const configMaps = TestServer.path('configmaps');
const APPLY = 'application/apply-patch+yaml';

function configMap(name: string, data: Record<string, string>) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
}

function apply(name: string, data: Record<string, string>, query: string) {
  return api.ask(`${configMaps}/${name}?${query}`, {
    method: 'PATCH',
    type: APPLY,
    body: configMap(name, data),
  });
}

describe('server-side apply over HTTP', () => {
  it('makes, refuses what belongs to others, and takes it by force', async () => {
    expect(await apply('one', { a: '1' }, 'fieldManager=first')).toMatchObject({
      status: 201,
      body: {
        metadata: {
          managedFields: [{ manager: 'first', operation: 'Apply', fieldsV1: { 'f:data': { 'f:a': {} } } }],
        },
      },
    });
    expect(await apply('one', { a: '2' }, 'fieldManager=second')).toMatchObject({
      status: 409,
      body: {
        reason: 'Conflict',
        message: 'Apply failed with 1 conflict: conflict with "first": .data.a',
        details: {
          causes: [{ reason: 'FieldManagerConflict', message: 'conflict with "first"', field: '.data.a' }],
        },
      },
    });
    expect(await apply('one', { a: '2' }, 'fieldManager=second&force=true')).toMatchObject({
      status: 200,
      body: { data: { a: '2' }, metadata: { managedFields: [{ manager: 'second' }] } },
    });
  });

  it('only tries what is only to be tried', async () => {
    const { revision } = api.store;
    const tried = await apply('dry', { a: '1' }, 'fieldManager=first&dryRun=All');
    expect(tried).toMatchObject({ status: 201, body: { data: { a: '1' } } });
    expect(tried.body).not.toHaveProperty('metadata.resourceVersion');
    expect(api.store.revision).toBe(revision);
  });

  it('knows the items of a custom resource by its definition', async () => {
    api.store.create('rollouts.argoproj.io', rollout('shop'), { manager: 'creator' });
    const body = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      spec: { template: { spec: { containers: [{ name: 'app', image: 'shop/app:2' }] } } },
    };
    const path = `${TestServer.path('rollouts.argoproj.io')}/shop?fieldManager=pipeline`;
    expect(await api.ask(path, { method: 'PATCH', type: APPLY, body })).toMatchObject({
      status: 409,
      body: { details: { causes: [{ field: '.spec.template.spec.containers[name="app"].image' }] } },
    });
  });
});

describe('fields that nobody knows or that are said twice', () => {
  it.each([
    ['', 201, '299 - "unknown field \\"foo\\""'],
    ['?fieldValidation=Ignore', 201, undefined],
    ['?fieldValidation=Strict', 400, undefined],
  ])('fieldValidation "%s": %d', async (query, status, warning) => {
    const body = { ...configMap(`strange-${status}-${query.length}`, {}), foo: 1 };
    const reply = await api.ask(`${configMaps}${query}`, { method: 'POST', body });
    expect([reply.status, reply.headers.warning]).toEqual([status, warning]);
    expect(reply.body).not.toHaveProperty('foo');
  });

  it.each([
    ['{"a":1,"b":{"c":[{"d":1,"d":"}"}]},"a":"\\"a"}', ['b.c[0].d', 'a']],
    ['{"a":{"x":1},"b":{"x":1}}', []],
    ['[{"a":1},{"a":1,"a":2}]', ['[1].a']],
  ])('finds them in %s', (text, found) => {
    expect(duplicateFields(text)).toEqual(found);
  });

  it('holds objects from outside to their schema, their status too', async () => {
    const path = TestServer.path('rollouts.argoproj.io');
    const bad = await api.ask(path, { method: 'POST', body: rollout('bad', { spec: { replicas: 'two' } }) });
    expect(bad).toMatchObject({
      status: 422,
      body: { details: { causes: [{ field: 'spec.replicas' }, {}, {}] } },
    });
    api.store.create('rollouts.argoproj.io', rollout('held'));
    const status = {
      method: 'PATCH',
      type: 'application/merge-patch+json',
      body: { status: { phase: 1 } },
    } as const;
    expect((await api.ask(`${path}/held/status`, status)).status).toBe(422);
  });
});
