import { RowMap } from '@greenroom/plugin-portal-common';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { allTopic, openPage, tellAll } from '../../__testUtils__/openPage';
import { down, makeLine, makeSource, refused } from '../../__testUtils__/vaults';

async function open(path = '/vault') {
  const stream = openPage(path);
  await screen.findByRole('heading', { level: 1, name: 'Vault' });
  return stream;
}

const platform = makeSource({ id: 'vault:platform' });
const leaderless = makeLine({
  name: 'platform',
  flavour: 'openbao',
  place: 'metal-1',
  verdict: { state: 'degraded', reasons: [{ text: 'No node leads' }] },
  nodes: [
    { name: 'bao-0', state: 'standby-without-active' },
    { name: 'bao-1', state: 'sealed' },
    { name: 'bao-2', state: 'not-reachable' },
  ],
  active: undefined,
  failureTolerance: undefined,
  leases: undefined,
  irrevocable: 2,
});
const lines = [makeLine(), leaderless];

const grid = () => screen.getByRole('grid', { name: 'Vaults' });
const row = (name: string) => within(grid()).getByRole('row', { name: new RegExp(`\\b${name}\\b`) });

describe('all Vaults', () => {
  it('says how they are in a sentence, then a row each, worst first', async () => {
    const stream = await open();
    expect(screen.getByText('Loading the Vaults')).toBeInTheDocument();
    tellAll(stream, lines, [makeSource(), platform]);
    expect(screen.getByText('2 Vaults: 1 needs you (platform).')).toBeInTheDocument();
    const [first] = within(grid()).getAllByRole('rowheader');
    expect(first).toHaveTextContent('platform');
    expect(screen.getByRole('link', { name: 'storefront' })).toHaveAttribute('href', '/vault/storefront');
  });

  it('has of each its nodes by state, who leads, what may be lost, and how many leases', async () => {
    const stream = await open();
    tellAll(stream, lines, [makeSource(), platform]);
    expect(row('storefront')).toHaveTextContent('1 leads2 standby');
    expect(row('storefront')).toHaveTextContent('vault-01 node41none');
    expect(row('platform')).toHaveTextContent('1 standby, sees no leader1 sealed1 not reachable');
    expect(within(row('platform')).getByText('nobody')).toBeInTheDocument();
    expect(row('platform')).toHaveTextContent('No node leads');
  });

  it('can be narrowed and searched', async () => {
    const user = userEvent.setup();
    const stream = await open('/vault?program=OpenBao');
    tellAll(stream, lines, [makeSource(), platform]);
    expect(within(grid()).queryByText('storefront')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    await user.type(screen.getByRole('searchbox', { name: 'Search vaults' }), 'vault-2');
    expect(within(grid()).queryByText('platform')).not.toBeInTheDocument();
  });

  it.each([
    ['away', down, 'is not reachable'],
    ['refused', refused, 'refuses us'],
  ])('draws nothing as healthy whose Vault is %s, and the rest goes on', async (_, how, words) => {
    const stream = await open();
    tellAll(stream, lines, [makeSource(how), platform]);
    expect(within(row('storefront')).getByText('unknown')).toBeInTheDocument();
    expect(within(row('platform')).getByText('degraded')).toBeInTheDocument();
    expect(screen.getByText(new RegExp(`^2 Vaults: .*storefront ${words}`))).toBeInTheDocument();
  });

  it('draws what is old as what it was, with its age', async () => {
    const stream = await open();
    const old = makeLine({
      verdict: { state: 'unknown', reasons: [{ text: 'no node of storefront answers' }] },
      isOld: true,
      seenAt: '2026-11-22T09:47:00Z',
    });
    tellAll(stream, [old], [makeSource(down)]);
    expect(row('storefront')).toHaveTextContent('seen 13 min ago: no node of storefront answers');
    expect(row('storefront')).toHaveTextContent('was 1 leads');
    expect(row('storefront')).toHaveTextContent('was vault-0');
  });

  it.each([
    ['nobody may see any', { state: 'live', rows: RowMap.of(), sources: [] }, 'No Vaults'],
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

  it('has nothing for axe to find', async () => {
    const stream = await open();
    tellAll(stream, lines, [makeSource(), platform]);
    expect(await accessibilityProblems()).toEqual([]);
  });
});
