import { fetchApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { FakeStream, Http, streamApiRef } from '@greenroom/plugin-portal-react';
import { screen, waitFor } from '@testing-library/react';
import { accessibilityProblems, portalFetch } from '@greenroom/plugin-portal-react/testUtils';
import { queueTopic, tellQueue } from '../../__testUtils__/openPage';
import { portalServer } from '../../__testUtils__/portal';
import { ben, makeQueueItem, makeRequest } from '../../__testUtils__/promotions';
import { promotionsApiRef } from '../../api/PromotionsApi';
import { PromotionsClient } from '../../api/PromotionsClient';
import { rootRouteRef } from '../../routes';
import { WaitingBadge } from './LoadedBadge';

const portal = portalServer();

it('counts what waits for this very person, and leads there', async () => {
  portal.signIn(ben);
  const stream = new FakeStream();
  renderInTestApp(<WaitingBadge />, {
    apis: [
      [streamApiRef, stream],
      [fetchApiRef, portalFetch()],
      [promotionsApiRef, new PromotionsClient(new Http(portalFetch()))],
    ],
    mountedRoutes: { '/rollouts': rootRouteRef },
  });
  await waitFor(() => expect(stream.watched(queueTopic)).toBe(true));
  expect(screen.queryByRole('link')).not.toBeInTheDocument();
  const others = makeQueueItem({ name: 'search', request: makeRequest({ requestedBy: ben }) });
  tellQueue(stream, [makeQueueItem(), makeQueueItem({ name: 'cart' }), others]);
  const badge = await screen.findByRole('link', { name: '2 rollouts wait for you' });
  expect(badge).toHaveAttribute('href', '/rollouts?view=queue');
  expect(badge).toHaveTextContent('2');
  expect(await accessibilityProblems(badge)).toEqual([]);
  tellQueue(stream, [others]);
  expect(screen.queryByRole('link')).not.toBeInTheDocument();
});
