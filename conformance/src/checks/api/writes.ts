import { expect } from 'expect';
import type { Check } from '../../Check';
import { argo, configMap, core, createConfigMap } from '../../CheckContext';
import { at, textAt } from '../../json';
import { rolloutObject } from '../../rollouts/manifests';

/** A rollout that no controller will be quick with: nothing it needs is there. */
const idle = (name: string) => ({ ...rolloutObject({ name, image: 'idle:1' }), status: { phase: 'Sent' } });

/** What is kept of what is sent, and what the server adds. */
export const writes: readonly Check[] = [
  {
    id: 'api/server-fields',
    title: 'the server fills uid, version, time, generation and managed fields',
    async run(context) {
      const made = await context.api.create(argo(context, 'rollouts'), {
        ...idle('shop'),
        metadata: { name: 'shop', uid: 'mine', generation: 7, creationTimestamp: '2001-01-01T00:00:00Z' },
      });
      expect(made).toMatchObject({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
        metadata: {
          namespace: context.namespace,
          generation: 1,
          uid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
          resourceVersion: expect.stringMatching(/^\d+$/),
          managedFields: [
            { operation: 'Update', apiVersion: 'argoproj.io/v1alpha1', fieldsType: 'FieldsV1' },
          ],
        },
      });
      expect(textAt(made, 'metadata', 'creationTimestamp')).toMatch(/^20(?!01)\d\d-.*:\d\dZ$/);
      expect(at(made, 'status')).toBeUndefined();
    },
  },
  {
    id: 'api/generate-name',
    title: 'makes a name of a prefix',
    async run(context) {
      const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'some-' } };
      const made = await context.api.create(core(context, 'configmaps'), body);
      expect(made.metadata.name).toMatch(/^some-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    },
  },
  {
    id: 'api/status-apart',
    title: 'status and the rest are written apart; generation follows spec alone',
    async run(context) {
      const { api } = context;
      const path = core(context, 'pods');
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        // A node that is not there: no kubelet touches it.
        metadata: { name: 'one' },
        spec: { nodeName: 'nowhere', containers: [{ name: 'app', image: 'app:1' }] },
        status: { phase: 'Running' },
      };
      const made = await api.create(path, pod);
      expect(at(made, 'status', 'phase')).toBe('Pending');
      const main = await api.patch(`${path}/one`, { status: { phase: 'Running' } });
      expect(at(main, 'status', 'phase')).toBe('Pending');
      const status = await api.patch(`${path}/one/status`, {
        metadata: { labels: { from: 'status' } },
        spec: { priority: 7 },
        status: { message: 'said' },
      });
      expect(at(status, 'status', 'message')).toBe('said');
      expect(at(status, 'spec', 'priority')).not.toBe(7);
      expect(status.metadata.generation).toBe(made.metadata.generation);
    },
  },
  {
    id: 'api/no-change',
    title: 'a write that changes nothing makes no new version',
    async run(context) {
      const { api } = context;
      const made = await createConfigMap(context, 'one', { data: { a: '1' } });
      const path = core(context, 'configmaps/one');
      const same = await api.patch(path, { data: { a: '1' } });
      expect(same.metadata.resourceVersion).toBe(made.metadata.resourceVersion);
      const put = await api.must({ method: 'PUT', path, body: same });
      expect(textAt(put, 'metadata', 'resourceVersion')).toBe(made.metadata.resourceVersion);
    },
  },
  {
    id: 'api/dry-run',
    title: 'dryRun=All answers as if, and stores nothing',
    async run(context) {
      const { api } = context;
      const path = core(context, 'configmaps');
      const query = { dryRun: 'All' };
      const made = await api.must({ method: 'POST', path, query, body: configMap('ghost') });
      expect(textAt(made, 'metadata', 'uid')).not.toBe('');
      expect((await api.ask({ path: `${path}/ghost` })).status).toBe(404);
      await createConfigMap(context, 'one', { data: { a: '1' } });
      const contentType = 'application/merge-patch+json';
      const patch = { method: 'PATCH', path: `${path}/one`, query, body: { data: { a: '2' } }, contentType };
      expect(at(await api.must(patch), 'data', 'a')).toBe('2');
      await api.must({ method: 'DELETE', path: `${path}/one`, query });
      expect(at(await api.get(`${path}/one`), 'data', 'a')).toBe('1');
      expect((await api.ask({ ...patch, query: { dryRun: 'Some' } })).status).toBe(422);
    },
  },
  {
    id: 'api/delete',
    title: 'deletes with preconditions; finalizers hold it until they are gone',
    async run(context) {
      const { api } = context;
      const path = core(context, 'configmaps/one');
      const made = await createConfigMap(context, 'one');
      const body = { preconditions: { uid: '00000000-0000-4000-8000-000000000000' } };
      expect(await api.ask({ method: 'DELETE', path, body })).toMatchObject({
        status: 409,
        body: { reason: 'Conflict', message: expect.stringContaining('the UID in the precondition') },
      });
      await api.patch(path, { metadata: { finalizers: ['conformance.example/hold'] } });
      await api.delete(path);
      const held = await api.get(path);
      expect(textAt(held, 'metadata', 'deletionTimestamp')).not.toBe('');
      await api.patch(path, { metadata: { finalizers: null } });
      expect((await api.ask({ path })).status).toBe(404);
      await createConfigMap(context, 'one');
      expect(await api.delete(path)).toMatchObject({
        kind: 'Status',
        status: 'Success',
        details: { name: 'one', kind: 'configmaps', uid: expect.not.stringMatching(made.metadata.uid) },
      });
    },
  },
  {
    id: 'api/scale',
    title: 'the scale subresource tells and changes the replicas',
    async run(context) {
      const { api } = context;
      const path = argo(context, 'rollouts/shop');
      const made = await api.create(argo(context, 'rollouts'), { ...idle('shop'), status: undefined });
      const scale = await api.get(`${path}/scale`);
      expect(scale).toMatchObject({
        kind: 'Scale',
        apiVersion: 'autoscaling/v1',
        metadata: { name: 'shop', uid: made.metadata.uid },
        spec: { replicas: 2 },
      });
      const changed = await api.patch(`${path}/scale`, { spec: { replicas: 3 } });
      expect(at(changed, 'spec')).toEqual({ replicas: 3 });
      const rollout = await api.get(path);
      expect(at(rollout, 'spec', 'replicas')).toBe(3);
      expect(rollout.metadata.generation).toBe(2);
    },
  },
  {
    id: 'api/namespace',
    title: 'nothing is made in a namespace that is not there, nor in one that goes',
    async run(context) {
      const { api } = context;
      const nowhere = core({ namespace: 'conformance-nowhere' }, 'configmaps');
      expect(await api.ask({ method: 'POST', path: nowhere, body: configMap('one') })).toMatchObject({
        status: 404,
        body: { message: 'namespaces "conformance-nowhere" not found' },
      });
    },
  },
];
