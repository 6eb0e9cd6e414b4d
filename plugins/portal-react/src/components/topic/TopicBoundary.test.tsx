import { RowMap, type Source } from '@greenroom/plugin-portal-common';
import { act, render, screen } from '@testing-library/react';
import { accessibilityProblems } from '../../__testUtils__/accessible';
import type { TopicView } from '../../api/StreamApi';
import { FreshnessMark } from '../freshness/FreshnessMark';
import { VerdictMark } from '../verdict/VerdictMark';
import { EmptyState } from './EmptyState';
import { TopicBoundary } from './TopicBoundary';

const start = new Date(2026, 10, 21, 10, 42);
const before = (ms: number) => new Date(start.getTime() - ms);
const rows = RowMap.of<unknown>([['one', {}]]);
const live: Source = { id: 'cluster:eks-prod', kind: 'cluster', freshness: 'live' };
const down: Source = {
  ...live,
  id: 'cluster:eks-staging',
  freshness: 'unreachable',
  reason: 'connection refused',
};

function show(view: TopicView) {
  return render(
    <TopicBoundary view={view} empty={<EmptyState title="No rollouts" />}>
      {() => (
        <p>
          <VerdictMark state="healthy" /> <FreshnessMark sources={[live]} />
        </p>
      )}
    </TopicBoundary>,
  );
}

describe('TopicBoundary', () => {
  beforeEach(() => jest.useFakeTimers({ now: start }));
  afterEach(() => jest.useRealTimers());

  it('shows that something is on its way', () => {
    show({ state: 'connecting', sources: [] });
    expect(screen.getByRole('status')).toHaveTextContent('Loading');
    expect(screen.queryByText('healthy')).not.toBeInTheDocument();
  });

  it('shows live rows as they are', () => {
    show({ state: 'live', rows, sources: [live] });
    expect(screen.getByText('healthy')).toBeInTheDocument();
    expect(screen.queryByRole('status')).not.toBeInTheDocument();
  });

  it('shows rows that are being caught up as they are: the stream loses them soon or makes them live', () => {
    show({ state: 'connecting', rows, sources: [live], receivedAt: before(3_600_000) });
    expect(screen.getByText('healthy')).toBeInTheDocument();
  });

  it('says that there is nothing only when everything could be read', () => {
    const { rerender } = show({ state: 'live', rows: RowMap.of(), sources: [live] });
    expect(screen.getByText('No rollouts')).toBeInTheDocument();

    rerender(
      <TopicBoundary
        view={{ state: 'live', rows: RowMap.of(), sources: [live, down] }}
        empty={<p>No rollouts</p>}
      >
        rows
      </TopicBoundary>,
    );
    expect(screen.queryByText('No rollouts')).not.toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent('eks-staging unreachable: connection refused');
  });

  it('waits for what has not answered yet, where there is nothing to show', () => {
    const late: Source = { ...live, id: 'cluster:eks-dev', freshness: 'connecting' };
    const view: TopicView = { state: 'live', rows: RowMap.of(), sources: [live, late] };
    const { unmount } = show(view);
    expect(screen.getByRole('status')).toHaveTextContent('Loading');
    expect(screen.queryByText('No rollouts')).not.toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    unmount();
    show({ ...view, sources: [late, down] });
    expect(screen.getByRole('alert')).toHaveTextContent('eks-dev connecting; eks-staging unreachable');
  });

  it('shows old rows with their age, and nothing in them as healthy or live', () => {
    show({
      state: 'lost',
      rows,
      sources: [live],
      receivedAt: before(180_000),
      lostSince: before(120_000),
      error: { name: 'x', message: 'the portal’s server cannot be reached' },
    });
    expect(screen.getByRole('status')).toHaveTextContent(
      'Live updates stopped at 10:40 (the portal’s server cannot be reached). What you see was true 3 min ago.',
    );
    expect(screen.getByText('was healthy')).toBeInTheDocument();
    expect(screen.getByText('was live')).toBeInTheDocument();
  });

  it('makes no fuss about a stream that is back at once', () => {
    show({ state: 'lost', rows, sources: [live], receivedAt: start, lostSince: start });
    expect(screen.getByText('healthy')).toBeInTheDocument();

    act(() => jest.advanceTimersByTime(3_000));
    expect(screen.getByText('was healthy')).toBeInTheDocument();
  });

  it('says that the server does not answer where there is nothing to show', () => {
    show({
      state: 'lost',
      sources: [],
      lostSince: before(60_000),
      error: { name: 'x', message: 'no answer' },
    });
    expect(screen.getByRole('alert')).toHaveTextContent('no answer');
    expect(screen.getByRole('alert')).toHaveTextContent('tried again by itself since 10:41');
  });

  it.each([
    ['NotAllowedError', 'You may not see this'],
    ['NotFoundError', 'There is no such thing'],
    ['AuthenticationError', 'You are not signed in any more'],
    ['ServiceUnavailableError', 'The portal cannot tell whether you may see this'],
    ['InputError', 'This page asks for something the portal does not understand'],
    ['TeapotError', 'The portal’s server refused this'],
  ])('explains a %s, and shows no rows', (name, title) => {
    show({ state: 'denied', sources: [], error: { name, message: 'in its own words' } });
    expect(screen.getByRole('alert')).toHaveTextContent(title);
    expect(screen.getByRole('alert')).toHaveTextContent('in its own words');
    expect(screen.queryByText('healthy')).not.toBeInTheDocument();
  });

  it('lets a page say who may', () => {
    render(
      <TopicBoundary
        view={{ state: 'denied', sources: [], error: { name: 'NotAllowedError', message: '' } }}
        denied={<p>ask the platform group</p>}
      >
        rows
      </TopicBoundary>,
    );
    expect(screen.getByText('ask the platform group')).toBeInTheDocument();
  });

  it('is accessible in every state', async () => {
    jest.useRealTimers();
    const lostSince = new Date('2026-01-01');
    const views: TopicView[] = [
      { state: 'connecting', sources: [] },
      { state: 'live', rows, sources: [live] },
      { state: 'lost', rows, sources: [down], lostSince, receivedAt: lostSince },
      { state: 'lost', sources: [], lostSince },
      { state: 'denied', sources: [], error: { name: 'NotFoundError', message: 'gone' } },
    ];
    for (const view of views) {
      const { container, unmount } = show(view);
      expect(await accessibilityProblems(container)).toEqual([]);
      unmount();
    }
  });
});
