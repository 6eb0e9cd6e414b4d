import { expect } from 'expect';
import { type Answer, patchTypes } from '../Api';
import type { Check } from '../Check';
import { argo, type CheckContext, core, createConfigMap } from '../CheckContext';
import { at } from '../json';
import { LiveRollout } from '../rollouts/LiveRollout';
import { rolloutObject } from '../rollouts/manifests';

type Operation = { op: string; path: string; value?: unknown };

/** What a server says to a JSON Patch that does not fit: never which part. */
const refused = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: 'the server rejected our request due to an error in our request',
  reason: 'Invalid',
  details: {},
  code: 422,
};

function patch(
  { api }: CheckContext,
  path: string,
  body: unknown,
  type: keyof typeof patchTypes,
  query?: Record<string, string>,
): Promise<Answer> {
  return api.ask({ method: 'PATCH', path, body, contentType: patchTypes[type], query });
}

const promote: Operation = { op: 'remove', path: '/status/pauseConditions' };

/** The patch types, and the guarded write that the portal's promotions are. */
export const patchChecks: readonly Check[] = [
  {
    id: 'patch/guards',
    title: 'each stale guard alone refuses a promotion with a 422 that says nothing; all right ones pass',
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      await rollout.pushToPause('3.9');
      const paused = await rollout.quiet();
      const guards = LiveRollout.guards(paused);
      const status = `${rollout.path}/status`;
      for (const stale of guards) {
        const body = [...guards.map(each => (each === stale ? { ...each, value: 'other' } : each)), promote];
        const answer = await patch(context, status, body, 'json');
        expect([stale.path, answer.status, answer.body]).toEqual([stale.path, 422, refused]);
      }
      const dry = await patch(context, status, [...guards, promote], 'json', { dryRun: 'All' });
      expect(dry.status).toBe(200);
      expect(at(dry.body, 'status', 'pauseConditions')).toBeUndefined();
      expect((await rollout.get()).metadata.resourceVersion).toBe(paused.metadata.resourceVersion);
      const accepted = await patch(context, status, [...guards, promote], 'json');
      // The phase is the controller's to write: the answer still says that it is paused.
      expect(accepted).toMatchObject({ status: 200, body: { status: { phase: 'Paused' } } });
      const again = await patch(context, status, [...guards, promote], 'json');
      expect(again.body).toEqual(refused);
    },
  },
  {
    id: 'patch/json-refused',
    title:
      'wrong types, absent paths and what can not be removed are 422 all alike; a test for null passes where nothing is',
    async run(context) {
      const made = await createConfigMap(context, 'one', { data: { a: '1' } });
      const path = core(context, 'configmaps/one');
      const wrong: Operation[] = [
        { op: 'test', path: '/metadata/uid', value: 1 },
        { op: 'test', path: '/metadata/uid', value: 'other' },
        { op: 'test', path: '/metadata/resourceVersion', value: '1' },
        { op: 'test', path: '/data/b', value: '1' },
        { op: 'test', path: '/nothing/at/all', value: '1' },
        { op: 'remove', path: '/data/b' },
      ];
      for (const operation of wrong) {
        const answer = await patch(context, path, [operation], 'json');
        expect([operation, answer.body]).toEqual([operation, refused]);
      }
      const right: Operation[] = [
        { op: 'test', path: '/metadata/uid', value: made.metadata.uid },
        { op: 'test', path: '/data/b', value: null },
        { op: 'add', path: '/data/b', value: '2' },
        { op: 'replace', path: '/data/a', value: '3' },
        { op: 'copy', path: '/data/c', value: undefined, ...{ from: '/data/a' } },
        { op: 'move', path: '/data/d', value: undefined, ...{ from: '/data/b' } },
      ];
      const answer = await patch(context, path, right, 'json');
      expect(at(answer.body, 'data')).toEqual({ a: '3', c: '3', d: '2' });
    },
  },
  {
    id: 'patch/json-all-or-nothing',
    title: 'a JSON Patch is done as a whole or not at all',
    async run(context) {
      const made = await createConfigMap(context, 'one', { data: { a: '1' } });
      const path = core(context, 'configmaps/one');
      const body = [
        { op: 'replace', path: '/data/a', value: '2' },
        { op: 'test', path: '/metadata/uid', value: 'other' },
      ];
      expect((await patch(context, path, body, 'json')).status).toBe(422);
      expect((await context.api.get(path)).metadata.resourceVersion).toBe(made.metadata.resourceVersion);
    },
  },
  {
    id: 'patch/one-of-many',
    title: 'of many guarded patches at once exactly one is done, and the others are 422',
    async run(context) {
      await createConfigMap(context, 'one', { data: { turn: 'free' } });
      const path = core(context, 'configmaps/one');
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, index) => {
          const test = { op: 'test', path: '/data/turn', value: 'free' };
          const take = { op: 'replace', path: '/data/turn', value: `taken by ${index}` };
          return patch(context, path, [test, take], 'json');
        }),
      );
      const codes = answers.map(({ status }) => status).sort();
      expect(codes).toEqual([200, ...Array.from({ length: 39 }, () => 422)]);
    },
  },
  {
    id: 'patch/merge',
    title: 'a merge patch replaces, removes by null, and heeds the version but, on a status, not the uid',
    async run(context) {
      const { api } = context;
      const rollout = await LiveRollout.deploy(context);
      const path = core(context, 'configmaps/one');
      await createConfigMap(context, 'one', { data: { a: '1', b: '2' } });
      const merged = await api.patch(path, { data: { a: null, c: '3' } });
      expect(at(merged, 'data')).toEqual({ b: '2', c: '3' });
      const stale = await patch(
        context,
        path,
        { metadata: { resourceVersion: '1' }, data: { b: '4' } },
        'merge',
      );
      expect(stale).toMatchObject({ status: 409, body: { reason: 'Conflict' } });
      const other = {
        metadata: { uid: '00000000-0000-4000-8000-000000000000' },
        status: { message: 'said' },
      };
      expect((await patch(context, `${rollout.path}/status`, other, 'merge')).status).toBe(200);
      const version = { metadata: { resourceVersion: '1' }, status: { message: 'said' } };
      expect((await patch(context, `${rollout.path}/status`, version, 'merge')).status).toBe(409);
    },
  },
  {
    id: 'patch/status-apart',
    title: 'a rollout’s status and the rest of it are patched apart',
    async run(context) {
      const { api } = context;
      const rollout = await LiveRollout.deploy(context);
      const before = await rollout.quiet();
      const main = await api.patch(rollout.path, { status: { phase: 'Mine' } });
      expect(at(main, 'status', 'phase')).toBe('Healthy');
      expect(main.metadata.resourceVersion).toBe(before.metadata.resourceVersion);
      const status = await api.patch(`${rollout.path}/status`, {
        metadata: { annotations: { approval: '7' } },
        spec: { replicas: 9 },
        status: { message: 'said' },
      });
      expect(at(status, 'status', 'message')).toBe('said');
      expect(at(status, 'spec', 'replicas')).toBe(2);
      expect(status.metadata.annotations?.approval).toBeUndefined();
      expect(status.metadata.generation).toBe(before.metadata.generation);
    },
  },
  {
    id: 'patch/strategic',
    title: 'a strategic merge knows lists by key; custom resources do not take it',
    async run(context) {
      const { api } = context;
      const services = core(context, 'services');
      const ports = [
        { name: 'web', port: 80, targetPort: 8080 },
        { name: 'metrics', port: 9090, targetPort: 9090 },
      ];
      const spec = { selector: { app: 'shop' }, ports };
      await api.create(services, { apiVersion: 'v1', kind: 'Service', metadata: { name: 'shop' }, spec });
      const change = { spec: { ports: [{ port: 80, targetPort: 8081 }] } };
      const patched = await patch(context, `${services}/shop`, change, 'strategic');
      expect(at(patched.body, 'spec', 'ports')).toMatchObject([
        { name: 'web', port: 80, targetPort: 8081 },
        { name: 'metrics', port: 9090 },
      ]);
      const merged = await patch(context, `${services}/shop`, change, 'merge');
      expect(at(merged.body, 'spec', 'ports')).toHaveLength(1);
      await api.create(argo(context, 'rollouts'), rolloutObject({ name: 'idle', image: 'idle:1' }));
      const custom = await patch(
        context,
        argo(context, 'rollouts/idle'),
        { spec: { replicas: 1 } },
        'strategic',
      );
      expect(custom).toMatchObject({
        status: 415,
        body: {
          reason: 'UnsupportedMediaType',
          message: expect.stringContaining('application/json-patch+json, application/merge-patch+json'),
        },
      });
    },
  },
  {
    id: 'patch/bad',
    title: '400 for a patch that is no JSON, 415 for a type nobody knows, 404 for what is not there',
    async run(context) {
      await createConfigMap(context, 'one');
      const path = core(context, 'configmaps/one');
      for (const type of ['json', 'merge'] as const) {
        const answer = await patch(context, path, '{"data": ', type);
        expect(answer).toMatchObject({ status: 400, body: { reason: 'BadRequest' } });
      }
      const strange = { method: 'PATCH', path, body: {}, contentType: 'application/json' };
      expect((await context.api.ask(strange)).status).toBe(415);
      const nothing = await patch(context, core(context, 'configmaps/none'), {}, 'merge');
      expect(nothing).toMatchObject({ status: 404, body: { reason: 'NotFound' } });
    },
  },
  {
    id: 'patch/apply',
    title: 'server-side apply makes and changes an object under its manager’s name',
    async run(context) {
      const path = core(context, 'configmaps/one');
      const object = (data: object) => ({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'one' },
        data,
      });
      const query = { fieldManager: 'conformance' };
      const made = await patch(context, path, object({ a: '1' }), 'apply', query);
      expect(made).toMatchObject({
        status: 201,
        body: {
          data: { a: '1' },
          metadata: { managedFields: [{ manager: 'conformance', operation: 'Apply' }] },
        },
      });
      const changed = await patch(context, path, object({ a: '2' }), 'apply', query);
      expect(changed).toMatchObject({ status: 200, body: { data: { a: '2' } } });
      expect((await patch(context, path, object({ a: '3' }), 'apply')).status).toBe(422);
    },
  },
];
