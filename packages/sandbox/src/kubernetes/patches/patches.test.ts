import fc from 'fast-check';
import { propertyRuns } from '../../__testUtils__/propertyRuns';
import { StatusError } from '../StatusError';
import { jsonPatch, parseJsonPatch } from './jsonPatch';
import { mergePatch } from './mergePatch';
import { strategicMergePatch } from './strategicMergePatch';

const refused = 'refused';

function outcome(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error instanceof StatusError && error.code === 422 ? refused : error;
  }
}

describe('JSON Patch, as a real server was measured', () => {
  const rollout = {
    metadata: { uid: 'u', generation: 2 },
    status: { list: [1, 2], pauseConditions: [{ reason: 'P' }] },
  };
  const cases: [string, object[], unknown][] = [
    ['test of null on an absent field passes', [{ op: 'test', path: '/status/abort', value: null }], rollout],
    ['test with another type', [{ op: 'test', path: '/metadata/generation', value: '2' }], refused],
    ['test below an absent field', [{ op: 'test', path: '/status/none/0/reason', value: 'P' }], refused],
    ['test without a value of what is there', [{ op: 'test', path: '/metadata/uid' }], refused],
    ['remove of an absent field', [{ op: 'remove', path: '/status/none' }], refused],
    ['remove past the end of a list', [{ op: 'remove', path: '/status/list/9' }], refused],
    ['add below an absent field', [{ op: 'add', path: '/status/a/b', value: 1 }], refused],
    ['an unknown operation', [{ op: 'frob', path: '/status' }], refused],
    [
      'tests, then a remove',
      [
        { op: 'test', path: '/metadata/uid', value: 'u' },
        { op: 'test', path: '/status/pauseConditions/0/reason', value: 'P' },
        { op: 'remove', path: '/status/pauseConditions' },
      ],
      { ...rollout, status: { list: [1, 2] } },
    ],
    [
      'lists: append, insert, replace, remove',
      [
        { op: 'add', path: '/status/list/-', value: 3 },
        { op: 'add', path: '/status/list/0', value: 0 },
        { op: 'replace', path: '/status/list/1', value: 9 },
        { op: 'remove', path: '/status/list/2' },
      ],
      { ...rollout, status: { ...rollout.status, list: [0, 9, 3] } },
    ],
    [
      'replace of an absent field adds it',
      [{ op: 'replace', path: '/metadata/name', value: 'n' }],
      { ...rollout, metadata: { ...rollout.metadata, name: 'n' } },
    ],
    [
      'copy and move, with escaped keys',
      [
        { op: 'copy', from: '/metadata/uid', path: '/a~1b' },
        { op: 'move', from: '/a~1b', path: '/c~0d' },
      ],
      { ...rollout, 'c~d': 'u' },
    ],
  ];

  it.each(cases)('%s', (_name, operations, expected) => {
    const act = () => jsonPatch(rollout, parseJsonPatch(operations));
    expect(outcome(act)).toEqual(expected);
  });

  it('says nothing of why it refuses', () => {
    const act = () => jsonPatch({}, parseJsonPatch([{ op: 'test', path: '/a', value: 1 }]));
    expect(act).toThrow('the server rejected our request due to an error in our request');
  });

  it('does not change what it is given', () => {
    const document = Object.freeze({ list: Object.freeze([1]) });
    expect(jsonPatch(document, parseJsonPatch([{ op: 'add', path: '/list/-', value: 2 }]))).toEqual({
      list: [1, 2],
    });
  });
});

describe('merge patch', () => {
  it('removes with null, merges maps, replaces the rest', () => {
    const target = { a: 1, b: { c: 1, d: 2 }, e: [1, 2] };
    expect(mergePatch(target, { a: null, b: { c: 3, f: null }, e: [3], g: { h: null, i: 1 } })).toEqual({
      b: { c: 3, d: 2 },
      e: [3],
      g: { i: 1 },
    });
  });

  it('is done at once: the same patch again changes nothing', () => {
    const json = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue());
    fc.assert(
      fc.property(json, json, (target, patch) => {
        const once = mergePatch(target, patch);
        expect(mergePatch(once, patch)).toEqual(once);
      }),
      propertyRuns(),
    );
  });
});

describe('strategic merge patch', () => {
  const env = (...names: string[]) => names.map(name => ({ name, value: name }));
  const spec = { containers: [{ name: 'app', image: 'app:1', env: env('A', 'B') }] };
  const cases: [string, object, object][] = [
    [
      'tells containers apart by name',
      { containers: [{ name: 'app', image: 'app:2' }] },
      { containers: [{ ...spec.containers[0], image: 'app:2' }] },
    ],
    [
      'puts what is new first and deletes by directive',
      {
        containers: [
          {
            name: 'app',
            env: [
              { name: 'B', $patch: 'delete' },
              { name: 'C', value: 'C' },
            ],
          },
        ],
      },
      { containers: [{ ...spec.containers[0], env: env('C', 'A') }] },
    ],
    [
      'orders as asked',
      {
        '$setElementOrder/containers': [{ name: 'app' }, { name: 'side' }],
        containers: [{ name: 'side', image: 's:1' }],
      },
      { containers: [spec.containers[0], { name: 'side', image: 's:1' }] },
    ],
    [
      'replaces a whole list by directive',
      { containers: [{ $patch: 'replace' }, { name: 'only', image: 'o:1' }] },
      { containers: [{ name: 'only', image: 'o:1' }] },
    ],
    [
      'replaces a list without keys',
      { tolerations: [{ key: 'a' }] },
      { ...spec, tolerations: [{ key: 'a' }] },
    ],
  ];
  it.each(cases)('%s', (_name, patch, expected) => {
    expect(strategicMergePatch(spec, { ...patch }, ['spec'])).toEqual(expected);
  });

  it('keeps only the keys it is told to keep', () => {
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } };
    expect(
      strategicMergePatch({ strategy }, { strategy: { $retainKeys: ['type'], type: 'Recreate' } }),
    ).toEqual({
      strategy: { type: 'Recreate' },
    });
  });

  it('adds to and takes from lists that are sets', () => {
    const metadata = { finalizers: ['a', 'b'] };
    const patch = { finalizers: ['c'], '$deleteFromPrimitiveList/finalizers': ['a'] };
    expect(strategicMergePatch(metadata, patch, ['metadata']).finalizers).toEqual(['c', 'b']);
  });

  it('tells ports of services and of containers apart by different fields', () => {
    const service = { spec: { ports: [{ port: 80, targetPort: 1 }] } };
    expect(strategicMergePatch(service, { spec: { ports: [{ port: 80, targetPort: 2 }] } })).toEqual({
      spec: { ports: [{ port: 80, targetPort: 2 }] },
    });
  });

  it('refuses an item without its key', () => {
    expect(() => strategicMergePatch(spec, { containers: [{ image: 'x' }] }, ['spec'])).toThrow(
      'map: map[image:x] does not contain declared merge key: name',
    );
  });
});
