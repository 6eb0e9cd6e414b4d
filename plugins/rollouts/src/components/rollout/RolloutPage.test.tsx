import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { movements, wishReducedMotion } from '@greenroom/plugin-portal-react/testUtils';
import { lane, openOne } from '../../__testUtils__/openOne';
import { onePath, tellOne, tellPromotion } from '../../__testUtils__/openPage';
import { portalServer } from '../../__testUtils__/portal';
import { makeStanding } from '../../__testUtils__/promotions';
import {
  activeRevision,
  makeAnalysis,
  makePods,
  makeRevision,
  makeRollout,
  makeSwappedRollout,
  makeWaitingRollout,
  previewRevision,
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

afterEach(() => {
  movements.length = 0;
  wishReducedMotion(false);
});

describe('one rollout', () => {
  it('says first how it is and since when', async () => {
    const stream = await openOne();
    tellOne(stream, makeWaitingRollout());
    expect(screen.getByRole('heading', { level: 1, name: 'checkout' })).toBeInTheDocument();
    expect(
      screen.getByText(/waits for a person to promote it/, { selector: '[role=status]' }),
    ).toHaveTextContent('Preview 7d9f4c (v1.8.2) waits for a person to promote it');
    expect(screen.getByText('· for', { exact: false })).toHaveTextContent('for 12 min');
    expect(screen.getByText('live')).toBeInTheDocument();
  });

  it('puts what is live beside what waits', async () => {
    const stream = await openOne();
    tellOne(stream, makeWaitingRollout());
    const onStage = lane(/^On stage: v1.8.1/);
    expect(onStage.getByText('healthy')).toBeInTheDocument();
    expect(onStage.getByText(/100 %/)).toHaveTextContent('100 % · Service checkout points here');
    expect(onStage.getByRole('list', { name: 'Replicas: 6 of 6' })).toBeInTheDocument();
    expect(onStage.getByRole('list', { name: 'Roles' })).toHaveTextContent('activestable');
    const greenRoom = lane(/^In the green room: v1.8.2/);
    expect(greenRoom.getByText('waiting')).toBeInTheDocument();
    expect(greenRoom.getByText(/0 %/)).toHaveTextContent('0 % · Service checkout-preview points here');
    expect(greenRoom.getByText(/no automatic promotion/)).toHaveTextContent(
      '(12 min) · no automatic promotion',
    );
  });

  it('says who made it, without the grammar of entity refs', async () => {
    const stream = await openOne();
    const authors = ['user:default/ada', 'jo@example.com'];
    tellOne(stream, makeWaitingRollout({ preview: { ...previewRevision, authors } }));
    expect(lane(/^In the green room/).getByText(/by ada and jo@example\.com/)).toBeInTheDocument();
  });

  it('copies what machines need whole', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const stream = await openOne();
    tellOne(stream, makeWaitingRollout());
    await user.click(lane(/^In the green room/).getByRole('button', { name: 'Copy the digest of 7d9f4c' }));
    expect(write).toHaveBeenCalledWith(previewRevision.images[0]?.digest);
  });

  it('follows the cluster from healthy over a waiting preview to the swap', async () => {
    const stream = await openOne();
    tellOne(stream, makeRollout());
    expect(
      lane(/^In the green room: nobody/).getByText(/next new image of checkout comes here/),
    ).toBeVisible();

    const coming = makeRevision({
      ...previewRevision,
      pods: makePods(previewRevision.revision, ['ready', 'starting']),
      replicas: { desired: 6, current: 2, ready: 1, available: 1 },
    });
    tellOne(
      stream,
      makeWaitingRollout({ pause: undefined, preview: coming, revisions: [coming, activeRevision] }),
    );
    expect(lane(/^In the green room: v1.8.2/).getByText('progressing')).toBeInTheDocument();
    expect(
      lane(/^In the green room: v1.8.2/).getByRole('list', { name: 'Replicas: 1 of 6, 1 starting' }),
    ).toBeVisible();

    tellOne(stream, makeWaitingRollout());
    expect(lane(/^In the green room: v1.8.2/).getByText('waiting')).toBeInTheDocument();

    tellOne(stream, makeSwappedRollout());
    expect(lane(/^On stage: v1.8.2/).getByText(/100 %/)).toBeInTheDocument();
    expect(lane(/^In the green room: nobody/)).toBeDefined();
    const offStage = within(screen.getByRole('list', { name: 'Off stage' }));
    expect(offStage.getByText('v1.8.1')).toBeInTheDocument();
    expect(offStage.getByText('in 10:00')).toBeInTheDocument();
  });

  it('moves only what the cluster moved', async () => {
    const stream = await openOne();
    tellOne(stream, makeWaitingRollout());
    tellOne(stream, makeWaitingRollout({ sentence: 'something else' }));
    expect(movements).toEqual([]);
    tellOne(stream, makeSwappedRollout());
    expect(movements.length).toBeGreaterThan(0);
  });

  it('moves nothing for who does not want that', async () => {
    wishReducedMotion(true);
    const stream = await openOne();
    tellOne(stream, makeWaitingRollout());
    tellOne(stream, makeSwappedRollout());
    expect(screen.getByRole('article', { name: /^On stage: v1.8.2/ })).toBeInTheDocument();
    expect(movements).toEqual([]);
  });

  it('lets only new pods come in with a movement', async () => {
    const stream = await openOne();
    const withPods = (n: number) => {
      const active = makeRevision({ ...activeRevision, pods: makePods('x', Array(n).fill('ready')) });
      return makeRollout({ active, stable: active, revisions: [active] });
    };
    tellOne(stream, withPods(2));
    const dots = () => lane(/^On stage/).getAllByRole('img', { name: /ready$/ });
    expect(dots().filter(dot => dot.dataset.new)).toEqual([]);
    tellOne(stream, withPods(3));
    expect(dots().map(dot => Boolean(dot.dataset.new))).toEqual([false, false, true]);
    tellOne(stream, makeSwappedRollout());
    expect(dots().filter(dot => dot.dataset.new)).toEqual([]);
  });

  it('says of every pod what it does and why', async () => {
    const stream = await openOne();
    const preview = makeRevision({
      ...previewRevision,
      pods: makePods('7d9f4c5b6a', ['failing', 'ready', 'ending']),
    });
    tellOne(stream, makeWaitingRollout({ preview, revisions: [preview, activeRevision] }));
    const greenRoom = lane(/^In the green room/);
    expect(greenRoom.getByText('degraded')).toBeInTheDocument();
    expect(
      greenRoom.getByRole('img', {
        name: 'checkout-7d9f4c5b6a-a: failing, CrashLoopBackOff: out of memory (512Mi), 4 restarts',
      }),
    ).toBeInTheDocument();
    expect(greenRoom.getByText('CrashLoopBackOff: out of memory (512Mi)')).toBeVisible();
    expect(greenRoom.getAllByRole('img', { name: 'to come' })).toHaveLength(4);
  });

  it('shows three revisions where there are three, and Services that point nowhere', async () => {
    const stream = await openOne();
    const stable = makeRevision({ revision: '4a3b2c1d0e', number: 11, roles: ['stable'] });
    const waiting = makeWaitingRollout({ stable });
    tellOne(stream, {
      ...waiting,
      revisions: [...waiting.revisions, stable],
      services: [...waiting.services, { name: 'checkout-old', role: 'preview', exists: false }],
    });
    const offStage = within(screen.getByRole('list', { name: 'Off stage' }));
    expect(offStage.getByText('4a3b2c')).toBeInTheDocument();
    expect(offStage.getByRole('list', { name: 'Roles' })).toHaveTextContent('stable');
    expect(screen.getByRole('list', { name: 'Services that point nowhere' })).toHaveTextContent(
      'Service checkout-old (preview) does not exist.',
    );
  });

  it('never calls a stopped analysis passed', async () => {
    const stream = await openOne();
    tellOne(stream, makeWaitingRollout({ analysis: [makeAnalysis({ phase: 'terminated', metrics: [] })] }));
    const analysis = within(screen.getByRole('region', { name: /^Analysis before promotion/ }));
    expect(analysis.getByText('stopped, not passed')).toBeInTheDocument();
    expect(analysis.getByText(/nothing was proved/)).toBeInTheDocument();
  });

  it('shows what was measured against its limit, as a line, as words and as a table', async () => {
    const stream = await openOne();
    tellOne(stream, makeWaitingRollout());
    const analysis = within(screen.getByRole('region', { name: /^Analysis before promotion/ }));
    expect(
      analysis.getByRole('img', {
        name: '5 measurements, last 0.9994, between 0.9992 and 0.9999, limit ≥ 0.99',
      }),
    ).toBeInTheDocument();
    expect(analysis.getByText('0.9994', { exact: false, selector: 'span' })).toHaveTextContent(
      '0.9994 ≥ 0.99',
    );
    await userEvent.click(analysis.getByText('All measurements'));
    expect(analysis.getAllByRole('row')).toHaveLength(11);
  });

  it('keeps analyses of earlier revisions out of the way', async () => {
    const stream = await openOne();
    const earlier = makeAnalysis({ name: 'earlier', revision: 'old', when: 'after-promotion' });
    tellOne(stream, makeWaitingRollout({ analysis: [makeAnalysis(), earlier] }));
    const hidden = screen.getByText('1 earlier analysis').closest('details');
    expect(hidden).not.toHaveAttribute('open');
    expect(hidden).toHaveTextContent('Analysis after promotion of old');
    expect(hidden).not.toHaveTextContent('Analysis before promotion');
  });

  it.each([
    [{}, 'Waits for a person, without a limit of time.', ['Ask for promotion of v1.8.2']],
    [{ pause: undefined }, 'Nothing waits for a person now.', []],
    [
      { pause: { reason: 'BlueGreenPause', startedAt: '2026-11-21T10:42:00Z', byHand: true } },
      'Somebody paused this rollout by hand. It goes on when that pause is taken away.',
      [],
    ],
    [
      {
        promotion: 'after-delay' as const,
        pause: {
          reason: 'BlueGreenPause',
          startedAt: '2026-11-21T10:42:00Z',
          until: '2026-11-21T10:57:00Z',
          byHand: false,
        },
      },
      /^Goes live by itself at .* \(in 3:00\)$/,
      [],
    ],
  ])('says in words what may happen next: %#', async (overrides, words, buttons) => {
    const stream = await openOne();
    tellOne(stream, makeWaitingRollout(overrides));
    tellPromotion(stream, makeStanding());
    const promotion = within(screen.getByRole('region', { name: 'Promotion' }));
    expect(promotion.getAllByText((_, element) => element?.tagName === 'P')[0]).toHaveTextContent(words);
    expect(promotion.queryAllByRole('button').map(button => button.textContent)).toEqual(buttons);
    expect(promotion.getByText(/Lock installed on eks-prod/)).toBeInTheDocument();
  });

  it('opens its tabs by keyboard and keeps the tab in the address', async () => {
    const user = userEvent.setup();
    const stream = await openOne();
    tellOne(stream, makeWaitingRollout(), events);
    expect(screen.getByRole('tab', { name: 'Compare', selected: true })).toBeInTheDocument();
    act(() => screen.getByRole('tab', { name: 'Compare' }).focus());
    await user.keyboard('{ArrowRight}{Enter}');
    expect(screen.getByRole('tab', { name: 'Revisions', selected: true })).toBeInTheDocument();
    expect(within(screen.getByRole('table', { name: 'Revisions' })).getAllByRole('row')).toHaveLength(3);
    await user.keyboard('{ArrowRight}{ArrowRight}{Enter}');
    expect(screen.getByRole('tab', { name: 'Events', selected: true })).toBeInTheDocument();
    const item = within(screen.getByRole('list', { name: 'Events' })).getByRole('listitem');
    expect(item).toHaveTextContent('12 min ago × 7FailedSchedulingwarning0/3 nodes are available');
  });

  it('opens on the tab that the address names', async () => {
    const stream = await openOne(`${onePath}?tab=events`);
    tellOne(stream, makeWaitingRollout());
    expect(screen.getByText('No events')).toBeInTheDocument();
  });

  it('leads to its service and to its cluster', async () => {
    const stream = await openOne();
    tellOne(stream, makeWaitingRollout());
    const about = within(screen.getByRole('region', { name: 'About' }));
    expect(about.getByRole('link', { name: 'checkout' })).toHaveAttribute(
      'href',
      '/catalog/default/component/checkout',
    );
    expect(about.getByRole('link', { name: 'eks-prod' })).toHaveAttribute(
      'href',
      '/rollouts?cluster=eks-prod',
    );
  });
});
