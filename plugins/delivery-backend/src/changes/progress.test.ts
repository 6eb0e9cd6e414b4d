import {
  type Application,
  changeRequestStates,
  type ChangeRequest,
  type ChangeRequestState,
  type Hold,
  isEnded,
  mayBecome,
} from '@greenroom/plugin-delivery-common';
import fc from 'fast-check';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import { FIRST, read, SECOND, THIRD } from '../__testUtils__/applications';
import { makeChange } from '../__testUtils__/changes';
import { type Around, nextStep } from './progress';

const healthy = (live: string, desired = live, rest: Partial<Application> = {}) => ({
  ...read('03-healthy', {
    status: {
      sync: { revision: desired },
      history: [{ id: 1, revision: live, deployedAt: '2026-11-20T22:43:16Z' }],
    },
  }),
  ...rest,
});
/** The recorded repository's commits follow each other. */
const order: readonly string[] = [FIRST, SECOND, THIRD];
const contains = (commit: string, ancestor: string) => order.indexOf(commit) >= order.indexOf(ancestor);
const around = (rest: Partial<Around>): Around => ({ contains, ...rest });
const merged = (state: ChangeRequestState) => makeChange({ state, mergedCommit: { sha: SECOND } });
const held = (state: Hold['state']): ChangeRequest => ({
  ...merged('synced'),
  hold: { repository: 'git.example.test/apps', path: 'a.yaml', branch: 'hold', into: 'main', state },
});

describe('nextStep', () => {
  it.each<[string, ChangeRequest, Around, ChangeRequestState | undefined]>([
    ['while nobody merges', makeChange(), around({ pull: { number: 1, url: '', state: 'open' } }), undefined],
    ['while the host is silent', makeChange(), around({ application: healthy(THIRD) }), undefined],
    [
      'once merged',
      makeChange(),
      around({ pull: { number: 1, url: '', state: 'merged', mergedSha: SECOND } }),
      'merged',
    ],
    ['once closed', makeChange(), around({ pull: { number: 1, url: '', state: 'closed' } }), 'closed'],
    ['before it is deployed', merged('merged'), around({ application: healthy(FIRST, FIRST) }), undefined],
    ['while nobody can tell', merged('merged'), around({}), undefined],
    ['once it is deployed', merged('merged'), around({ application: healthy(SECOND) }), 'synced'],
    ['once something newer is', merged('merged'), around({ application: healthy(THIRD) }), 'synced'],
    ['in sync with it', merged('merged'), around({ application: healthy(FIRST, SECOND) }), 'synced'],
    [
      'before Argo CD has compared',
      merged('merged'),
      around({ application: read('02-synced-progressing', { status: { sync: { revision: SECOND } } }) }),
      undefined,
    ],
    ['while it comes up', merged('synced'), around({ application: read('20-suspended') }), undefined],
    ['once it is healthy', merged('synced'), around({ application: healthy(SECOND) }), 'live'],
    [
      'before new images are held back in git',
      held('open'),
      around({ application: healthy(SECOND, SECOND, { imagesHeld: true }) }),
      undefined,
    ],
    ['before they are in the cluster', held('merged'), around({ application: healthy(SECOND) }), undefined],
    [
      'once they are held back',
      held('merged'),
      around({ application: healthy(SECOND, SECOND, { imagesHeld: true }) }),
      'live',
    ],
    [
      'while its manifest still holds images back',
      makeChange({ kind: 'release', state: 'merged', mergedCommit: { sha: SECOND } }),
      around({ application: healthy(SECOND, SECOND, { imagesHeld: true }) }),
      undefined,
    ],
    [
      'while nobody can tell whether images come in',
      makeChange({ kind: 'release', state: 'merged' }),
      around({}),
      undefined,
    ],
    [
      'once they come in again',
      makeChange({ kind: 'release', state: 'merged' }),
      around({ application: healthy(SECOND) }),
      'live',
    ],
    [
      'once letting them in is refused',
      makeChange({ kind: 'release' }),
      around({ pull: { number: 1, url: '', state: 'closed' } }),
      'closed',
    ],
    ['where somebody will not have it', held('closed'), around({ application: healthy(SECOND) }), 'live'],
    [
      'once it is changed again',
      merged('merged'),
      around({ application: healthy(THIRD), changedAgain: THIRD }),
      'undone',
    ],
    [
      'once it is changed again after it was deployed',
      held('open'),
      around({ application: healthy(THIRD), changedAgain: THIRD }),
      'undone',
    ],
    ['after its end', merged('live'), around({ application: healthy(SECOND) }), undefined],
  ])('%s', (_, change, seen, state) => {
    expect(nextStep(change, seen)?.state).toBe(state);
  });

  it('never goes back, and ends for good, whatever is seen in whatever order', () => {
    const pulls = fc.constantFrom('open', 'merged', 'closed', undefined);
    const applications = fc.constantFrom(
      undefined,
      healthy(FIRST),
      healthy(SECOND),
      healthy(THIRD),
      read('11-degraded'),
      read('30-operation-running'),
    );
    const world = fc.record({ pull: pulls, application: applications, knows: fc.boolean() });
    fc.assert(
      fc.property(fc.array(world, { maxLength: 30 }), worlds => {
        let change = makeChange();
        const path = [change.state];
        const allowed: boolean[] = [];
        for (const { pull, application, knows } of worlds) {
          const step = nextStep(change, {
            ...(pull && { pull: { number: 1, url: '', state: pull, mergedSha: SECOND } }),
            application,
            contains: (commit, ancestor) => knows && contains(commit, ancestor),
          });
          if (step) {
            allowed.push(mayBecome(change.state, step.state) && !isEnded(change.state));
            const mergedCommit = step.mergedSha ? { sha: step.mergedSha } : change.mergedCommit;
            change = { ...change, state: step.state, mergedCommit };
            path.push(step.state);
          }
        }
        expect(allowed).not.toContain(false);
        const places = path.map(state => changeRequestStates.indexOf(state));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        expect(path.includes('synced') && !path.includes('merged')).toBe(false);
      }),
      propertyRuns(),
    );
  });
});
