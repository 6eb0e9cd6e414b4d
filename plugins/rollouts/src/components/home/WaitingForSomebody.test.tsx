import { createExtensionTester, renderInTestApp } from '@backstage/frontend-test-utils';
import { FakeStream, streamApiRef } from '@greenroom/plugin-portal-react';
import { screen, within } from '@testing-library/react';
import { accessibilityProblems } from '../../__testUtils__/accessible';
import { liveSources, tellAll } from '../../__testUtils__/openPage';
import { makeRow, makeSource, makeWaitingRow } from '../../__testUtils__/rollouts';
import rolloutsPlugin from '../../plugin';
import { rootRouteRef } from '../../routes';

async function open() {
  const stream = new FakeStream();
  const section = createExtensionTester(rolloutsPlugin.getExtension('home-section:rollouts/waiting'));
  renderInTestApp(section.reactElement(), {
    apis: [[streamApiRef, stream]],
    mountedRoutes: { '/rollouts': rootRouteRef },
  });
  await screen.findByText('Loading what waits');
  return stream;
}

const section = () => within(screen.getByRole('region', { name: 'Waiting for somebody' }));

describe('what waits for somebody, on Home', () => {
  it('lists paused previews, the longest first, each with one link', async () => {
    const stream = await open();
    tellAll(stream, [
      makeWaitingRow(),
      makeRow({ name: 'cart' }),
      makeWaitingRow({ name: 'search', pauseStartedAt: '2026-11-21T07:49:00Z' }),
    ]);
    const [first, second] = section().getAllByRole('listitem');
    expect(first).toHaveTextContent(/^3 h 05 minsearch v1.8.1 → v1.8.2 · eks-prod \/ shop/);
    expect(second).toHaveTextContent(/^12 mincheckout/);
    expect(within(first!).getAllByRole('link')).toHaveLength(1);
    expect(within(first!).getByRole('link', { name: 'Look at search on eks-prod' })).toHaveAttribute(
      'href',
      '/rollouts/eks-prod/shop/rollout/search',
    );
    expect(await accessibilityProblems(screen.getByRole('region', { name: 'Waiting for somebody' }))).toEqual(
      [],
    );
  });

  it('says that nothing waits only when everything could be seen', async () => {
    const stream = await open();
    tellAll(stream, [makeRow()], liveSources);
    expect(section().getByText('Nothing waits')).toBeInTheDocument();
    tellAll(stream, [makeRow()], [makeSource('eks-prod', { freshness: 'unreachable' })]);
    expect(section().queryByText('Nothing waits')).not.toBeInTheDocument();
    expect(section().getByText('Something may wait: eks-prod is not reachable.')).toBeInTheDocument();
  });

  it('says that there may be more', async () => {
    const stream = await open();
    tellAll(
      stream,
      [makeWaitingRow()],
      [makeSource('eks-prod'), makeSource('eks-staging', { freshness: 'denied' })],
    );
    expect(section().getAllByRole('listitem')).toHaveLength(1);
    expect(section().getByText('There may be more: eks-staging refuses us.')).toBeInTheDocument();
  });
});
