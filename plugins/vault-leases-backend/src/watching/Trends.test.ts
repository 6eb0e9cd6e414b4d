import { Trends, type ToldTotals } from './Trends';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const MINUTE = 60_000;
const at = (minutes: number) => new Date(NOW + minutes * MINUTE).toISOString();
const totals = (failedRevocations?: number, overQuota?: number) => ({
  leases: 24,
  irrevocable: 0,
  failedRevocations,
  overQuota,
  created: new Map<string, number>(),
});
const told = (more: Partial<ToldTotals> = {}): ToldTotals => ({
  active: 'vault-0',
  failedRevocations: 3,
  totalsAt: at(-1),
  ...more,
});

it('tells a counter that grew while it looked, for as long as that is news', () => {
  const trends = new Trends();
  trends.note('vault-0', totals(3), { now: NOW, told: undefined });
  expect(trends.revocationsFailedAt(NOW)).toBeUndefined();
  trends.note('vault-0', totals(4), { now: NOW + MINUTE, told: undefined });
  expect(trends.revocationsFailedAt(NOW + 2 * MINUTE)).toBe(NOW + MINUTE);
  expect(trends.revocationsFailedAt(NOW + 22 * MINUTE)).toBeUndefined();
});

it('starts anew with another node, whose counter is another', () => {
  const trends = new Trends();
  trends.note('vault-0', totals(3, 1), { now: NOW, told: undefined });
  trends.note('vault-1', totals(9, 9), { now: NOW, told: told({ active: 'vault-0' }) });
  expect([trends.revocationsFailedAt(NOW), trends.isOverQuota(NOW)]).toEqual([undefined, false]);
});

it.each<[string, ToldTotals, number | undefined]>([
  ['grew since the look before', told(), NOW],
  ['is as it was', told({ failedRevocations: 7 }), undefined],
  ['grew, nobody knows when', told({ totalsAt: at(-30) }), undefined],
  ['is of another node', told({ active: 'vault-2' }), undefined],
  ['was never told', told({ failedRevocations: undefined }), undefined],
  ['had grown', told({ failedRevocations: 7, revocationsFailedAt: at(-5) }), NOW - 5 * MINUTE],
  ['had grown long ago', told({ failedRevocations: 7, revocationsFailedAt: at(-30) }), undefined],
])('tells in a process that has just begun that a counter %s', (_how, before, expected) => {
  const trends = new Trends();
  trends.note('vault-0', totals(7), { now: NOW, told: before });
  expect(trends.revocationsFailedAt(NOW)).toBe(expected);
});
