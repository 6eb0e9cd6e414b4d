import { makeSickWorkload, makeWorkload } from '../__testUtils__/clusters';
import {
  isFiltered,
  noFilters,
  readFilters,
  readSort,
  rowFilter,
  type TableFilters,
  writeFilters,
  writeSort,
} from './filters';
import { byNumber, byText, choices, totalOrder, worstFirst } from './order';

const rows = [
  makeWorkload({ name: 'checkout' }),
  makeSickWorkload(),
  makeWorkload({ name: 'vault', namespace: 'vault', kind: 'StatefulSet', restartsLastHour: undefined }),
];
const of = {
  textOf: ({ name, kind }: (typeof rows)[number]) => `${name}\n${kind}`,
  stateOf: ({ verdict }: (typeof rows)[number]) => verdict.state,
  namespaceOf: ({ namespace }: (typeof rows)[number]) => namespace,
};

it.each<[Partial<TableFilters>, string[]]>([
  [{}, ['checkout', 'catalogue', 'vault']],
  [{ text: ' CHECK deploy' }, ['checkout']],
  [{ states: ['degraded'] }, ['catalogue']],
  [{ namespaces: ['vault', 'none'] }, ['vault']],
  [{ text: 'deployment', namespaces: ['vault'] }, []],
])('%j leaves %j', (filters, names) => {
  expect(rows.filter(rowFilter({ ...noFilters, ...filters }, of)).map(({ name }) => name)).toEqual(names);
});

it('keeps filters and order in the address, beside what else is there', () => {
  const filters: TableFilters = { text: 'a & b', states: ['waiting'], namespaces: ['shop', 'vault'] };
  const written = writeSort(
    { by: 'name', descending: true },
    writeFilters(filters, new URLSearchParams('tab=nodes')),
  );
  expect(readFilters(new URLSearchParams(written.toString()))).toEqual(filters);
  expect(readSort(written, ['state', 'name'], 'state')).toEqual({ by: 'name', descending: true });
  expect(written.get('tab')).toBe('nodes');
  expect(isFiltered(filters)).toBe(true);
  expect(isFiltered(noFilters)).toBe(false);
});

it('forgets what is no state and no column', () => {
  expect(readFilters(new URLSearchParams('state=sleepy')).states).toEqual([]);
  expect(readSort(new URLSearchParams('sort=-colour'), ['state'], 'state')).toEqual({
    by: 'state',
    descending: false,
  });
});

it.each([
  [
    'worst first',
    totalOrder<(typeof rows)[number]>(worstFirst, ({ name }) => name, false),
    ['catalogue', 'checkout', 'vault'],
  ],
  [
    'most first, without a number last',
    totalOrder<(typeof rows)[number]>(
      byNumber(({ restartsLastHour }) => restartsLastHour),
      ({ name }) => name,
      false,
    ),
    ['catalogue', 'checkout', 'vault'],
  ],
  [
    'by a text, the other way',
    totalOrder<(typeof rows)[number]>(
      byText(({ kind }) => kind),
      ({ name }) => name,
      true,
    ),
    ['vault', 'catalogue', 'checkout'],
  ],
] as const)('orders %s', (_, compare, names) => {
  expect([...rows].sort(compare).map(({ name }) => name)).toEqual(names);
  expect(
    [...rows]
      .reverse()
      .sort(compare)
      .map(({ name }) => name),
  ).toEqual(names);
});

it('offers each value once, in order', () => {
  expect(choices(['b', 'a', undefined, 'b'])).toEqual(['a', 'b']);
});
