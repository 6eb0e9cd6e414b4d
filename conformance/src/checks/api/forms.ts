import { expect } from 'expect';
import type { Check } from '../../Check';
import { argo, core, createConfigMap } from '../../CheckContext';
import { at, listAt, textAt } from '../../json';
import { rolloutObject } from '../../rollouts/manifests';

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
const METADATA_LIST = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';
const METADATA = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io';

/** Objects in other forms: tables, metadata alone, events of both groups. */
export const forms: readonly Check[] = [
  {
    id: 'api/table',
    title: 'a Table has the printed columns, and the object’s metadata with each row',
    async run(context) {
      const { api } = context;
      await api.create(argo(context, 'rollouts'), rolloutObject({ name: 'shop', image: 'idle:1' }));
      const table = await api.must({ path: argo(context, 'rollouts'), accept: TABLE });
      expect(table).toMatchObject({ kind: 'Table', apiVersion: 'meta.k8s.io/v1' });
      const columns = listAt(table, 'columnDefinitions').map(column => textAt(column, 'name'));
      expect(columns).toEqual(['Name', 'Desired', 'Current', 'Up-to-date', 'Available', 'Age']);
      expect(listAt(table, 'rows', 0, 'cells').slice(0, 2)).toEqual(['shop', 2]);
      expect(at(table, 'rows', 0, 'object')).toMatchObject({
        kind: 'PartialObjectMetadata',
        metadata: { name: 'shop' },
      });
      const bare = await api.must({
        path: argo(context, 'rollouts'),
        accept: TABLE,
        query: { includeObject: 'None' },
      });
      expect(at(bare, 'rows', 0, 'object')).toBeNull();
    },
  },
  {
    id: 'api/table-services',
    title: 'a Table of Services has kubectl’s columns',
    async run(context) {
      const { api } = context;
      const spec = { selector: { app: 'shop' }, ports: [{ port: 80, targetPort: 8080 }] };
      await api.create(core(context, 'services'), {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'shop' },
        spec,
      });
      const table = await api.must({ path: core(context, 'services'), accept: TABLE });
      expect(listAt(table, 'columnDefinitions').map(column => textAt(column, 'name'))).toEqual([
        'Name',
        'Type',
        'Cluster-IP',
        'External-IP',
        'Port(s)',
        'Age',
        'Selector',
      ]);
      expect(listAt(table, 'rows', 0, 'cells')).toEqual([
        'shop',
        'ClusterIP',
        expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/),
        '<none>',
        '80/TCP',
        expect.any(String),
        'app=shop',
      ]);
    },
  },
  {
    id: 'api/metadata-only',
    title: 'metadata alone, of one and of a list',
    async run(context) {
      const { api } = context;
      await createConfigMap(context, 'one', { data: { a: '1' }, labels: { a: 'b' } });
      const one = await api.must({ path: core(context, 'configmaps/one'), accept: METADATA });
      expect(one).toMatchObject({
        kind: 'PartialObjectMetadata',
        apiVersion: 'meta.k8s.io/v1',
        metadata: { name: 'one', labels: { a: 'b' } },
      });
      expect(at(one, 'data')).toBeUndefined();
      const all = await api.must({
        path: core(context, 'configmaps'),
        query: { labelSelector: 'a=b' },
        accept: METADATA_LIST,
      });
      expect(all).toMatchObject({
        kind: 'PartialObjectMetadataList',
        items: [{ metadata: { name: 'one' } }],
      });
      expect(at(all, 'items', 0, 'data')).toBeUndefined();
    },
  },
  {
    id: 'api/list-items',
    title: 'items of built-in lists do not repeat their kind, those of custom resources do',
    async run(context) {
      const { api } = context;
      await createConfigMap(context, 'one');
      await api.create(argo(context, 'rollouts'), rolloutObject({ name: 'shop', image: 'idle:1' }));
      const builtIn = await api.must({ path: core(context, 'configmaps') });
      expect(builtIn).toMatchObject({ kind: 'ConfigMapList', apiVersion: 'v1' });
      expect(at(builtIn, 'items', 0, 'kind')).toBeUndefined();
      const custom = await api.must({ path: argo(context, 'rollouts') });
      expect(custom).toMatchObject({
        kind: 'RolloutList',
        apiVersion: 'argoproj.io/v1alpha1',
        items: [{ kind: 'Rollout', apiVersion: 'argoproj.io/v1alpha1' }],
      });
    },
  },
  {
    id: 'api/events',
    title: 'events are taken, selected by what they are about, and told in both groups',
    async run(context) {
      const { api, namespace } = context;
      const about = { apiVersion: 'v1', kind: 'ConfigMap', namespace, name: 'one' };
      await api.create(core(context, 'events'), {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: 'one.1' },
        involvedObject: about,
        reason: 'Tried',
        message: 'something was tried',
        type: 'Normal',
        count: 1,
        firstTimestamp: '2026-01-01T00:00:00Z',
        lastTimestamp: '2026-01-01T00:00:00Z',
        source: { component: 'conformance' },
      });
      const path = core(context, 'events');
      const found = await api.list(path, {
        fieldSelector: 'involvedObject.name=one,involvedObject.kind=ConfigMap',
      });
      expect(found).toMatchObject([{ reason: 'Tried', involvedObject: about }]);
      expect(await api.list(path, { fieldSelector: 'involvedObject.name=other' })).toEqual([]);
      const newer = await api.must({ path: `/apis/events.k8s.io/v1/namespaces/${namespace}/events/one.1` });
      expect(newer).toMatchObject({
        apiVersion: 'events.k8s.io/v1',
        kind: 'Event',
        note: 'something was tried',
        regarding: about,
        deprecatedCount: 1,
        deprecatedSource: { component: 'conformance' },
      });
    },
  },
];
