import type { JsonValue } from '@backstage/types';
import { readAdmissionRefusal } from './admission';
import { whatChanged } from './changes';
import { atPointer, pointerWords } from './pointer';
import { type WorldChange, WorldChangedError } from './WorldChangedError';

const rollout = {
  metadata: { uid: 'u1', generation: 4, annotations: { 'a/b': 'c', 'd~e': 'f' } },
  spec: { paused: false },
  status: { currentPodHash: '7d9f', pauseConditions: [{ reason: 'BlueGreenPause', startTime: 't1' }] },
};

describe('atPointer', () => {
  it.each([
    ['', rollout],
    ['/metadata/uid', 'u1'],
    ['/metadata/annotations/a~1b', 'c'],
    ['/metadata/annotations/d~0e', 'f'],
    ['/status/pauseConditions/0/startTime', 't1'],
    ['/status/pauseConditions/1', undefined],
    ['/status/absent/deeper', undefined],
    ['/metadata/uid/0/length', undefined],
    ['/constructor', undefined],
  ])('%s', (pointer, value) => {
    expect(atPointer(rollout, pointer)).toEqual(value);
  });

  it('is written as a person writes it', () => {
    expect(pointerWords('/metadata/annotations/a~1b')).toBe('metadata.annotations.a/b');
  });
});

describe('whatChanged', () => {
  const test = (path: string, value: JsonValue) => ({ op: 'test' as const, path, value });

  const cases: [string, ReturnType<typeof test>[], WorldChange[]][] = [
    ['all holds', [test('/metadata/uid', 'u1'), test('/status/abort', null)], []],
    [
      'another value',
      [test('/status/currentPodHash', '5c88')],
      [{ path: '/status/currentPodHash', expected: '5c88', actual: '7d9f' }],
    ],
    [
      'another type',
      [test('/metadata/generation', '4')],
      [{ path: '/metadata/generation', expected: '4', actual: 4 }],
    ],
    ['gone', [test('/status/controllerPause', true)], [{ path: '/status/controllerPause', expected: true }]],
    [
      'there after all',
      [test('/spec/paused', null)],
      [{ path: '/spec/paused', expected: null, actual: false }],
    ],
    ['a whole part', [test('/status/pauseConditions', [{ startTime: 't1', reason: 'BlueGreenPause' }])], []],
  ];
  it.each(cases)('%s', (_, preconditions, changes) => {
    expect(whatChanged(rollout, { preconditions, change: [] })).toEqual(changes);
  });

  it('misses what is to be removed or replaced', () => {
    const change = [
      { op: 'remove' as const, path: '/status/pauseConditions' },
      { op: 'replace' as const, path: '/status/abort', value: true },
      { op: 'add' as const, path: '/status/message', value: 'x' },
    ];
    expect(whatChanged(rollout, { preconditions: [], change })).toEqual([
      { path: '/status/abort', expected: 'something' },
    ]);
  });
});

describe('WorldChangedError', () => {
  it.each([
    [
      [{ path: '/status/currentPodHash', expected: '7d9f', actual: '5c88' }],
      'rollouts.argoproj.io a/b has changed: status.currentPodHash is "5c88" and was "7d9f"',
    ],
    [
      [{ path: '/status/pauseConditions', expected: [] }],
      'rollouts.argoproj.io a/b has changed: status.pauseConditions is nothing and was []',
    ],
    [[], 'rollouts.argoproj.io a/b was being written by somebody else at that moment'],
  ])('%j', (changes, message) => {
    expect(new WorldChangedError('rollouts.argoproj.io a/b', changes).message).toBe(message);
  });
});

describe('readAdmissionRefusal', () => {
  it.each([
    [
      `rollouts.argoproj.io "shop" is forbidden: ValidatingAdmissionPolicy 'greenroom' with binding 'greenroom-binding' denied request: promote it in the portal`,
      { by: 'the admission policy greenroom', message: 'promote it in the portal' },
    ],
    [
      'admission webhook "policy.example.com" denied the request: no',
      { by: 'the admission webhook policy.example.com', message: 'no' },
    ],
    ['the server rejected our request due to an error in our request', undefined],
    [undefined, undefined],
  ])('%s', (message, refusal) => {
    expect(readAdmissionRefusal(message)).toEqual(refusal);
  });
});
