import type { RolloutRow } from '@greenroom/plugin-rollouts-common';
import { makeRow } from '../__testUtils__/rollouts';
import { compareRows, readSort, type Sort, worstFirst, writeSort } from './order';

const in_ = (state: RolloutRow['verdict']['state'], overrides: Partial<RolloutRow>) =>
  makeRow({ verdict: { state, reasons: [] }, ...overrides });

const rows = [
  in_('healthy', { name: 'a', since: '2026-11-20T00:00:00Z', entityRef: 'component:default/z' }),
  in_('waiting', { name: 'b', since: '2026-11-21T10:42:00Z', cluster: 'eks-staging' }),
  in_('waiting', { name: 'c', since: '2026-11-21T07:42:00Z', entityRef: undefined }),
  in_('degraded', { name: 'd', since: undefined, namespace: 'pay' }),
  in_('unknown', { name: 'e', since: '2026-11-21T09:00:00Z' }),
  in_('progressing', { name: 'f', since: '2026-11-21T10:53:00Z' }),
];

it.each<[string, Sort, string]>([
  ['worst first, then longest', worstFirst, 'decbfa'],
  ['best first', { by: 'state', descending: true }, 'afbced'],
  ['by service, those without one last', { by: 'service', descending: false }, 'defbac'],
  ['by place', { by: 'place', descending: false }, 'dacefb'],
  ['by name', { by: 'name', descending: true }, 'fedcba'],
  ['by age, oldest first', { by: 'since', descending: false }, 'acebfd'],
])('orders %s', (_, sort, expected) => {
  const names = (list: readonly RolloutRow[]) => list.map(row => row.name).join('');
  expect(names([...rows].sort(compareRows(sort)))).toBe(expected);
  expect(names([...rows].reverse().sort(compareRows(sort)))).toBe(expected);
});

it.each<[string, Sort]>([
  ['', worstFirst],
  ['sort=since', { by: 'since', descending: false }],
  ['sort=-since', { by: 'since', descending: true }],
  ['sort=-state', { by: 'state', descending: true }],
])('keeps the order in the address: %s', (address, sort) => {
  expect(readSort(new URLSearchParams(address))).toEqual(sort);
  expect(writeSort(sort, new URLSearchParams('sort=name')).toString()).toBe(address);
});

it('falls back to worst first on an order it does not know', () => {
  expect(readSort(new URLSearchParams('sort=colour'))).toEqual(worstFirst);
});
