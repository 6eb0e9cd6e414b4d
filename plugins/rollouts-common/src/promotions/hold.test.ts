import type { Check } from '@greenroom/plugin-portal-common';
import { heldBy } from './hold';

const at = new Date('2026-11-21T12:00:00Z');
const policy = { freezes: [], blockingChecks: ['capacity'], unknownBlocks: true };
const check = (id: string, outcome: Check['outcome']): Check => ({
  id,
  from: 'rollouts',
  outcome,
  reason: `${id} says so`,
});

describe('heldBy', () => {
  it.each([
    ['passes', policy, [check('capacity', 'pass')], undefined],
    ['warns', policy, [check('capacity', 'warn')], undefined],
    ['blocks', policy, [check('capacity', 'block')], 'The check capacity blocks: capacity says so'],
    [
      'is unknown',
      policy,
      [check('capacity', 'unknown')],
      'Nobody can tell the check capacity: capacity says so',
    ],
    ['is unknown and may be', { ...policy, unknownBlocks: false }, [check('capacity', 'unknown')], undefined],
    ['has not answered', policy, [], 'The check capacity has not answered.'],
    ['has not answered and need not', { ...policy, unknownBlocks: false }, [], undefined],
    ['is not one that blocks', policy, [check('capacity', 'pass'), check('analysis', 'block')], undefined],
    [
      'is any',
      { ...policy, blockingChecks: ['*'] },
      [check('analysis', 'block')],
      'The check analysis blocks: analysis says so',
    ],
    ['is any of none', { ...policy, blockingChecks: ['*'] }, [], 'No check has answered.'],
  ])('when a check %s', (_, rules, checks, why) => {
    expect(heldBy({ policy: rules, checks, at })).toBe(why);
  });

  it('does not ask for the preview that a retry makes, but for its cluster', () => {
    const strict = { ...policy, blockingChecks: ['*'] };
    const absent = check('preview-ready', 'block');
    const held = (...checks: Check[]) => heldBy({ policy: strict, checks, at, requestKind: 'retry' });
    expect(heldBy({ policy: strict, checks: [absent, check('cluster-live', 'pass')], at })).toContain(
      'preview-ready',
    );
    expect(held(absent, check('cluster-live', 'pass'))).toBeUndefined();
    expect(held(absent, check('cluster-live', 'block'))).toContain('The check cluster-live blocks');
    expect(held(absent)).toBe('The check cluster-live has not answered.');
  });

  it('says how long a freeze lasts, as the clock on the wall will show it', () => {
    const weekly = {
      kind: 'weekly' as const,
      name: 'the weekend',
      days: [6, 7],
      from: '00:00',
      to: '00:00',
      timeZone: 'Europe/Berlin',
    };
    expect(
      heldBy({ policy: { ...policy, freezes: [weekly] }, checks: [check('capacity', 'block')], at }),
    ).toBe('Frozen by the weekend until Mon 23 Nov 2026 00:00 Europe/Berlin.');
  });
});
