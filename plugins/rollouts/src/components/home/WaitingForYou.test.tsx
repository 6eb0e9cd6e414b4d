import { fetchApiRef } from '@backstage/frontend-plugin-api';
import { createExtensionTester, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { FakeStream, Http, streamApiRef } from '@greenroom/plugin-portal-react';
import { act, screen, waitFor, within } from '@testing-library/react';
import { accessibilityProblems, portalFetch } from '@greenroom/plugin-portal-react/testUtils';
import { aroundTopic, liveSources, tellQueue } from '../../__testUtils__/openPage';
import { portalServer } from '../../__testUtils__/portal';
import { ada, ben, dana, makeQueueItem, makeRequest } from '../../__testUtils__/promotions';
import { makeSource } from '../../__testUtils__/rollouts';
import { promotionsApiRef } from '../../api/PromotionsApi';
import { PromotionsClient } from '../../api/PromotionsClient';
import rolloutsPlugin from '../../plugin';
import { rootRouteRef } from '../../routes';

const portal = portalServer();

/** Ada's team owns `cart`. */
const cart = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'cart', namespace: 'default' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/shop' }],
};

async function open(person: string) {
  portal.signIn(person);
  const stream = new FakeStream();
  const section = createExtensionTester(rolloutsPlugin.getExtension('home-section:rollouts/waiting'));
  renderInTestApp(section.reactElement(), {
    apis: [
      [streamApiRef, stream],
      [catalogApiRef, catalogApiMock({ entities: [cart] })],
      [fetchApiRef, portalFetch()],
      [promotionsApiRef, new PromotionsClient(new Http(portalFetch()))],
    ],
    mountedRoutes: { '/rollouts': rootRouteRef },
  });
  await screen.findByText('Loading what waits');
  return stream;
}

const section = () => within(screen.getByRole('region', { name: 'Waiting for you' }));
const list = () => within(section().getByRole('list', { name: 'Waiting for you' }));

describe('what waits for a person, on Home', () => {
  it('shows twenty of many, and the way to the others', async () => {
    const stream = await open(ben);
    tellQueue(
      stream,
      Array.from({ length: 25 }, (_, n) => makeQueueItem({ name: `service-${n}` })),
    );
    await waitFor(() => expect(list().getAllByRole('listitem')).toHaveLength(20));
    expect(section().getByRole('link', { name: '5 more rollouts' })).toHaveAttribute(
      'href',
      '/rollouts?view=queue',
    );
  });

  it('lists what they may let go live first, then what they own, each with one link, and counts the rest', async () => {
    const stream = await open(ada);
    tellQueue(stream, [
      makeQueueItem({ name: 'payments' }),
      makeQueueItem({ name: 'cart', waitingSince: '2026-11-21T07:49:00Z' }),
      makeQueueItem({
        name: 'search',
        request: makeRequest({ requestedBy: ben, authors: { known: true, people: [ben], from: '' } }),
      }),
    ]);
    expect(await list().findByText('cart')).toBeInTheDocument();
    expect(await section().findByRole('link', { name: 'Review search on eks-prod' })).toBeInTheDocument();
    const [first, second] = list().getAllByRole('listitem');
    expect(first).toHaveTextContent(
      /^12 minsearch v1.8.1 → v1.8.2 · eks-prod \/ shop · waits for 2 more approvals · 1 warning, 1 unknown check/,
    );
    expect(second).toHaveTextContent(/^3 h 05 mincart/);
    expect(within(second!).getByRole('link', { name: 'Look at cart on eks-prod' })).toHaveAttribute(
      'href',
      '/rollouts/eks-prod/shop/rollout/cart',
    );
    expect(section().getByText(/waits for others/)).toHaveTextContent('1 rollout waits for others.');
    expect(section().getByRole('link', { name: '1 rollout' })).toHaveAttribute(
      'href',
      '/rollouts?view=queue',
    );
    expect(await accessibilityProblems(screen.getByRole('region', { name: 'Waiting for you' }))).toEqual([]);
  });

  it('keeps a broken glass until a second person has acknowledged it', async () => {
    const stream = await open(ben);
    const breakGlass = { by: dana, reason: 'Down', at: '2026-11-21T10:50:00Z' };
    const request = makeRequest({ state: 'promoted', breakGlass, requestedBy: ada });
    tellQueue(stream, [makeQueueItem({ request, sentence: 'The glass was broken' })]);
    expect(
      await section().findByRole('link', { name: 'Acknowledge checkout on eks-prod' }),
    ).toBeInTheDocument();
  });

  it('says first what went live around the portal', async () => {
    const entry = {
      seq: 9,
      at: '2026-11-21T10:24:00Z',
      kind: 'live-without-request',
      by: 'portal',
      subject: 'eks-prod/shop/rollout/checkout',
      text: 'v1.8.2 went live without a request of the portal',
      data: {},
      hash: 'abc',
    };
    const byItself = { ...entry, seq: 8, data: { promotion: 'automatic' } };
    const stream = await open(ada);
    tellQueue(stream, []);
    const old = { ...entry, seq: 7, at: '2026-11-20T09:59:00Z' };
    act(() => stream.live(aroundTopic, { a: old, b: byItself, c: entry }, liveSources));
    const around = within(await section().findByRole('list', { name: 'Live without a request' }));
    expect(around.getByRole('listitem')).toHaveTextContent('30 min agolive without a request checkout');
    expect(around.getByRole('link')).toHaveAttribute(
      'href',
      '/rollouts/eks-prod/shop/rollout/checkout?tab=ledger',
    );
  });

  it('says that something may have gone around the portal while its own record cannot be read', async () => {
    const stream = await open(ada);
    tellQueue(stream, []);
    const ledger = { id: 'portal:rollouts-ledger', kind: 'portal' } as const;
    const reason = 'The ledger of rollouts cannot be read. It is tried again by itself.';
    act(() =>
      stream.live(aroundTopic, {}, [...liveSources, { ...ledger, freshness: 'unreachable', reason }]),
    );
    expect(section().getByText(/cannot be read/)).toHaveTextContent(
      `Something may have gone live without a request ${reason}`,
    );
    act(() => stream.live(aroundTopic, {}, [...liveSources, { ...ledger, freshness: 'live' }]));
    expect(section().queryByText(/cannot be read/)).not.toBeInTheDocument();
  });

  it('says that nothing waits only when everything could be seen', async () => {
    const stream = await open(ada);
    tellQueue(stream, [], liveSources);
    expect(section().getByText('Nothing waits for you')).toBeInTheDocument();
    tellQueue(
      stream,
      [makeQueueItem({ name: 'payments' })],
      [makeSource('eks-prod', { freshness: 'unreachable' })],
    );
    expect(section().queryByText('Nothing waits for you')).not.toBeInTheDocument();
    expect(section().getByText('Something may wait: eks-prod is not reachable.')).toBeInTheDocument();
  });
});
