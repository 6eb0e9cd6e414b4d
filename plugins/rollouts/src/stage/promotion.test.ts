import type { Rollout } from '@greenroom/plugin-rollouts-common';
import { makeRollout, makeWaitingRollout } from '../__testUtils__/rollouts';
import { lockWords, nextWords, promotionNow, promotionRule } from './promotion';

const pause = { reason: 'BlueGreenPause', startedAt: '2026-11-21T10:42:00Z', byHand: false };

it.each<[Partial<Rollout>, string]>([
  [{ pause: undefined }, 'Nothing waits for a person now.'],
  [{ pause }, 'Waits for a person, without a limit of time.'],
  [{ pause: { ...pause, until: '2026-11-21T11:00:00Z' } }, 'Goes live by itself'],
  [
    { pause: { ...pause, byHand: true, until: '2026-11-21T11:00:00Z' } },
    'Somebody paused this rollout by hand. It goes on when that pause is taken away.',
  ],
  [{ pause, promotion: 'automatic' }, 'Waits for a person although it is set to go live by itself.'],
])('says what holds it: %j', (overrides, text) => {
  expect(promotionNow(makeWaitingRollout(overrides)).text).toBe(text);
});

it('tells the instant at which it goes live by itself', () => {
  const until = '2026-11-21T11:00:00Z';
  expect(promotionNow(makeWaitingRollout({ pause: { ...pause, until } })).at).toBe(until);
  expect(promotionNow(makeWaitingRollout({ pause: { ...pause, until, byHand: true } })).at).toBeUndefined();
});

it.each([
  ['by-person', 'A new revision goes live only when a person says so.', 'waits until somebody says go.'],
  ['automatic', 'A new revision goes live by itself as soon as it is ready.', 'then goes live by itself'],
  [
    'after-delay',
    'A new revision waits for a set time and then goes live by itself.',
    'then waits for a set time',
  ],
] as const)('says how a revision goes live: %s', (promotion, rule, next) => {
  expect(promotionRule(makeRollout({ promotion }))).toBe(rule);
  expect(nextWords(makeRollout({ promotion }))).toContain(next);
});

it('says whether there is a way around the portal', () => {
  expect(lockWords(makeRollout())).toMatch(/^Lock installed on eks-prod/);
  expect(lockWords(makeRollout({ lockInstalled: false }))).toMatch(/^No lock on eks-prod/);
  expect(lockWords(makeRollout({ lockInstalled: false, lockUnknown: 'the policies can not be read' }))).toBe(
    'Nobody can tell whether eks-prod refuses promotions around the portal: the policies can not be read.',
  );
});
