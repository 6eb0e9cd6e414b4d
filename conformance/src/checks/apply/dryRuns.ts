import { expect } from 'expect';
import type { Check } from '../../Check';
import { argo, configMap, core, createConfigMap } from '../../CheckContext';
import { at, textAt } from '../../json';
import { rolloutObject } from '../../rollouts/manifests';
import { Watching } from '../../Watching';
import { apply } from './applying';

const dryRun = { dryRun: 'All' };

export const dryRuns: readonly Check[] = [
  {
    id: 'apply/dry-run',
    title: 'a write that is only tried answers as if it were done, and nobody hears of it',
    async run(context) {
      const { api } = context;
      const configMaps = core(context, 'configmaps');
      const stored = await createConfigMap(context, 'one', { data: { a: '1' } });
      const { resourceVersion } = stored.metadata;
      const watching = await Watching.open(api, { path: configMaps, query: { resourceVersion } });
      context.cleanUp(() => watching.close());
      const path = `${configMaps}/one`;
      const body = { ...configMap('x'), metadata: { generateName: 'made-' } };
      const made = await api.ask({ method: 'POST', path: configMaps, query: dryRun, body });
      expect(made.status).toBe(201);
      expect(textAt(made.body, 'metadata', 'name')).toMatch(/^made-[a-z0-9]{5}$/);
      expect(textAt(made.body, 'metadata', 'uid')).toMatch(/^[0-9a-f-]{36}$/);
      expect(at(made.body, 'metadata', 'resourceVersion')).toBeUndefined();
      const changed = configMap('one', { data: { a: '2' } });
      const put = await api.ask({ method: 'PUT', path, query: dryRun, body: changed });
      const applied = await apply(context, path, changed, { manager: 'first', force: true, dryRun: true });
      const created = await apply(context, `${configMaps}/two`, configMap('two'), {
        manager: 'first',
        dryRun: true,
      });
      const refused = await apply(context, path, changed, { manager: 'first', dryRun: true });
      const removed = await api.ask({ method: 'DELETE', path, query: dryRun });
      expect([put, applied, created, refused, removed].map(({ status }) => status)).toEqual([
        200, 200, 201, 409, 200,
      ]);
      expect(at(put.body, 'data')).toEqual({ a: '2' });
      expect(at(applied.body, 'metadata', 'resourceVersion')).toBe(stored.metadata.resourceVersion);
      expect(at(created.body, 'metadata', 'resourceVersion')).toBeUndefined();
      expect((await api.ask({ path: `${configMaps}/two` })).status).toBe(404);
      expect((await api.get(path)).metadata.resourceVersion).toBe(stored.metadata.resourceVersion);
      await createConfigMap(context, 'last');
      await watching.first(({ object }) => textAt(object, 'metadata', 'name') === 'last');
      // A real cluster puts its root certificates into each new namespace, when it comes to it.
      expect(watching.told().filter(told => told !== 'ADDED kube-root-ca.crt')).toEqual(['ADDED last']);
    },
  },
  {
    id: 'apply/dry-run-custom',
    title: 'a custom resource is tried with all that is asked of it',
    async run(context) {
      const path = argo(context, 'rollouts');
      const good = rolloutObject({ name: 'idle', image: 'idle:1' });
      const ask = (body: object) => context.api.ask({ method: 'POST', path, query: dryRun, body });
      expect((await ask(good)).status).toBe(201);
      const bad = await ask({ ...good, spec: { ...good.spec, replicas: 'two' } });
      expect(bad.status).toBe(422);
      expect((await context.api.ask({ path: `${path}/idle` })).status).toBe(404);
    },
  },
];
