import { makeRow, makeWaitingRow } from '../__testUtils__/rollouts';
import { type Filters, isFiltered, noFilters, readFilters, rowFilter, writeFilters } from './filters';

const owners = new Map([['component:default/checkout', ['group:default/shop']]]);
const rows = [
  makeRow(),
  makeWaitingRow({ cluster: 'eks-staging', name: 'catalogue', entityRef: undefined }),
  makeRow({ name: 'search', strategy: 'canary', entityRef: 'component:default/search' }),
];

describe('rowFilter', () => {
  it.each<[string, Partial<Filters>, string[]]>([
    ['nothing', {}, ['checkout', 'catalogue', 'search']],
    ['a cluster', { clusters: ['eks-staging'] }, ['catalogue']],
    ['two clusters', { clusters: ['eks-staging', 'eks-prod'] }, ['checkout', 'catalogue', 'search']],
    ['a state', { states: ['waiting'] }, ['catalogue']],
    ['a strategy', { strategies: ['canary'] }, ['search']],
    ['a service', { services: ['component:default/checkout'] }, ['checkout']],
    ['an owner', { owners: ['group:default/shop'] }, ['checkout']],
    ['an owner of nothing', { owners: ['group:default/payments'] }, []],
    ['a word', { text: 'SEARCH' }, ['search']],
    ['two words in any order', { text: ' prod  checkout ' }, ['checkout']],
    ['a tag', { text: 'v1.8.2' }, ['catalogue']],
    ['a hash', { text: '5b6f6b' }, ['checkout', 'catalogue', 'search']],
    ['two words of which one is missing', { text: 'prod nowhere' }, []],
    ['everything at once', { text: 'shop', clusters: ['eks-prod'], strategies: ['canary'] }, ['search']],
  ])('narrows to %s', (_, filters, names) => {
    const passes = rowFilter({ ...noFilters, ...filters }, owners);
    expect(rows.filter(passes).map(row => row.name)).toEqual(names);
  });

  it('does not find a value across the border of two fields', () => {
    expect(rows.filter(rowFilter({ ...noFilters, text: 'eks-prodshop' }, owners))).toEqual([]);
  });
});

describe('filters in the address', () => {
  it('come back as they were written', () => {
    const filters: Filters = {
      text: 'v1.8 & more',
      clusters: ['eks-prod', 'eks-staging'],
      owners: ['group:default/shop'],
      services: ['component:default/checkout'],
      states: ['waiting', 'degraded'],
      strategies: ['canary'],
    };
    const address = writeFilters(filters, new URLSearchParams('sort=-since'));
    expect(readFilters(new URLSearchParams(address.toString()))).toEqual(filters);
    expect(address.get('sort')).toBe('-since');
  });

  it('leave no trace when there are none', () => {
    expect(writeFilters(noFilters, new URLSearchParams('state=waiting&q=x')).toString()).toBe('');
    expect(isFiltered(noFilters)).toBe(false);
    expect(isFiltered({ ...noFilters, text: 'x' })).toBe(true);
  });

  it('forget what is no state and no strategy', () => {
    const read = readFilters(new URLSearchParams('state=waiting&state=sleepy&strategy=rolling'));
    expect(read).toEqual({ ...noFilters, states: ['waiting'] });
  });
});
