import { actNames, allowedActs, noActs } from '@greenroom/plugin-rollouts-common';
import { believed } from './believed';
import { readRecorded } from '../../__testUtils__/readsAs';
import type { Changes, Recorded, World } from '../../__testUtils__/objects';

type Case = [what: string, name: Recorded, changes: Changes, world: World, allowed: string[]];

const byHand = { spec: { paused: true } };
const gone = { desired: 0, current: 0, ready: 0, available: 0 };
const usual = ['pause', 'restart', 'undo'];

/** Every state that was recorded of a real controller, and what it lets a person do. */
const cases: Case[] = [
  ['first deploy', 'bg-01-healthy-first', {}, {}, ['pause', 'restart']],
  ['one revision is live', 'bg-07-healthy-steady', {}, {}, ['pause', 'restart']],
  [
    'an older revision is still there',
    'bg-07-healthy-steady',
    {},
    { replicaSets: { '79df45dfbb': gone } },
    usual,
  ],
  [
    'the preview starts',
    'bg-02-progressing-preview-starting',
    {},
    {},
    ['abort', 'promote-full', 'return-to-stable', ...usual],
  ],
  [
    'the preview waits',
    'bg-03-paused',
    {},
    {},
    ['abort', 'promote', 'promote-full', 'return-to-stable', ...usual],
  ],
  [
    'it waits and somebody paused it by hand too',
    'bg-03-paused',
    byHand,
    {},
    ['abort', 'restart', 'resume', 'return-to-stable', 'undo'],
  ],
  [
    'it was let go on',
    'bg-04-promote-reply',
    {},
    {},
    ['abort', 'promote-full', 'return-to-stable', ...usual],
  ],
  ['aborted, its pods are still up', 'bg-08-aborted', {}, {}, usual],
  [
    'aborted, its pods have a time to go',
    'bg-08-aborted',
    {},
    { replicaSets: { '5d6fcb6b44': { ...gone, current: 1, scaleDownAt: '2026-11-20T21:19:25Z' } } },
    usual,
  ],
  [
    'aborted, its pods are gone',
    'bg-09-aborted-preview-gone',
    {},
    { replicaSets: { '5d6fcb6b44': gone } },
    ['retry', ...usual],
  ],
  [
    'cut over, the analysis runs',
    'bg-22-cut-over-post-analysis',
    {},
    {},
    ['abort', 'promote-full', 'return-to-stable', ...usual],
  ],
  [
    'aborted past the cut-over, traffic stays on what crashes',
    'bg-25-abort-with-crashing-pods',
    {},
    {},
    ['return-to-stable', ...usual],
  ],
  [
    'the analysis was inconclusive',
    'bg-30-analysis-inconclusive',
    {},
    {},
    ['abort', 'promote-full', 'return-to-stable', ...usual],
  ],
  [
    'a newer image is there that the controller has not seen',
    'bg-03-paused',
    { metadata: { generation: 4 } },
    {},
    ['abort', 'promote-full', 'return-to-stable', ...usual],
  ],
  ['a canary', 'canary-01-paused-step1', {}, {}, []],
  [
    'it is being deleted',
    'bg-03-paused',
    { metadata: { deletionTimestamp: '2026-11-20T21:19:25Z' } },
    {},
    [],
  ],
];

describe('what a rollout lets a person do', () => {
  it.each(cases)('%s', (_, name, changes, world, allowed) => {
    const { acts } = readRecorded(name, changes, world);
    const names = Object.keys(acts).filter(act => acts[act]?.allowed);
    expect(names.sort()).toEqual([...allowed].sort());
    expect(Object.keys(acts).sort()).toEqual([...actNames].sort());
    const unexplained = Object.values(acts).filter(({ allowed: may, why }) => may === (why !== undefined));
    expect(unexplained).toEqual([]);
  });

  it.each([
    ['promote', 'bg-03-paused', byHand, /resume it first/],
    ['promote', 'bg-08-aborted', {}, /tried again first/],
    ['promote', 'bg-30-analysis-inconclusive', {}, /InconclusiveAnalysisRun/],
    ['promote', 'bg-03-paused', { metadata: { generation: 4 } }, /has not been seen by the controller/],
    ['retry', 'bg-08-aborted', {}, /still up: until they are gone it could go live without a pause/],
    ['return-to-stable', 'bg-08-aborted', {}, /Traffic is on the stable revision/],
    ['undo', 'bg-07-healthy-steady', {}, /no other revision/],
  ] as const)('%s is refused on %s %#', (act, name, changes, why) => {
    expect(readRecorded(name, changes).acts[act]?.why).toMatch(why);
  });

  it('the page comes to the same as the reading', () => {
    const rollout = readRecorded('bg-03-paused');
    expect(allowedActs(rollout)).toEqual(rollout.acts);
    expect(allowedActs({ ...rollout, engine: 'flagger' })).toEqual(
      noActs('Canaries of Flagger can not be acted on from here yet'),
    );
  });

  it.each(['stale', 'unreachable', 'denied', 'connecting'] as const)(
    'of a cluster that is %s nothing may be done',
    freshness => {
      const source = { id: 'cluster:eks-prod', kind: 'cluster' as const, freshness, reason: 'no route' };
      const { acts } = believed(readRecorded('bg-03-paused'), source, true);
      expect(acts).toEqual(noActs('What is there now is not known: no route'));
    },
  );
});
