import { expect } from 'expect';
import type { Check } from '../../Check';
import { configMap, core } from '../../CheckContext';
import { at } from '../../json';
import { refusal } from '../refusal';
import { apply, apps, conflicts, deployment, owners, wholeDeployment } from './applying';

export const appliedOwners: readonly Check[] = [
  {
    id: 'apply/owners',
    title: 'who applies owns what was said; two may share a field, and a shared one is told without a time',
    async run(context) {
      const path = core(context, 'configmaps/one');
      const one = (data: Record<string, string>) => configMap('one', { data });
      const made = await apply(context, path, one({ a: '1', b: '1' }), { manager: 'first' });
      expect(made.status).toBe(201);
      expect(owners(made.body)).toEqual({ 'first Apply': { 'f:data': { 'f:a': {}, 'f:b': {} } } });
      const again = await apply(context, path, one({ a: '1', b: '1' }), { manager: 'first' });
      expect(at(again.body, 'metadata', 'resourceVersion')).toBe(
        at(made.body, 'metadata', 'resourceVersion'),
      );
      const shared = await apply(context, path, one({ a: '1' }), { manager: 'second' });
      expect(owners(shared.body)).toEqual({
        'first Apply': { 'f:data': { 'f:a': {}, 'f:b': {} } },
        'second Apply': { 'f:data': { 'f:a': {} } },
      });
      expect(at(shared.body, 'metadata', 'managedFields', '0')).toMatchObject({ manager: 'second' });
      expect(at(shared.body, 'metadata', 'managedFields', '0', 'time')).toBeUndefined();
    },
  },
  {
    id: 'apply/conflict',
    title: 'fields of others are a 409 with a cause for each; by force they change hands',
    async run(context) {
      const path = core(context, 'configmaps/one');
      const one = (data: Record<string, string>) => configMap('one', { data });
      await apply(context, path, one({ a: '1' }), { manager: 'first' });
      const refused = await apply(context, path, one({ a: '2' }), { manager: 'second' });
      const message = 'Apply failed with 1 conflict: conflict with "first": .data.a';
      const causes = [{ reason: 'FieldManagerConflict', message: 'conflict with "first"', field: '.data.a' }];
      expect([refused.status, refused.body]).toEqual([409, refusal(409, 'Conflict', message, { causes })]);
      await context.api.ask({
        method: 'PATCH',
        path,
        query: { fieldManager: 'hand' },
        body: { data: { b: '1', c: '1' } },
        contentType: 'application/merge-patch+json',
      });
      const several = await apply(context, path, one({ a: '1', b: '2', c: '2' }), { manager: 'first' });
      expect(at(several.body, 'message')).toBe(
        'Apply failed with 2 conflicts: conflicts with "hand" using v1:\n- .data.b\n- .data.c',
      );
      const forced = await apply(context, path, one({ a: '2' }), { manager: 'second', force: true });
      expect(owners(forced.body)).toEqual({
        'second Apply': { 'f:data': { 'f:a': {} } },
        'hand Update': { 'f:data': { 'f:b': {}, 'f:c': {} } },
      });
    },
  },
  {
    id: 'apply/removal',
    title: 'what a manager says no longer goes, unless somebody else owns it',
    async run(context) {
      const path = core(context, 'configmaps/one');
      const one = (data: Record<string, string>, labels?: Record<string, string>) =>
        configMap('one', { data, labels });
      await apply(context, path, one({ a: '1', b: '1', c: '1' }, { x: 'y' }), { manager: 'first' });
      await apply(context, path, one({ b: '1' }), { manager: 'second' });
      const left = await apply(context, path, one({ c: '1' }), { manager: 'first' });
      expect(left.body).toMatchObject({ data: { b: '1', c: '1' } });
      expect(at(left.body, 'data', 'a')).toBeUndefined();
      expect(at(left.body, 'metadata', 'labels')).toBeUndefined();
      const bare = { apiVersion: 'v1', kind: 'ConfigMap' };
      const none = await apply(context, path, bare, { manager: 'second' });
      expect(at(none.body, 'data')).toEqual({ c: '1' });
      expect(Object.keys(owners(none.body))).toEqual(['first Apply']);
    },
  },
  {
    id: 'apply/update',
    title: 'other writes take what they change, with all that is below it',
    async run(context) {
      const { api } = context;
      const object = wholeDeployment('shop');
      const query = { fieldManager: 'creator' };
      const made = await api.must({
        method: 'POST',
        path: apps(context, 'deployments'),
        query,
        body: object,
      });
      expect(owners(made)['creator Update']).toMatchObject({
        'f:spec': {
          'f:selector': {},
          'f:strategy': { 'f:rollingUpdate': { '.': {}, 'f:maxSurge': {}, 'f:maxUnavailable': {} } },
          'f:template': {
            'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
            'f:spec': {
              'f:containers': { 'k:{"name":"app"}': { '.': {}, 'f:image': {}, 'f:resources': {} } },
            },
          },
        },
      });
      const path = apps(context, 'deployments/shop');
      const image = (tag: string) =>
        deployment({
          template: { spec: { containers: [{ name: 'app', image: `registry.k8s.io/pause:${tag}` }] } },
        });
      const refused = await apply(context, path, image('3.9'), { manager: 'pipeline' });
      expect(conflicts(refused)).toEqual([
        ['.spec.template.spec.containers[name="app"].image', 'conflict with "creator" using apps/v1'],
      ]);
      const forced = await apply(context, path, image('3.9'), { manager: 'pipeline', force: true });
      expect(owners(forced.body)['pipeline Apply']).toEqual({
        'f:spec': {
          'f:template': {
            'f:spec': { 'f:containers': { 'k:{"name":"app"}': { '.': {}, 'f:image': {}, 'f:name': {} } } },
          },
        },
      });
      expect(
        at(
          owners(forced.body)['creator Update'],
          'f:spec',
          'f:template',
          'f:spec',
          'f:containers',
          'k:{"name":"app"}',
        ),
      ).not.toHaveProperty('f:image');
    },
  },
  {
    id: 'apply/cleared',
    title: 'owners can be taken away; the next apply calls what is there somebody’s from before',
    async run(context) {
      const path = core(context, 'configmaps/one');
      await apply(context, path, configMap('one', { data: { a: '1' } }), { manager: 'first' });
      const cleared = await context.api.patch(path, { metadata: { managedFields: [{}] } });
      expect(cleared.metadata.managedFields).toBeUndefined();
      const refused = await apply(context, path, configMap('one', { data: { a: '2' } }), {
        manager: 'first',
      });
      expect(conflicts(refused)).toEqual([['.data.a', 'conflict with "before-first-apply" using v1']]);
    },
  },
  {
    id: 'apply/subresources',
    title: 'a status and a scale are applied through their own doors',
    async run(context) {
      const path = apps(context, 'deployments/shop');
      await apply(context, path, wholeDeployment('shop'), { manager: 'first' });
      const status = deployment({ replicas: 9 });
      const now = '2026-01-01T00:00:00Z';
      const condition = { type: 'Mine', status: 'True', lastUpdateTime: now, lastTransitionTime: now };
      const said = { ...status, status: { conditions: [condition] } };
      const written = await apply(context, `${path}/status`, said, { manager: 'judge' });
      expect(at(written.body, 'spec', 'replicas')).toBe(0);
      expect(owners(written.body)['judge Apply status']).toEqual({
        'f:status': {
          'f:conditions': {
            'k:{"type":"Mine"}': {
              '.': {},
              'f:lastTransitionTime': {},
              'f:lastUpdateTime': {},
              'f:status': {},
              'f:type': {},
            },
          },
        },
      });
      const scale = {
        apiVersion: 'autoscaling/v1',
        kind: 'Scale',
        metadata: { name: 'shop' },
        spec: { replicas: 1 },
      };
      const refused = await apply(context, `${path}/scale`, scale, { manager: 'scaler' });
      expect(conflicts(refused)).toEqual([['.spec.replicas', 'conflict with "first"']]);
      const scaled = await apply(context, `${path}/scale`, scale, { manager: 'scaler', force: true });
      expect(scaled.body).toMatchObject({ kind: 'Scale', spec: { replicas: 1 } });
      expect(owners(await context.api.get(path))['scaler Apply scale']).toEqual({
        'f:spec': { 'f:replicas': {} },
      });
    },
  },
];
