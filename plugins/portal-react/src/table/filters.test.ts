import type { VerdictState } from '@greenroom/plugin-portal-common';
import {
  cleared,
  isFiltered,
  noFilters,
  readFilters,
  readSort,
  rowFilter,
  writeFilters,
  writeSort,
} from './filters';

const row = (name: string, kind: string, state: VerdictState, place?: string) => ({
  name,
  kind,
  state,
  place,
});
const rows = [
  row('checkout', 'Deployment', 'healthy', 'shop'),
  row('catalogue', 'Deployment', 'degraded', 'shop'),
  row('vault', 'StatefulSet', 'healthy', 'vault'),
  row('loose', 'Pod', 'healthy'),
];
const place = { name: 'Namespace', by: 'namespace', of: (one: (typeof rows)[number]) => one.place };
const of = {
  textOf: ({ name, kind }: (typeof rows)[number]) => `${name}\n${kind}`,
  stateOf: ({ state }: (typeof rows)[number]) => state,
  choices: [place],
};

it.each([
  [{}, ['checkout', 'catalogue', 'vault', 'loose']],
  [{ text: ' CHECK deploy' }, ['checkout']],
  [{ states: ['degraded'] as const }, ['catalogue']],
  [{ chosen: { namespace: ['vault', 'none'] } }, ['vault']],
  [{ text: 'deployment', chosen: { namespace: ['vault'] } }, []],
  [{ chosen: { colour: ['red'] } }, ['checkout', 'catalogue', 'vault', 'loose']],
])('%j leaves %j', (filters, names) => {
  expect(rows.filter(rowFilter({ ...noFilters, ...filters }, of)).map(({ name }) => name)).toEqual(names);
});

it('leaves a row that has one of what is chosen among several', () => {
  const kinds = {
    name: 'Kind',
    by: 'kind',
    of: ({ kind, place: at }: (typeof rows)[number]) => [kind, at ?? ''],
  };
  const filters = { ...noFilters, chosen: { kind: ['vault', 'Pod'] } };
  const left = rows.filter(rowFilter(filters, { ...of, choices: [kinds] }));
  expect(left.map(({ name }) => name)).toEqual(['vault', 'loose']);
});

it('keeps filters and order in the address, beside what else is there', () => {
  const filters = { text: 'a & b', states: ['waiting' as const], chosen: { namespace: ['shop', 'vault'] } };
  const written = writeSort(
    { by: 'name', descending: true },
    writeFilters(filters, new URLSearchParams('tab=nodes')),
  );
  expect(readFilters(new URLSearchParams(written.toString()), [place])).toEqual(filters);
  expect(readSort(written, ['state', 'name'], 'state')).toEqual({ by: 'name', descending: true });
  expect(written.get('tab')).toBe('nodes');
  expect(isFiltered(filters)).toBe(true);
});

it('takes everything away that was chosen, and nothing else', () => {
  const filters = { text: 'a', states: ['waiting' as const], chosen: { namespace: ['shop'] } };
  const address = writeFilters(filters, new URLSearchParams('tab=nodes'));
  expect(isFiltered(cleared(filters))).toBe(false);
  expect(writeFilters(cleared(filters), address).toString()).toBe('tab=nodes');
});

it('forgets what is no state and no column', () => {
  expect(readFilters(new URLSearchParams('state=sleepy')).states).toEqual([]);
  expect(readSort(new URLSearchParams('sort=-colour'), ['state'], 'state')).toEqual({
    by: 'state',
    descending: false,
  });
});
