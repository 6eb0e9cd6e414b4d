import { RowMap } from '@greenroom/plugin-portal-common';
import { act, screen } from '@testing-library/react';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { lane, openOne } from '../../__testUtils__/openOne';
import { liveSources, onePath, oneTopic, tellOne } from '../../__testUtils__/openPage';
import { portalServer } from '../../__testUtils__/portal';
import {
  makeRollout,
  makeSource,
  makeSwappedRollout,
  makeWaitingRollout,
} from '../../__testUtils__/rollouts';

const events = {
  'event/1': {
    at: '2026-11-21T10:42:00Z',
    type: 'Warning',
    reason: 'FailedScheduling',
    text: '0/3 nodes are available',
    count: 7,
    about: 'Pod checkout-7d9f4c5b6a-c',
  },
};

portalServer();

describe('one rollout that cannot be shown as it is', () => {
  it('is loading at first', async () => {
    await openOne();
    expect(screen.getByText('Loading the rollout')).toBeInTheDocument();
    expect(screen.queryByRole('article')).not.toBeInTheDocument();
  });

  it('is only what it was while its cluster is not reachable', async () => {
    const stream = await openOne();
    const down = makeSource('eks-prod', {
      freshness: 'unreachable',
      since: '2026-11-21T10:51:00Z',
      reason: 'connection refused',
    });
    tellOne(stream, makeWaitingRollout(), {}, [down]);
    expect(screen.getByText(/^unreachable since .*: connection refused$/)).toBeInTheDocument();
    expect(screen.getByText(/Last known: waiting/)).toHaveTextContent('eks-prod is not reachable.');
    expect(lane(/^On stage/).getByText('was healthy')).toBeInTheDocument();
    expect(lane(/^In the green room/).getByText('was waiting')).toBeInTheDocument();
    expect(screen.queryByText('healthy')).not.toBeInTheDocument();
    expect(screen.getByRole('region', { name: /^Why/ })).toHaveTextContent('connection refused');
  });

  it('is only what it was while nothing comes from the server', async () => {
    const stream = await openOne();
    const rows = RowMap.of([['rollout', makeWaitingRollout()]]);
    const at = new Date('2026-11-21T10:51:00Z');
    act(() =>
      stream.set(oneTopic, { state: 'lost', rows, sources: liveSources, lostSince: at, receivedAt: at }),
    );
    expect(screen.getByText(/Live updates stopped at/)).toHaveTextContent('What you see was true 3 min ago');
    expect(screen.getAllByText('was waiting')).not.toHaveLength(0);
    expect(screen.queryByText('live')).not.toBeInTheDocument();
  });

  it.each([
    ['NotAllowedError', 'You may not see this'],
    ['NotFoundError', 'There is no such thing'],
  ])('is refused with whose fault it is: %s', async (name, title) => {
    const stream = await openOne();
    act(() => stream.set(oneTopic, { state: 'denied', sources: [], error: { name, message: 'because' } }));
    expect(screen.getByRole('alert')).toHaveTextContent(`${title}because`);
  });

  it('is gone when it is removed', async () => {
    const stream = await openOne();
    tellOne(stream, makeRollout());
    act(() => stream.live(oneTopic, {}, liveSources));
    expect(screen.getByText('checkout is not there any more')).toBeInTheDocument();
  });

  it('is not called gone while its cluster cannot be read', async () => {
    const stream = await openOne();
    act(() => stream.live(oneTopic, {}, [makeSource('eks-prod', { freshness: 'connecting' })]));
    expect(screen.getByText('Loading the rollout')).toBeInTheDocument();
    act(() => stream.live(oneTopic, {}, [makeSource('eks-prod', { freshness: 'unreachable' })]));
    expect(screen.getByRole('alert')).toHaveTextContent('Nothing can be said yet');
  });

  it('says when it cannot read what came', async () => {
    const stream = await openOne();
    act(() => stream.live(oneTopic, { rollout: { name: 'checkout' } }, liveSources));
    expect(screen.getByRole('alert')).toHaveTextContent('This page cannot read what the server sent');
  });

  it('says when the address names none', async () => {
    await openOne('/rollouts/eks-prod/shop/deployment/checkout');
    expect(screen.getByRole('alert')).toHaveTextContent('This address names no rollout');
    expect(screen.getByRole('link', { name: 'All rollouts' })).toHaveAttribute('href', '/rollouts');
  });
});

it.each([
  ['waiting', makeWaitingRollout(), {}],
  ['swapped', makeSwappedRollout(), events],
  [
    'without anything',
    makeRollout({ active: undefined, stable: undefined, revisions: [], services: [] }),
    {},
  ],
])('has nothing for axe to find when %s', async (_, rollout, told) => {
  const stream = await openOne(`${onePath}?tab=events`);
  tellOne(stream, rollout, told);
  expect(await accessibilityProblems()).toEqual([]);
});
