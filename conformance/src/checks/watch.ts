import { expect } from 'expect';
import { accessOf, Api, type Asked } from '../Api';
import type { Check } from '../Check';
import { argo, type CheckContext, core, createConfigMap } from '../CheckContext';
import { eventually } from '../eventually';
import { at, textAt } from '../json';
import { serviceObject } from '../rollouts/manifests';
import { Watching } from '../Watching';

/** Not what a new namespace brings by itself. */
const OURS = { labelSelector: 'conformance=watch' };
const labels = { conformance: 'watch' };
const END = 'k8s.io/initial-events-end';

async function watch(context: CheckContext, query: Record<string, string>, asked: Partial<Asked> = {}) {
  const path = core(context, 'configmaps');
  const watching = await Watching.open(context.api, { path, ...asked, query: { ...OURS, ...query } });
  context.cleanUp(() => watching.close());
  return watching;
}

async function newest(context: CheckContext): Promise<string> {
  return textAt(await context.api.must({ path: core(context, 'configmaps') }), 'metadata', 'resourceVersion');
}

/** A server that does not know its first writes any more: any real one, and the sandbox's after a restart. */
async function thatForgot({ api, target, cleanUp }: CheckContext): Promise<Api> {
  if (!target.faulty) {
    return api;
  }
  const { context, restart } = target.faulty;
  const other = new Api(await accessOf(target.kubeconfig, context));
  cleanUp(() => other.close());
  restart();
  await eventually(async () => expect((await other.ask({ path: '/readyz' })).status).toBe(200));
  return other;
}

const isBookmark = ({ type }: { type: string }) => type === 'BOOKMARK';

/** What a watch tells, in which order, and how it ends. */
export const watchChecks: readonly Check[] = [
  {
    id: 'watch/changes',
    title: 'tells every change after a version, once and in order, with its versions',
    async run(context) {
      const { api } = context;
      await createConfigMap(context, 'before', { labels });
      const resourceVersion = await newest(context);
      await createConfigMap(context, 'one', { labels });
      const watching = await watch(context, { resourceVersion });
      const path = core(context, 'configmaps/one');
      const changed = await api.patch(path, { data: { a: '1' } });
      await api.delete(path);
      await watching.first(({ type }) => type === 'DELETED');
      expect(watching.told()).toEqual(['ADDED one', 'MODIFIED one', 'DELETED one']);
      const versions = watching.events.map(({ object }) => textAt(object, 'metadata', 'resourceVersion'));
      expect(versions[1]).toBe(changed.metadata.resourceVersion);
      expect(Number(versions[2])).toBeGreaterThan(Number(versions[1]));
      expect(watching.events[2]?.object).toMatchObject({ kind: 'ConfigMap', data: { a: '1' } });
    },
  },
  {
    id: 'watch/no-version',
    title: 'without a version begins with what is there',
    async run(context) {
      await createConfigMap(context, 'one', { labels });
      await createConfigMap(context, 'two', { labels });
      const watching = await watch(context, {});
      await watching.first(({ object }) => textAt(object, 'metadata', 'name') === 'two');
      expect(watching.told().sort()).toEqual(['ADDED one', 'ADDED two']);
    },
  },
  {
    id: 'watch/initial-events',
    title: 'sendInitialEvents tells what is there, then a bookmark that says so, then changes',
    async run(context) {
      await createConfigMap(context, 'one', { labels });
      await createConfigMap(context, 'two', { labels });
      const watching = await watch(context, {
        sendInitialEvents: 'true',
        allowWatchBookmarks: 'true',
        resourceVersionMatch: 'NotOlderThan',
      });
      const bookmark = await watching.first(isBookmark);
      expect(watching.told()).toEqual(['ADDED one', 'ADDED two', 'BOOKMARK']);
      expect(bookmark.object).toMatchObject({
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: { resourceVersion: expect.stringMatching(/^\d+$/), annotations: { [END]: 'true' } },
      });
      await createConfigMap(context, 'three', { labels });
      await watching.first(({ object }) => textAt(object, 'metadata', 'name') === 'three');
    },
  },
  {
    id: 'watch/initial-events-custom',
    title: 'the same of custom resources, also of none',
    async run(context) {
      const watching = await watch(
        context,
        { sendInitialEvents: 'true', allowWatchBookmarks: 'true', resourceVersionMatch: 'NotOlderThan' },
        { path: argo(context, 'rollouts') },
      );
      const bookmark = await watching.first(isBookmark);
      expect(bookmark.object).toMatchObject({
        kind: 'Rollout',
        apiVersion: 'argoproj.io/v1alpha1',
        metadata: { annotations: { [END]: 'true' } },
      });
    },
  },
  {
    id: 'watch/initial-events-wrong',
    title: 'sendInitialEvents without resourceVersionMatch is 422',
    async run(context) {
      const query = { watch: 'true', sendInitialEvents: 'true', allowWatchBookmarks: 'true' };
      const answer = await context.api.ask({ path: core(context, 'configmaps'), query });
      expect(answer).toMatchObject({ status: 422, body: { reason: 'Invalid' } });
      expect(textAt(answer.body, 'message')).toMatch(/resourceVersionMatch/);
    },
  },
  {
    id: 'watch/timeout',
    title: 'timeoutSeconds ends it cleanly, with a bookmark before where they were asked for',
    async run(context) {
      const resourceVersion = await newest(context);
      const began = performance.now();
      const plain = await watch(context, { resourceVersion, timeoutSeconds: '2' });
      const marked = await watch(context, {
        resourceVersion,
        timeoutSeconds: '4',
        allowWatchBookmarks: 'true',
      });
      await createConfigMap(context, 'not-selected');
      await plain.end(5_000);
      expect(performance.now() - began).toBeGreaterThan(1_800);
      expect(plain.events).toEqual([]);
      await marked.end(5_000);
      // About two seconds before the end; sometimes there is one more.
      expect(new Set(marked.told())).toEqual(new Set(['BOOKMARK']));
      expect(marked.events[0]?.object).toEqual({
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: { resourceVersion: expect.stringMatching(/^\d+$/) },
      });
      const version = textAt(marked.events[0]?.object, 'metadata', 'resourceVersion');
      expect(Number(version)).toBeGreaterThan(Number(resourceVersion));
    },
  },
  {
    id: 'watch/too-old',
    title: 'a version that is too old is 410 inside of a 200, and the end',
    async run(context) {
      const forgetful = await thatForgot(context);
      const watching = await Watching.open(forgetful, {
        path: '/api/v1/configmaps',
        query: { resourceVersion: '1' },
      });
      context.cleanUp(() => watching.close());
      expect(watching.status).toBe(200);
      await watching.end(5_000);
      expect(watching.events).toEqual([
        {
          type: 'ERROR',
          object: {
            kind: 'Status',
            apiVersion: 'v1',
            metadata: {},
            status: 'Failure',
            message: expect.stringMatching(/^too old resource version: 1 \(\d+\)$/),
            reason: 'Expired',
            code: 410,
          },
        },
      ]);
    },
  },
  {
    id: 'watch/no-such-version',
    title: 'a version that is no number is refused',
    async run(context) {
      const query = { watch: 'true', resourceVersion: 'yesterday' };
      const answer = await context.api.ask({ path: core(context, 'configmaps'), query });
      expect(answer).toMatchObject({ status: 500, body: { kind: 'Status', status: 'Failure' } });
      expect(textAt(answer.body, 'message')).toMatch(/yesterday/);
    },
  },
  {
    id: 'watch/future',
    title: 'a version from the future is silence until the end',
    async run(context) {
      const resourceVersion = String(Number(await newest(context)) + 1_000_000);
      const watching = await watch(context, { resourceVersion, timeoutSeconds: '2' });
      expect(watching.status).toBe(200);
      await createConfigMap(context, 'one', { labels });
      await watching.end(5_000);
      expect(watching.events).toEqual([]);
    },
  },
  {
    id: 'watch/selector',
    title: 'what begins or ends to match a selector is told as come or gone',
    async run(context) {
      const { api } = context;
      const resourceVersion = await newest(context);
      const watching = await watch(context, { resourceVersion });
      await createConfigMap(context, 'one');
      const path = core(context, 'configmaps/one');
      await api.patch(path, { metadata: { labels } });
      await api.patch(path, { data: { a: '1' } });
      const left = await api.patch(path, { metadata: { labels: { conformance: null } } });
      await api.patch(path, { data: { a: '2' } });
      await api.patch(path, { metadata: { labels } });
      await watching.first(() => watching.events.length === 4);
      expect(watching.told()).toEqual(['ADDED one', 'MODIFIED one', 'DELETED one', 'ADDED one']);
      const gone = watching.events[2]?.object;
      // As it was when it matched last, but with the version of the change.
      expect(gone).toMatchObject({ metadata: { labels, resourceVersion: left.metadata.resourceVersion } });
    },
  },
  {
    id: 'watch/one-object',
    title: 'a field selector narrows it to one object',
    async run(context) {
      const resourceVersion = await newest(context);
      const watching = await watch(context, { resourceVersion, fieldSelector: 'metadata.name=two' });
      await createConfigMap(context, 'one', { labels });
      await createConfigMap(context, 'two', { labels });
      await watching.first(() => watching.events.length > 0);
      expect(watching.told()).toEqual(['ADDED two']);
    },
  },
  {
    id: 'watch/table',
    title: 'tells Tables to who asks for them, with the columns in the first',
    async run(context) {
      const { api } = context;
      const make = (name: string) =>
        api.create(core(context, 'services'), { ...serviceObject(name, name), metadata: { name, labels } });
      await make('one');
      const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
      const watching = await watch(context, {}, { path: core(context, 'services'), accept });
      await make('two');
      await watching.first(() => watching.events.length === 2);
      const [first, second] = watching.events;
      expect(first).toMatchObject({ type: 'ADDED', object: { kind: 'Table' } });
      expect(at(first, 'object', 'rows', 0, 'cells', 0)).toBe('one');
      expect(at(first, 'object', 'columnDefinitions')).toHaveLength(7);
      expect(at(second, 'object', 'rows', 0, 'cells', 0)).toBe('two');
    },
  },
  {
    id: 'watch/everywhere',
    title: 'a watch of the whole cluster tells of every namespace',
    async run(context) {
      const resourceVersion = await newest(context);
      const watching = await watch(context, { resourceVersion }, { path: '/api/v1/configmaps' });
      await createConfigMap(context, 'one', { labels });
      const event = await watching.first(
        ({ object }) => textAt(object, 'metadata', 'namespace') === context.namespace,
      );
      expect(event.type).toBe('ADDED');
    },
  },
];
