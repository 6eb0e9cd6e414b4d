import fc from 'fast-check';
import { propertyRuns } from '../../__testUtils__/propertyRuns';
import { builtInSchema } from '../schemas/builtInSchemas';
import type { Schema } from '../schemas/Schema';
import { StatusError } from '../StatusError';
import type { KubeObject } from '../types';
import { apply, type Application } from './applying';
import { compare } from './comparing';
import { difference, intersection, isMember, pathsOf, union } from './fieldSet';
import { fieldsSaid } from './saying';

const schema: Schema = {
  type: 'object',
  properties: {
    metadata: builtInSchema('ObjectMeta') ?? {},
    spec: {
      type: 'object',
      properties: {
        size: { type: 'integer' },
        whole: { type: 'array', items: { type: 'string' } },
        set: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' },
        parts: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['id'],
          items: { type: 'object', properties: { id: { type: 'string' }, n: { type: 'integer' } } },
        },
        texts: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
  },
};

const blank: KubeObject = {
  apiVersion: 'example.org/v1',
  kind: 'Box',
  metadata: { name: 'one', uid: '', resourceVersion: '', creationTimestamp: '' },
};

function applied(live: KubeObject, manager: string, spec: object, force = false): KubeObject {
  const application: Application = {
    schema,
    config: { apiVersion: blank.apiVersion, kind: blank.kind, metadata: { name: 'one' }, spec },
    hand: { manager, operation: 'Apply', apiVersion: blank.apiVersion, now: '2026-01-01T00:00:00Z' },
    force,
    door: 'main',
  };
  const { object, entries } = apply(live, application);
  return { ...object, metadata: { ...object.metadata, managedFields: [...entries] } };
}

const letters = fc.constantFrom('a', 'b', 'c');
const specs = fc.record(
  {
    size: fc.integer({ min: 0, max: 3 }),
    whole: fc.array(letters, { maxLength: 2 }),
    set: fc.uniqueArray(letters, { minLength: 1 }),
    parts: fc.uniqueArray(
      fc.record({ id: letters, n: fc.integer({ min: 0, max: 2 }) }, { requiredKeys: ['id'] }),
      { selector: part => part.id, minLength: 1 },
    ),
    texts: fc.dictionary(letters, letters, { minKeys: 1 }),
  },
  { requiredKeys: [] },
);
const acts = fc.array(fc.record({ manager: fc.constantFrom('one', 'two', 'three'), spec: specs }), {
  minLength: 1,
  maxLength: 8,
});

function afterAll(steps: { manager: string; spec: object }[]): KubeObject {
  return steps.reduce((live, { manager, spec }) => applied(live, manager, spec, true), blank);
}

describe('server-side apply, whatever three managers say by turns and by force', () => {
  it('what was said last is there, and its manager owns it', () => {
    fc.assert(
      fc.property(acts, steps => {
        const object = afterAll(steps);
        const last = steps.at(-1);
        const said = fieldsSaid(schema, { spec: last?.spec });
        const missing = difference(said, fieldsSaid(schema, { spec: object.spec }));
        expect(pathsOf(missing)).toEqual([]);
        const own = object.metadata.managedFields?.find(entry => entry.manager === last?.manager);
        expect(pathsOf(difference(said, own?.fieldsV1))).toEqual([]);
        expect(
          compare(schema, object, applied(object, last?.manager ?? '', last?.spec ?? {})).modified,
        ).toBeUndefined();
      }),
      propertyRuns(),
    );
  });

  it('nothing is there that nobody owns', () => {
    fc.assert(
      fc.property(acts, steps => {
        const object = afterAll(steps);
        const owned = (object.metadata.managedFields ?? [])
          .map(entry => entry.fieldsV1)
          .reduce(union, undefined);
        expect(
          pathsOf(difference(fieldsSaid(schema, { spec: object.spec ?? {} }), owned)).filter(
            path => path !== '.spec',
          ),
        ).toEqual([]);
      }),
      propertyRuns(),
    );
  });

  it('without force exactly what others own and would be changed is refused', () => {
    fc.assert(
      fc.property(acts, specs, (steps, spec) => {
        const live = afterAll(steps);
        const others = (live.metadata.managedFields ?? [])
          .filter(entry => entry.manager !== 'four')
          .map(entry => entry.fieldsV1)
          .reduce(union, undefined);
        const forced = applied(live, 'four', spec, true);
        const { added, modified } = compare(schema, { spec: live.spec ?? {} }, { spec: forced.spec ?? {} });
        const changed = union(added, modified);
        const taken = pathsOf(intersection(others, changed));
        expect(refusedFields(() => applied(live, 'four', spec))).toEqual([...taken].sort());
      }),
      propertyRuns(),
    );
  });
});

function refusedFields(attempt: () => unknown): string[] {
  try {
    attempt();
    return [];
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    return [...new Set(error.body.details?.causes?.map(cause => cause.field ?? ''))].sort();
  }
}

describe('what server-side apply does to lists', () => {
  const first = { parts: [{ id: 'a', n: 1 }, { id: 'b' }], set: ['x'] };

  it('keeps the order of what is applied, and others’ items before what they were before', () => {
    const live = applied(blank, 'one', { parts: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] });
    const next = applied(live, 'two', { parts: [{ id: 'c', n: 1 }, { id: 'd' }] });
    expect(next.spec?.parts).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c', n: 1 }, { id: 'd' }]);
    const turned = applied(next, 'one', { parts: [{ id: 'b' }, { id: 'a' }] });
    expect(turned.spec?.parts).toEqual([{ id: 'b' }, { id: 'c', n: 1 }, { id: 'd' }, { id: 'a' }]);
  });

  it('takes away what its manager no longer says, down to a field of an item', () => {
    const live = applied(applied(blank, 'one', first), 'two', { parts: [{ id: 'b', n: 5 }] });
    const next = applied(live, 'one', { parts: [{ id: 'b' }] });
    expect(next.spec).toEqual({ parts: [{ id: 'b', n: 5 }] });
    expect(isMember(next.metadata.managedFields?.[0]?.fieldsV1)).toBe(false);
  });

  it('names keys and values in the paths of a conflict', () => {
    const live = applied(blank, 'one', { ...first, whole: ['a'] });
    const other = { parts: [{ id: 'a', n: 2 }], whole: ['b'], set: ['y'] };
    expect(refusedFields(() => applied(live, 'two', other))).toEqual([
      '.spec.parts[id="a"].n',
      '.spec.whole',
    ]);
  });
});
