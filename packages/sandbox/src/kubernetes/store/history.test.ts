import fc from 'fast-check';
import { ManualClock } from '../../clock/ManualClock';
import { propertyRuns } from '../../__testUtils__/propertyRuns';
import { configMap } from '../__testUtils__/objects';
import type { KubeObject } from '../types';
import { objectKey } from './EventLog';
import { ObjectStore } from './ObjectStore';

type Step = { act: 'create' | 'change' | 'delete' | 'compact' | 'restore'; name: string; value: string };

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom('create', 'create', 'change', 'change', 'delete', 'compact', 'restore'),
  name: fc.constantFrom('a', 'b', 'c'),
  value: fc.constantFrom('1', '2', '3'),
});

function take(store: ObjectStore, { act, name, value }: Step) {
  const key = { resource: 'configmaps', namespace: 'default', name };
  const exists = store.get(key) !== undefined;
  if (act === 'create' && !exists) store.create('configmaps', configMap(name));
  if (act === 'change' && exists) store.patch(key, { data: { a: value } });
  if (act === 'delete' && exists) store.delete(key);
  if (act === 'compact') store.compact(store.revision - 2);
  if (act === 'restore') store.restore(store.snapshot(Math.max(store.oldestRevision, store.revision - 3)));
}

/** Whoever lists at a remembered revision and follows the writes from there has to end with what is stored. */
it('tells every remembered state, and the way from it to the present', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), steps => {
      const store = new ObjectStore({ clock: new ManualClock(), window: 8 });
      let states = new Map<number, KubeObject[]>();
      for (const each of steps) {
        take(store, each);
        // After a restore the future that it threw away may come otherwise.
        states = new Map([...states].filter(([revision]) => revision <= store.revision));
        states.set(store.revision, store.list('configmaps'));
      }
      for (const [revision, state] of states) {
        if (revision < store.oldestRevision) continue;
        expect(store.listAt('configmaps', revision)).toEqual(state);
        const followed = new Map(state.map(object => [objectKey(object.metadata), object]));
        for (const { type, object } of store.eventsSince('configmaps', revision)) {
          if (type === 'DELETED') followed.delete(objectKey(object.metadata));
          else followed.set(objectKey(object.metadata), object);
        }
        expect([...followed.values()].sort(byName)).toEqual(store.list('configmaps'));
      }
    }),
    propertyRuns(200),
  );
});

function byName(a: KubeObject, b: KubeObject): number {
  return a.metadata.name < b.metadata.name ? -1 : 1;
}
