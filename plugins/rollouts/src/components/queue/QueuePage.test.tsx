import { FakeStream } from '@greenroom/plugin-portal-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { openPage, tellQueue } from '../../__testUtils__/openPage';
import { portalServer } from '../../__testUtils__/portal';
import { ada, ben, chen, makeQueueItem, makeRequest } from '../../__testUtils__/promotions';
import { makeSource } from '../../__testUtils__/rollouts';

const portal = portalServer();

async function open(person = ben) {
  portal.signIn(person);
  const stream = new FakeStream();
  openPage('/rollouts?view=queue', stream);
  await screen.findByText('Loading what waits');
  return stream;
}

const grid = () => within(screen.getByRole('grid', { name: 'Waiting rollouts' }));
const services = () =>
  grid()
    .getAllByRole('rowheader')
    .map(cell => cell.textContent);

/** Waits for ben: ada asked for it. */
const mine = makeQueueItem({ name: 'checkout' });
/** Ben asked for it himself, an hour earlier. */
const asked = makeQueueItem({
  name: 'search',
  waitingSince: '2026-11-21T09:42:00Z',
  request: makeRequest({ requestedBy: ben }),
});
const older = makeQueueItem({ name: 'cart', waitingSince: '2026-11-21T10:12:00Z' });

describe('what waits', () => {
  it('is mine first, then the oldest, and says so in a sentence', async () => {
    const stream = await open();
    tellQueue(stream, [asked, mine, older]);
    await waitFor(() => expect(services()).toEqual(['cart', 'checkout', 'search']));
    expect(
      screen.getByText('3 rollouts wait for somebody, 2 of them for you.', { selector: '[role=status]' }),
    ).toBeInTheDocument();
    expect(await accessibilityProblems()).toEqual([]);
  });

  it('has in each row what a voter needs, and one thing to do', async () => {
    const stream = await open();
    tellQueue(stream, [mine]);
    await screen.findByRole('link', { name: 'Review checkout on eks-prod' });
    const [, row] = grid().getAllByRole('row');
    expect(
      within(row!)
        .getAllByRole('gridcell')
        .map(cell => cell.textContent),
    ).toEqual([
      '12 min',
      'eks-prodshop',
      'v1.8.1 →  in the green room v1.8.2',
      'waits for 2 more approvals',
      '',
      'Votes 0/2',
      'shop or approvers',
      'Review',
    ]);
    expect(within(row!).getByRole('link', { name: 'Review checkout on eks-prod' })).toHaveAttribute(
      'href',
      '/rollouts/eks-prod/shop/rollout/checkout',
    );
    expect(
      within(row!).getByRole('button', { name: 'Checks of checkout: 1 unknown, 1 warn, 1 pass' }),
    ).toBeInTheDocument();
  });

  it('tells in words what the dots say, by keyboard', async () => {
    const user = userEvent.setup();
    const stream = await open();
    tellQueue(stream, [mine]);
    grid().getAllByRole('row')[1]!.focus();
    await user.tab();
    await user.tab();
    expect(screen.getByRole('button', { name: /^Checks of checkout/ })).toHaveFocus();
    expect(await screen.findByRole('tooltip')).toHaveTextContent('Prometheus is unreachable since 10:51');
  });

  it('opens by Enter, and moves by arrows', async () => {
    const user = userEvent.setup();
    const stream = await open();
    tellQueue(stream, [mine, older]);
    await waitFor(() => expect(services()).toEqual(['cart', 'checkout']));
    grid().getAllByRole('row')[1]!.focus();
    await user.keyboard('{ArrowDown}');
    expect(grid().getAllByRole('row')[2]).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(await screen.findByText('Loading the rollout')).toBeInTheDocument();
  });

  it('keeps its places while somebody is at the rows', async () => {
    const user = userEvent.setup();
    const stream = await open();
    tellQueue(stream, [mine, older]);
    await waitFor(() => expect(services()).toEqual(['cart', 'checkout']));
    await user.hover(screen.getByRole('link', { name: /cart on eks-prod/ }));
    tellQueue(stream, [mine]);
    expect(services()).toEqual(['cart', 'checkout']);
    expect(grid().getByText('Waits no more.')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Sort again' }));
    expect(services()).toEqual(['checkout']);
  });

  it('claims nothing of a cluster that is not live', async () => {
    const stream = await open(chen);
    const staging = makeQueueItem({ name: 'cart', cluster: 'eks-staging' });
    tellQueue(
      stream,
      [mine, staging],
      [makeSource('eks-prod', { freshness: 'unreachable' }), makeSource('eks-staging')],
    );
    expect(await screen.findByRole('link', { name: 'Review cart on eks-staging' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Look at checkout on eks-prod' })).toBeInTheDocument();
    expect(grid().getByText('eks-prod is not reachable')).toBeInTheDocument();
    expect(
      screen.getByText('2 rollouts wait for somebody, 1 of them for you; eks-prod is not reachable.'),
    ).toBeInTheDocument();
  });

  it('says that nothing waits only when everything could be seen', async () => {
    const stream = await open();
    tellQueue(stream, []);
    expect(screen.getByText('Nothing waits')).toBeInTheDocument();
    tellQueue(stream, [], [makeSource('eks-prod', { freshness: 'denied' })]);
    expect(screen.queryByText('Nothing waits')).not.toBeInTheDocument();
  });

  it('draws only what is on the screen of 5,000', async () => {
    const stream = await open(ada);
    const many = Array.from({ length: 5000 }, (_, n) => makeQueueItem({ name: `service-${n}` }));
    tellQueue(stream, many);
    // They are read a few at a time, so that the page stays free.
    expect(screen.getByText('Loading what waits')).toBeInTheDocument();
    await screen.findByRole('grid', { name: 'Waiting rollouts' });
    expect(grid().getAllByRole('row').length).toBeLessThan(60);
    expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '5001');
  });
});

it('is one link away from all rollouts, and the other way', async () => {
  const user = userEvent.setup();
  const stream = await open();
  tellQueue(stream, [mine]);
  const views = within(screen.getByRole('navigation', { name: 'Views' }));
  expect(views.getByRole('link', { name: /^Waiting/ })).toHaveAttribute('aria-current', 'page');
  expect(await views.findByText('1 for you')).toBeInTheDocument();
  await user.click(views.getByRole('link', { name: 'All' }));
  expect(await screen.findByText('Loading the rollouts')).toBeInTheDocument();
});
