import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import fc from 'fast-check';
import { surroundings } from '../__testUtils__/examples/surroundings';
import { workloads } from '../__testUtils__/examples/workloads';

const examples = { ...workloads, ...surroundings };

describe('kinds that health is read from', () => {
  it.each(Object.entries(examples))('%s', (_name, { kind, object, row }) => {
    expect(kind.project(object)).toEqual(row);
  });

  it.each(Object.entries(examples))('%s without anything but a name', (_name, { kind }) => {
    const bare = {
      metadata: { name: 'web', namespace: 'shop', uid: 'u1' },
      spec: { schedule: '@daily', scaleTargetRef: { kind: 'x', name: 'y' }, maxReplicas: 1 },
    };
    expect(kind.project(bare)).toMatchObject({ uid: 'u1', name: 'web' });
    expect(kind.project({ ...bare, metadata: { name: 'web', namespace: 'shop' } })).toBeUndefined();
  });

  it.each(Object.entries(examples))('%s never throw, whatever is in any place', (_name, { kind, object }) => {
    const strange = fc.constantFrom<unknown>(null, '', 'x', -1, 0, 1.5, true, [], {}, [null], [{}]);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), strange), { minLength: 1, maxLength: 5 }), changes => {
        const changed: unknown = structuredClone(object);
        const places = placesOf(changed);
        for (const [at, value] of changes) {
          const place = places[at % places.length];
          if (place) {
            place.of[place.key] = value;
          }
        }
        const row = kind.project(changed);
        expect(row === undefined || 'uid' in row).toBe(true);
      }),
      propertyRuns(40),
    );
  });
});

function placesOf(value: unknown): { of: Record<string, unknown>; key: string }[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const of = value as Record<string, unknown>;
  return Object.keys(of).flatMap(key => [{ of, key }, ...placesOf(of[key])]);
}
