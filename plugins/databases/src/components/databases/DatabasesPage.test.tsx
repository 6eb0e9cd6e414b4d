import { RowMap } from '@greenroom/plugin-portal-common';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  down,
  expired,
  makeLine,
  makeMultiAz,
  makePooled,
  makeSource,
  throttled,
} from '../../__testUtils__/databases';
import { allTopic, openPage, tellAll } from '../../__testUtils__/openPage';
import { lineOf } from '@greenroom/plugin-databases-common';

async function open(path = '/databases') {
  const stream = openPage(path);
  await screen.findByRole('heading', { level: 1, name: 'Databases' });
  return stream;
}

const postgres = makeSource({ id: 'postgres:orders', kind: 'postgres' });
const sick = makeLine({
  id: '4212/eu-west-1/full',
  name: 'full',
  verdict: { state: 'degraded', reasons: [{ text: '96 % of the storage is used' }] },
  alarms: { ok: 5, alarm: 1, insufficientData: 0 },
  storage: { usedBytes: 96 * 2 ** 30, limitBytes: 100 * 2 ** 30 },
});
const lines = [makeLine(), sick, lineOf(makeMultiAz()), lineOf(makePooled())];

const grid = () => screen.getByRole('grid', { name: 'Databases' });
const names = () =>
  within(grid())
    .getAllByRole('rowheader')
    .map(cell => within(cell).getByRole('link').textContent);
const row = (name: string) => within(grid()).getByRole('row', { name: new RegExp(`\\b${name}`) });

describe('all databases', () => {
  it('says how they are in a sentence, then a row each, worst first', async () => {
    const stream = await open();
    expect(screen.getByText('Loading the databases')).toBeInTheDocument();
    tellAll(stream, lines, [makeSource(), postgres]);
    expect(screen.getByText('4 databases: 1 needs you (full).')).toBeInTheDocument();
    expect(names()[0]).toBe('full');
    expect(screen.getByRole('link', { name: 'full' })).toHaveAttribute(
      'href',
      '/databases/4212/eu-west-1/full',
    );
  });

  it('has of each who writes and where, who else there is, and how full it is', async () => {
    const stream = await open();
    tellAll(stream, lines, [makeSource(), postgres]);
    expect(row('shop-aurora')).toHaveTextContent('writer shop-b (b)');
    expect(row('shop-aurora')).toHaveTextContent('readers shop-a (a), shop-c (c)');
    expect(row('shop-aurora')).toHaveTextContent('17 ms');
    expect(row('shop-aurora')).toHaveTextContent('21 %212 of 1,000');
    expect(row('shop-aurora')).toHaveTextContent('2 min ago');
    expect(row('full')).toHaveTextContent('96 % of the storage is used');
    expect(row('full')).toHaveTextContent('1 on');
    expect(row('orders')).toHaveTextContent('unknown');
  });

  it('can be narrowed by engine, place, service and state, and searched', async () => {
    const user = userEvent.setup();
    const stream = await open('/databases?engine=RDS+PostgreSQL');
    tellAll(stream, lines, [makeSource(), postgres]);
    expect(names()).toEqual(['ledger']);
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    await user.type(screen.getByRole('searchbox', { name: 'Search databases' }), 'pg-1');
    expect(names()).toEqual(['orders']);
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    await user.click(screen.getByRole('button', { name: /^degraded 1/ }));
    expect(names()).toEqual(['full']);
  });

  it('finds a database by each of the services that use it', async () => {
    const stream = await open('/databases?service=cart');
    tellAll(stream, [
      makeLine({ entityRefs: ['component:default/cart', 'component:default/catalogue'] }),
      sick,
    ]);
    expect(names()).toEqual(['shop-aurora']);
  });

  it('offers every service that there is when somebody asks which there are', async () => {
    const user = userEvent.setup();
    const stream = await open('/databases?service=cart');
    tellAll(stream, [
      makeLine({ entityRefs: ['component:default/cart'] }),
      { ...sick, entityRefs: ['component:default/ledger'] },
    ]);
    const services = screen.getByRole('button', { name: /Service/ });
    expect(services).toHaveTextContent('cart');
    await user.click(services);
    expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual(['cart', 'ledger']);
    await user.click(screen.getByRole('option', { name: 'ledger' }));
    expect(services).toHaveTextContent('cart and ledger');
    await user.keyboard('{Escape}');
    expect(names()).toEqual(['full', 'shop-aurora']);
  });

  it.each([
    ['throttled', throttled, 'has fallen behind'],
    ['refused', expired, 'refuses us'],
    ['away', down, 'is not reachable'],
  ])('draws nothing as healthy whose source is %s, and the rest goes on', async (_, how, words) => {
    const stream = await open();
    tellAll(stream, lines, [makeSource(how), postgres]);
    expect(within(row('shop-aurora')).getByText('unknown')).toBeInTheDocument();
    expect(within(row('orders')).getByText('healthy')).toBeInTheDocument();
    expect(screen.getByText(new RegExp(`^4 databases: .*4212/eu-west-1 ${words}`))).toBeInTheDocument();
  });

  it.each([
    ['nobody may see any', { state: 'live', rows: RowMap.of(), sources: [] }, 'No databases'],
    [
      'nothing answers',
      { state: 'live', rows: RowMap.of(), sources: [makeSource(down)] },
      'Nothing can be said yet',
    ],
    [
      'it is refused',
      { state: 'denied', sources: [], error: { name: 'NotAllowedError', message: 'no' } },
      'You may not see this',
    ],
  ] as const)('says so when %s', async (_, view, words) => {
    const stream = await open();
    act(() => stream.set(allTopic, { ...view, sources: [...view.sources] }));
    expect(screen.getByText(words)).toBeInTheDocument();
  });

  it('draws what is old as what it was, with its age', async () => {
    const stream = await open();
    const old = makeLine({
      verdict: { state: 'unknown', reasons: [{ text: 'eu-west-1 does not answer' }] },
      alarms: { ok: 5, alarm: 0, insufficientData: 0 },
      owner: 'group:default/storefront',
      isOld: true,
      seenAt: '2026-11-21T10:41:00Z',
    });
    tellAll(stream, [old, sick], [makeSource(down), postgres]);
    expect(row('shop-aurora')).toHaveTextContent('seen 13 min ago: eu-west-1 does not answer');
    expect(row('shop-aurora')).toHaveTextContent('was 5 ok');
    expect(row('full')).toHaveTextContent('1 on');
  });

  it('finds the databases of an owner', async () => {
    const stream = await open('/databases?owner=storefront');
    tellAll(stream, [makeLine({ owner: 'group:default/storefront' }), sick]);
    expect(names()).toEqual(['shop-aurora']);
  });

  it('has nothing for axe to find', async () => {
    const stream = await open();
    tellAll(stream, lines, [makeSource(), postgres]);
    expect(await accessibilityProblems()).toEqual([]);
  });
});
