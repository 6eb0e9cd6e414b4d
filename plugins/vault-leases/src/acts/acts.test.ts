import { makeAtCeiling, makeLease } from '../__testUtils__/vaults';
import { renewalChoices } from './renewal';
import { standingOf } from './standing';

const now = new Date('2026-11-22T10:00:00Z');
const hour = 3600;

it.each([
  ['both where there is time for both', {}, hour, ['role', 'ceiling']],
  [
    'only up to its ceiling where its role gives less than is left',
    { endsAt: '2026-11-22T12:00:00Z' },
    hour,
    ['ceiling'],
  ],
  [
    'what its role gives where that is all up to its ceiling',
    { ceilingAt: '2026-11-22T10:50:00Z' },
    hour,
    ['role'],
  ],
  ['what its role gives where no ceiling is known', { ceilingAt: undefined }, hour, ['role']],
  ['what its role gives where nobody knows how much that is', {}, undefined, ['role', 'ceiling']],
])('can be renewed for %s', (_, changes, defaultTtlSeconds, ids) => {
  expect(renewalChoices(makeLease(changes), { defaultTtlSeconds }, now).map(({ id }) => id)).toEqual(ids);
});

it('asks for all that there is up to the ceiling, and says how long that is', () => {
  const [, ceiling] = renewalChoices(makeLease(), { defaultTtlSeconds: hour }, now);
  expect(ceiling?.incrementSeconds).toBe(6 * hour + 60);
  expect(ceiling?.label).toMatch(/^Until its ceiling, .*: 6 h 00 min from now$/);
});

const may = { allowed: true };
const mayNot = { allowed: false, why: 'You may not.' };

it.each([
  ['nothing is in the way', makeLease(), may, false, undefined],
  ['the person may not', makeAtCeiling(), mayNot, true, 'You may not.'],
  ['what is known is old', makeAtCeiling(), may, true, 'What is known of it is old'],
  ['it is at its ceiling', makeAtCeiling(), may, false, 'It already lasts until its ceiling'],
])('is renewed or not when %s', (_, lease, renew, isStale, why) => {
  const standing = standingOf('renew', lease, { rights: { renew, revoke: may }, isStale }, now.getTime());
  expect(standing.allowed).toBe(why === undefined);
  expect(standing.why ?? '').toContain(why ?? '');
});
