import { RowMap } from '@greenroom/plugin-portal-common';
import { FakeStream } from '@greenroom/plugin-portal-react';
import type { RolloutRow } from '@greenroom/plugin-rollouts-common';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { allTopic, liveSources, openPage, tellAll } from '../../__testUtils__/openPage';
import { makeRow, makeSource, makeWaitingRow } from '../../__testUtils__/rollouts';

const degraded = makeRow({
  name: 'search',
  entityRef: 'component:default/search',
  strategy: 'canary',
  verdict: { state: 'degraded', reasons: [] },
  sentence: '2 of 6 pods fail: CrashLoopBackOff',
  since: '2026-11-21T10:23:00Z',
  ready: 4,
});
const waiting = makeWaitingRow();
const healthy = makeRow({ cluster: 'eks-staging', name: 'cart', entityRef: undefined });
const three = [healthy, waiting, degraded];

async function open(path = '/rollouts') {
  const stream = new FakeStream();
  openPage(path, stream);
  await screen.findByRole('heading', { level: 1, name: 'Rollouts' });
  return stream;
}

const grid = () => screen.getByRole('grid', { name: 'Rollouts' });
const rowsShown = () => within(grid()).getAllByRole('row').slice(1);
const names = () =>
  within(grid())
    .getAllByRole('rowheader')
    .map(cell => cell.textContent);

async function choose(user: ReturnType<typeof userEvent.setup>, field: string, option: string) {
  await user.click(screen.getByRole('button', { name: new RegExp(`^Any ${field}`, 'i') }));
  await user.click(await screen.findByRole('option', { name: option }));
  await user.keyboard('{Escape}');
}

describe('all rollouts', () => {
  it('says how they are before the table', async () => {
    const stream = await open();
    tellAll(stream, three, [
      ...liveSources.slice(0, 1),
      makeSource('eks-staging', { freshness: 'unreachable', reason: 'connection refused' }),
    ]);
    expect(
      screen.getByText(
        '1 of 3 rollouts waits for somebody, 1 is degraded, 1 is unknown, eks-staging is not reachable.',
      ),
    ).toBeInTheDocument();
  });

  it('shows the worst first, each with what a person needs to know', async () => {
    const stream = await open();
    tellAll(stream, three);
    expect(names()).toEqual(['searchcanary', 'checkout', 'cart']);
    expect(grid()).toHaveAttribute('aria-rowcount', '4');
    const [, second] = rowsShown();
    expect(second).toHaveAttribute('aria-rowindex', '3');
    expect(
      within(second!)
        .getAllByRole('gridcell')
        .map(cell => cell.textContent),
    ).toEqual([
      'waiting',
      'checkout',
      'eks-prodshop',
      'v1.8.1 →  in the green room v1.8.2',
      '6/6',
      '12 min ago',
      'Preview 7d9f4c (v1.8.2) waits for a person to promote it',
    ]);
    const link = (name: string, index: number) => within(second!).getAllByRole('link', { name })[index];
    expect(link('checkout', 0)).toHaveAttribute('href', '/catalog/default/component/checkout');
    expect(link('checkout', 1)).toHaveAttribute('href', '/rollouts/eks-prod/shop/rollout/checkout');
  });

  it('never calls healthy what is on a cluster that is not live', async () => {
    const stream = await open();
    tellAll(stream, [healthy], [makeSource('eks-staging', { freshness: 'denied' })]);
    const [row] = rowsShown();
    expect(within(row!).getByText('unknown')).toBeInTheDocument();
    expect(row).toHaveTextContent('eks-staging refuses us. Last known: healthy');
  });

  it('narrows by state, and says how many there are', async () => {
    const user = userEvent.setup();
    const stream = await open();
    tellAll(stream, three);
    await user.click(screen.getByRole('button', { name: /^waiting 1/ }));
    expect(names()).toEqual(['checkout']);
    expect(screen.getByText('1 of 3 rollouts')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(names()).toHaveLength(3);
  });

  it('narrows by typing, and says when nothing matches', async () => {
    const user = userEvent.setup();
    const stream = await open();
    tellAll(stream, three);
    await user.type(screen.getByRole('searchbox', { name: 'Search rollouts' }), 'crash');
    expect(names()).toEqual(['searchcanary']);
    await user.type(screen.getByRole('searchbox', { name: 'Search rollouts' }), 'x');
    expect(screen.getByText('No rollout matches')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Show all rollouts' }));
    expect(names()).toHaveLength(3);
  });

  it.each([
    ['Cluster', 'eks-staging', ['cart']],
    ['Service', 'checkout', ['checkout']],
    ['Owner', 'discovery', ['searchcanary']],
    ['Strategy', 'canary', ['searchcanary']],
  ])('narrows by %s', async (field, option, left) => {
    const user = userEvent.setup();
    const stream = await open();
    tellAll(stream, three);
    await waitFor(() =>
      expect(screen.getByRole('button', { name: new RegExp(`^Any ${field}`, 'i') })).toBeEnabled(),
    );
    await choose(user, field, option);
    expect(names()).toEqual(left);
  });

  it('takes filters and order from the address', async () => {
    const stream = await open('/rollouts?cluster=eks-prod&sort=-name');
    tellAll(stream, three);
    expect(names()).toEqual(['searchcanary', 'checkout']);
    expect(screen.getByRole('columnheader', { name: /Rollout/ })).toHaveAttribute('aria-sort', 'descending');
  });

  it('orders by a column, and the other way when asked again', async () => {
    const user = userEvent.setup();
    const stream = await open();
    tellAll(stream, three);
    await user.click(screen.getByRole('button', { name: 'Rollout' }));
    expect(names()).toEqual(['cart', 'checkout', 'searchcanary']);
    await user.click(screen.getByRole('button', { name: 'Rollout' }));
    expect(names()).toEqual(['searchcanary', 'checkout', 'cart']);
  });
});

describe('the order of the table', () => {
  const broken = makeRow({
    ...healthy,
    verdict: { state: 'degraded', reasons: [] },
    since: '2026-11-21T10:00:00Z',
  });
  const pointAt = () => fireEvent.pointerEnter(grid().parentElement!, { pointerType: 'mouse' });
  const leave = () => fireEvent.pointerLeave(grid().parentElement!);

  it('follows the world while nobody is at the table', async () => {
    const stream = await open();
    tellAll(stream, three);
    tellAll(stream, [broken, waiting, degraded]);
    expect(names()).toEqual(['cart', 'searchcanary', 'checkout']);
  });

  it('stands still under the pointer, says that it is out of date, and is right again after it', async () => {
    const stream = await open();
    tellAll(stream, three);
    pointAt();
    tellAll(stream, [broken, waiting, degraded, makeRow({ name: 'new' })]);
    expect(names()).toEqual(['searchcanary', 'checkout', 'cart', 'new']);
    expect(within(rowsShown()[2]!).getByText('degraded')).toBeInTheDocument();
    expect(screen.getByText(/the order is out of date/)).toBeInTheDocument();
    leave();
    expect(names()).toEqual(['cart', 'searchcanary', 'checkout', 'new']);
    expect(screen.queryByText(/the order is out of date/)).not.toBeInTheDocument();
  });

  it('is made anew when the person asks for it', async () => {
    const stream = await open();
    tellAll(stream, three);
    pointAt();
    tellAll(stream, [broken, waiting, degraded]);
    fireEvent.click(screen.getByRole('button', { name: 'Sort again' }));
    expect(names()).toEqual(['cart', 'searchcanary', 'checkout']);
  });

  it('keeps the place of what left the filter or the cluster, and says so', async () => {
    const stream = await open('/rollouts?state=waiting&state=degraded');
    tellAll(stream, three);
    pointAt();
    tellAll(stream, [healthy, makeRow()]);
    expect(rowsShown().map(row => within(row).getAllByRole('gridcell')[0]?.textContent)).toEqual([
      'degradedis gone',
      'healthyno longer matches',
    ]);
  });
});

describe('the keyboard in the table', () => {
  const many = Array.from({ length: 500 }, (_, index) =>
    makeRow({ name: `r${String(index).padStart(3, '0')}` }),
  );
  const focused = () => document.activeElement?.getAttribute('aria-rowindex');

  it('goes from row to row, also to those that were not drawn, and opens one', async () => {
    const user = userEvent.setup();
    const stream = await open();
    tellAll(stream, many);
    expect(rowsShown().length).toBeLessThan(60);
    act(() => rowsShown()[0]!.focus());
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    expect(focused()).toBe('3');
    await user.keyboard('{End}');
    await waitFor(() => expect(focused()).toBe('501'));
    await user.keyboard('{Home}');
    await waitFor(() => expect(focused()).toBe('2'));
    await user.keyboard('{PageDown}{Enter}');
    expect(await screen.findByRole('heading', { level: 1, name: 'r010' })).toBeInTheDocument();
  });

  it('comes to one row and its links by Tab', async () => {
    const user = userEvent.setup();
    const stream = await open();
    tellAll(stream, three);
    act(() => rowsShown()[1]!.focus());
    await user.tab();
    expect(document.activeElement).toHaveAttribute('href', '/catalog/default/component/checkout');
    await user.tab();
    expect(document.activeElement).toHaveAttribute('href', '/rollouts/eks-prod/shop/rollout/checkout');
    await user.tab();
    expect(grid()).not.toContainElement(document.activeElement as HTMLElement);
  });
});

describe('all rollouts that cannot be shown', () => {
  it('are loading at first', async () => {
    await open();
    expect(screen.getByText('Loading the rollouts')).toBeInTheDocument();
  });

  it('are none', async () => {
    const stream = await open();
    tellAll(stream, []);
    expect(screen.getByText('No rollouts')).toBeInTheDocument();
  });

  it('are not called none while a cluster cannot be read', async () => {
    const stream = await open();
    tellAll(stream, [], [makeSource('eks-prod', { freshness: 'unreachable' })]);
    expect(screen.getByRole('alert')).toHaveTextContent('Nothing can be said yet');
    expect(screen.getByText('No rollout is to be seen, eks-prod is not reachable.')).toBeInTheDocument();
  });

  it('are refused', async () => {
    const stream = await open();
    act(() =>
      stream.set(allTopic, {
        state: 'denied',
        sources: [],
        error: { name: 'NotAllowedError', message: 'no' },
      }),
    );
    expect(screen.getByRole('alert')).toHaveTextContent('You may not see this');
  });

  it('are only what they were while nothing comes from the server', async () => {
    const stream = await open();
    const at = new Date('2026-11-21T10:51:00Z');
    const rows = RowMap.of<RolloutRow>([['eks-prod/shop/rollout/checkout', waiting]]);
    act(() =>
      stream.set(allTopic, { state: 'lost', rows, sources: liveSources, lostSince: at, receivedAt: at }),
    );
    expect(screen.getByText(/Live updates stopped/)).toBeInTheDocument();
    expect(within(rowsShown()[0]!).getByText('was waiting')).toBeInTheDocument();
  });

  it('say how many could not be read', async () => {
    const stream = await open();
    act(() => stream.live(allTopic, { a: waiting, b: { name: 'from the future' } }, liveSources));
    expect(screen.getByText(/^1 rollout could not be read/)).toBeInTheDocument();
    expect(names()).toEqual(['checkout']);
  });
});

it('has nothing for axe to find', async () => {
  const stream = await open();
  tellAll(stream, three);
  expect(await accessibilityProblems()).toEqual([]);
});
