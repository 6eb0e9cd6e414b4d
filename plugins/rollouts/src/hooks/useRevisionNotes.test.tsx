import { createExtensionTester, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { FakeStream, streamApiRef } from '@greenroom/plugin-portal-react';
import { accessibilityProblems, NotedServices } from '@greenroom/plugin-portal-react/testUtils';
import { screen, waitFor } from '@testing-library/react';
import { allTopic, tellAll } from '../__testUtils__/openPage';
import { makeRow, makeSource, makeWaitingRow } from '../__testUtils__/rollouts';
import rolloutsPlugin from '../plugin';
import { rootRouteRef } from '../routes';

it('says of services which revision is live and which one waits, from one topic for all of them', async () => {
  const stream = new FakeStream();
  const note = createExtensionTester(rolloutsPlugin.getExtension('service-note:rollouts/revision'));
  renderInTestApp(
    <NotedServices
      title="Revision"
      teller={note.reactElement()}
      services={['component:default/checkout', 'component:default/search']}
    />,
    {
      apis: [[streamApiRef, stream]],
      mountedRoutes: {
        '/rollouts': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
  await waitFor(() => expect(stream.watched(allTopic)).toBe(true));
  const rows = () => screen.getAllByRole('listitem');
  expect(rows()[0]).toHaveTextContent(/^Revision is being asked$/);
  tellAll(stream, [makeWaitingRow(), makeRow({ name: 'cart', entityRef: 'component:default/cart' })]);
  expect(rows()[0]).toHaveTextContent(/^Revision v1\.8\.1 v1\.8\.2 waits · 12 min$/);
  expect(rows()[1]).toHaveTextContent(/^Revision –none$/);
  expect(screen.getByRole('link')).toHaveAttribute('href', '/rollouts/eks-prod/shop/rollout/checkout');
  expect(await accessibilityProblems(screen.getByRole('list'))).toEqual([]);
  tellAll(stream, [makeWaitingRow()], [makeSource('eks-prod', { freshness: 'unreachable' })]);
  expect(rows()[0]).toHaveTextContent(/^Revision was v1\.8\.1 was v1\.8\.2$/);
});
