import type { JsonObject } from '@backstage/types';
import { FIRST, recorded, type Recorded, rowOf, SECOND } from '../__testUtils__/applications';
import type { ApplicationRow } from '../argo/rows';
import type { ActRecord } from './Act';
import { outcomeOf } from './outcome';
import { patchFor } from './patches';

const row = (name: Recorded, changes: JsonObject = {}): ApplicationRow => rowOf(recorded(name, changes));
const uid = row('03-healthy').uid;

function makeAct(overrides: Partial<ActRecord> = {}): ActRecord {
  return {
    id: 'act-1',
    kind: 'sync',
    application: { cluster: 'eks-prod', namespace: 'argocd', name: 'a' },
    uid,
    place: 'eks-prod/argoapps',
    by: 'user:default/ada',
    reason: 'because',
    at: '2026-11-20T22:43:15.500Z',
    commit: SECOND,
    state: 'sent',
    ...overrides,
  };
}

describe('patchFor', () => {
  it('asks for a sync to what was seen, unless anything else was asked for', () => {
    const options = { spec: { syncPolicy: { syncOptions: ['ServerSideApply=true'] } } };
    expect(patchFor(makeAct({ prune: true }), row('04-outofsync-after-commit', options))).toEqual({
      ref: {
        type: { group: 'argoproj.io', version: 'v1alpha1', resource: 'applications' },
        namespace: 'argocd',
        name: 'a',
      },
      preconditions: [
        { op: 'test', path: '/metadata/uid', value: uid },
        { op: 'test', path: '/operation', value: null },
        { op: 'test', path: '/status/sync/revision', value: SECOND },
      ],
      change: [
        {
          op: 'add',
          path: '/operation',
          value: {
            initiatedBy: { username: 'user:default/ada' },
            info: [
              { name: 'reason', value: 'because' },
              { name: 'greenroom.dev/act', value: 'act-1' },
            ],
            sync: {
              revision: SECOND,
              syncStrategy: { hook: {} },
              prune: true,
              syncOptions: ['ServerSideApply=true'],
            },
          },
        },
      ],
      requestId: 'act-1',
    });
  });

  it.each<[JsonObject, string, unknown]>([
    [{}, '/spec/syncPolicy', null],
    [{ spec: { syncPolicy: { syncOptions: [] } } }, '/spec/syncPolicy/automated', null],
    [
      { spec: { syncPolicy: { automated: { enabled: false } } } },
      '/spec/syncPolicy/automated/enabled',
      false,
    ],
  ])('goes back only while nothing syncs by itself: %j', (changes, path, value) => {
    const act = makeAct({ kind: 'rollback', historyId: 0, prune: true });
    const { preconditions, change } = patchFor(act, row('07-rolled-back-to-history', changes));
    expect(preconditions.slice(1)).toEqual([
      { op: 'test', path: '/operation', value: null },
      { op: 'test', path, value },
    ]);
    expect(change[0]).toMatchObject({
      value: {
        sync: { revision: FIRST, prune: true, source: { path: 'a', targetRevision: 'main' } },
      },
    });
  });

  it('goes back to no deployment that is not remembered', () => {
    const act = makeAct({ kind: 'rollback', historyId: 9 });
    expect(() => patchFor(act, row('03-healthy'))).toThrow('does not remember that deployment');
  });

  it('asks to compare, whether there are annotations or not', () => {
    const act = makeAct({ kind: 'refresh', hard: true });
    expect(patchFor(act, row('03-healthy')).change).toEqual([
      { op: 'add', path: '/metadata/annotations', value: { 'argocd.argoproj.io/refresh': 'hard' } },
    ]);
    const annotated = row('03-healthy', { metadata: { annotations: { x: 'y' } } });
    expect(patchFor({ ...act, hard: false }, annotated).change).toEqual([
      { op: 'add', path: '/metadata/annotations/argocd.argoproj.io~1refresh', value: 'normal' },
    ]);
  });

  it('stops exactly the operation that was seen', () => {
    const act = makeAct({ kind: 'terminate', startedAt: '2026-11-20T22:43:15Z' });
    const { preconditions, change } = patchFor(act, row('30-operation-running'));
    expect(preconditions.slice(1)).toEqual([
      { op: 'test', path: '/status/operationState/phase', value: 'Running' },
      { op: 'test', path: '/status/operationState/startedAt', value: '2026-11-20T22:43:15Z' },
    ]);
    expect(change).toEqual([{ op: 'replace', path: '/status/operationState/phase', value: 'Terminating' }]);
  });
});

describe('outcomeOf', () => {
  const ours = { operation: { info: [{ name: 'greenroom.dev/act', value: 'act-1' }] } };
  const mine = (name: Recorded, changes: JsonObject = {}) =>
    row(name, { status: { operationState: { ...ours, ...changes } } });

  it.each<[string, ApplicationRow, string | undefined]>([
    ['begun', mine('30-operation-running'), undefined],
    ['ended, not compared since', mine('02-synced-progressing'), undefined],
    ['ended', mine('03-healthy'), 'done: bbb0e486 was synced: successfully synced (all tasks run)'],
    ['failed', mine('32-terminated'), 'failed: It failed: Operation terminated'],
    ["somebody else's, well ended", row('03-healthy'), undefined],
    ['asked for and not begun', row('01-operation-pending-or-running'), undefined],
  ])('of a sync that has %s', (_, seen, expected) => {
    const outcome = outcomeOf(makeAct({ uid: seen.uid }), seen, 1_000);
    expect(outcome && `${outcome.state}: ${outcome.text}`).toBe(expected);
  });

  it('is unknown where nothing is seen of it, and where the Application is another one', () => {
    expect(outcomeOf(makeAct(), row('03-healthy'), 25_000)).toMatchObject({ state: 'unknown' });
    expect(outcomeOf(makeAct({ uid: 'x' }), row('03-healthy'), 0)).toMatchObject({ state: 'unknown' });
    expect(outcomeOf(makeAct(), undefined, 0)).toMatchObject({ state: 'unknown' });
  });

  it('of a refresh is that Argo CD has compared since', () => {
    const act = makeAct({ kind: 'refresh', commit: undefined });
    const asked = row('03-healthy', {
      metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } },
    });
    expect(outcomeOf(act, asked, 0)).toBeUndefined();
    expect(outcomeOf(act, row('03-healthy'), 0)).toMatchObject({ state: 'done' });
    const later = { ...act, at: '2026-11-20T22:44:00Z' };
    expect(outcomeOf(later, row('03-healthy'), 0)).toBeUndefined();
  });

  it('of a stop is that it ended', () => {
    const ended = row('32-terminated');
    const act = makeAct({ kind: 'terminate', startedAt: '2026-11-20T22:43:15Z', uid: ended.uid });
    expect(outcomeOf(act, ended, 0)).toEqual({ state: 'done', text: 'It ended: Operation terminated' });
    expect(
      outcomeOf({ ...act, uid: row('30-operation-running').uid }, row('30-operation-running'), 0),
    ).toBeUndefined();
    expect(outcomeOf({ ...act, startedAt: '2026-11-20T22:00:00Z' }, ended, 0)).toMatchObject({
      state: 'unknown',
    });
  });
});
