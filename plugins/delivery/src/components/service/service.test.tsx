import { fetchApiRef } from '@backstage/frontend-plugin-api';
import { createExtensionTester, mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { EntityCardBlueprint, EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  type Application,
  applicationKey,
  applicationRowKey,
  ARGOCD_APP_NAME,
  changeRequestRowKey,
  DELIVERY_APPLICATION_TOPIC,
  DELIVERY_SERVICE_TOPIC,
} from '@greenroom/plugin-delivery-common';
import { FakeStream, streamApiRef } from '@greenroom/plugin-portal-react';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { KUBERNETES_ID, type Source } from '@greenroom/plugin-portal-common';
import {
  accessibilityProblems,
  portalFetch,
  portalServer,
  refusalBody,
} from '@greenroom/plugin-portal-react/testUtils';
import {
  FIRST,
  makeApplication,
  makeBehind,
  makeChange,
  makeSource,
  THIRD,
} from '../../__testUtils__/applications';
import deliveryPlugin from '../../plugin';
import { revertRouteRef } from '../../routes';

const topic = { type: DELIVERY_SERVICE_TOPIC, key: 'component:default/checkout' };
const { asked, answer } = portalServer('delivery');
const ACTS = 'applications/eks-prod/argocd/checkout';

function open(extension: 'entity-content:delivery/delivery' | 'entity-card:delivery/delivery', may = true) {
  const stream = new FakeStream();
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'checkout', annotations: { [ARGOCD_APP_NAME]: 'checkout' } },
  };
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity }),
      deliveryPlugin.getExtension(extension),
      deliveryPlugin.getExtension('api:delivery'),
    ],
    apis: [
      [streamApiRef, stream],
      [fetchApiRef, portalFetch()],
      [
        permissionApiRef,
        mockApis.permission({ authorize: may ? AuthorizeResult.ALLOW : AuthorizeResult.DENY }),
      ],
    ],
    mountedRoutes: { '/delivery/revert': revertRouteRef },
  });
  return stream;
}

function tell(
  stream: FakeStream,
  applications: Application[],
  sources: Source[] = [makeSource('eks-prod'), makeSource('eks-staging')],
) {
  const rows = Object.fromEntries(applications.map(one => [applicationRowKey(one), one]));
  act(() => stream.live(topic, rows, sources));
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });

describe('the Delivery tab of a service', () => {
  const tab = 'entity-content:delivery/delivery';

  it('shows what is desired and live in every cluster, worst first', async () => {
    const stream = open(tab);
    await screen.findByText('Loading what delivers it');
    tell(stream, [
      makeApplication({ cluster: 'eks-staging', place: 'eks-staging/storefront' }),
      makeBehind(),
    ]);
    const parts = screen.getAllByRole('region', { name: /^checkout on/ });
    expect(parts.map(part => part.getAttribute('aria-label'))).toEqual([
      'checkout on eks-prod',
      'checkout on eks-staging',
    ]);
    const [behind, fine] = parts.map(part => within(part));
    expect(behind?.getByText('Waits to be synced to cccccccc')).toBeInTheDocument();
    expect(behind?.getByText('Rollout checkout is not as git has it')).toBeInTheDocument();
    expect(fine?.getByText(/takes back what is changed by hand/)).toBeInTheDocument();
    expect(fine?.getAllByRole('link', { name: 'bbbbbbbb' })[0]).toHaveAttribute(
      'href',
      expect.stringContaining('/commit/bbb'),
    );
    expect(fine?.queryByText('Why it is not in sync')).not.toBeInTheDocument();
    expect(await accessibilityProblems(parts[0])).toEqual([]);
    expect(await accessibilityProblems(parts[1])).toEqual([]);
  });

  it('syncs to what was seen, after saying what comes of it, and shows what was refused', async () => {
    const stream = open(tab);
    await screen.findByText('Loading what delivers it');
    tell(stream, [makeBehind()]);
    answer(
      `${ACTS}/sync`,
      refusalBody({ name: 'ConflictError', message: 'A sync that ben asked for runs.' }, 409),
      409,
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Sync' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByText(/Argo CD makes checkout on eks-prod as git has it at cccccccc/),
    ).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('checkbox', { name: 'Delete what git has no more' }));
    await userEvent.type(dialog.getByRole('textbox'), 'go');
    await userEvent.click(dialog.getByRole('button', { name: 'Sync' }));
    expect(await dialog.findByText('A sync that ben asked for runs.')).toBeInTheDocument();
    expect(asked).toEqual([
      {
        path: `${ACTS}/sync`,
        body: { commit: THIRD, prune: true, reason: 'go' },
        key: expect.stringMatching(/^[\da-f]{32}$/),
      },
    ]);
    answer(`${ACTS}/sync`, { state: 'sent' }, 202);
    await userEvent.click(dialog.getByRole('button', { name: 'Sync' }));
    await screen.findByRole('button', { name: 'Compare again' });
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(asked[1]?.key).toBe(asked[0]?.key);
  });

  it('goes back by Argo CD where it syncs by hand, with a reason', async () => {
    const stream = open(tab);
    await screen.findByText('Loading what delivers it');
    tell(stream, [makeBehind()]);
    answer(`${ACTS}/rollback`, { state: 'sent' }, 202);
    await userEvent.click(await screen.findByRole('button', { name: 'Go back to aaaaaaaa' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/the next sync takes it back/)).toBeInTheDocument();
    expect(dialog.getByRole('button', { name: /^Go back/ })).toBeDisabled();
    await userEvent.type(dialog.getByRole('textbox'), 'slow');
    await userEvent.click(dialog.getByRole('button', { name: /^Go back/ }));
    await screen.findByRole('button', { name: 'Sync' });
    expect(asked).toMatchObject([{ body: { historyId: 0, reason: 'slow' } }]);
  });

  it('offers to go back in git where Argo CD would undo it, and says why', async () => {
    const stream = open(tab);
    await screen.findByText('Loading what delivers it');
    tell(stream, [makeApplication()]);
    const link = screen.getByRole('link', { name: 'Go back in git to aaaaaaaa' });
    expect(link).toHaveAttribute(
      'href',
      `/delivery/revert?cluster=eks-prod&namespace=argocd&application=checkout&to=${FIRST}`,
    );
    expect(link).toHaveAccessibleDescription(/would put the newest commit back at once/);
  });

  it('says who holds new images back, and asks in git to let them in again', async () => {
    const stream = open(tab);
    await screen.findByText('Loading what delivers it');
    const held = makeApplication({ imageUpdater: true, imagesHeld: true });
    tell(stream, [held]);
    const part = () => screen.getByRole('region', { name: 'New images are held back' });
    const own = { type: DELIVERY_APPLICATION_TOPIC, key: applicationKey(held) };
    const show = (...changes: ReturnType<typeof makeChange>[]) =>
      act(() =>
        stream.live(own, Object.fromEntries(changes.map(one => [changeRequestRowKey(one), one])), [
          makeSource('eks-prod'),
        ]),
      );
    show();
    expect(part()).toHaveTextContent(/Nobody asked the portal for that/);
    const hold = {
      repository: 'git.example/apps',
      path: 'checkout.yaml',
      branch: 'hold',
      into: 'main',
      state: 'merged' as const,
      since: '2026-11-21T10:31:00Z',
    };
    const revert = makeChange({ state: 'live', hold });
    show(revert);
    expect(part()).toHaveTextContent(
      /^New images are held back since .*: ada went back to aaaaaaaa\. too slow/,
    );
    expect(await accessibilityProblems(part())).toEqual([]);

    answer(`${ACTS}/release`, makeChange({ kind: 'release' }), 201);
    await waitFor(() => expect(button('Let new images in again')).toBeEnabled());
    await userEvent.click(button('Let new images in again'));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/writes the newest tag over bbbbbbbb/)).toBeInTheDocument();
    await userEvent.type(dialog.getByRole('textbox'), 'it is mended');
    await userEvent.click(dialog.getByRole('button', { name: 'Let new images in again' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(asked).toMatchObject([{ path: `${ACTS}/release`, body: { reason: 'it is mended' } }]);
    const at = '2026-11-21T10:40:00Z';
    show(revert, makeChange({ id: 'change-2', kind: 'release', at, reason: 'it is mended' }));
    expect(await screen.findByRole('article', { name: /^New images in again: / })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Let new images in again' })).not.toBeInTheDocument();
  });

  it('lets nobody act who may not, nor anybody on what is old', async () => {
    const stream = open(tab, false);
    await screen.findByText('Loading what delivers it');
    tell(stream, [makeBehind()]);
    expect(
      (await screen.findAllByText('You may not operate deliveries to storefront on eks-prod.')).length,
    ).toBe(2);
    expect(button('Sync')).toBeDisabled();
  });

  it('shows what runs, with a way to stop it', async () => {
    const stream = open(tab);
    await screen.findByText('Loading what delivers it');
    const operation: Application['operation'] = {
      state: 'running',
      does: 'sync',
      by: 'user:default/ben',
      automated: false,
      startedAt: '2026-11-21T10:41:00Z',
      problems: [],
      objects: { done: 3, all: 5 },
      retries: 0,
    };
    tell(stream, [makeBehind({ operation })]);
    expect(await screen.findByText('3 of 5 objects')).toBeInTheDocument();
    expect(screen.getByText('asked for by ben')).toBeInTheDocument();
    await waitFor(() => expect(button('Stop')).toBeEnabled());
    expect(button('Sync')).toHaveAccessibleDescription('A sync that ben asked for runs.');
  });

  it('doubts what a cluster said that is not live', async () => {
    const stream = open(tab);
    await screen.findByText('Loading what delivers it');
    tell(stream, [makeBehind()], [makeSource('eks-prod', { freshness: 'unreachable', reason: 'no route' })]);
    expect(screen.getByText('was not in sync')).toBeInTheDocument();
    expect(button('Sync')).toBeDisabled();
  });

  it('says what is missing when nothing delivers it, and when it can not be read', async () => {
    const stream = open(tab);
    await screen.findByText('Loading what delivers it');
    tell(stream, []);
    expect(screen.getByText('No Application delivers this service')).toBeInTheDocument();
    act(() => stream.live(topic, { 'a/b/c': { other: 'shape' } }, [makeSource('eks-prod')]));
    expect(screen.getByText(/^1 row could not be read/)).toBeInTheDocument();
    act(() =>
      stream.set(topic, { state: 'denied', sources: [], error: { name: 'NotAllowedError', message: 'no' } }),
    );
    expect(screen.queryByText(/could not be read/)).not.toBeInTheDocument();
  });
});

describe('the Delivery card of a service', () => {
  it('says what is desired and what is live', async () => {
    const stream = open('entity-card:delivery/delivery');
    await screen.findByText('Loading what delivers it');
    tell(stream, [makeBehind(), makeApplication({ cluster: 'eks-staging', live: undefined, history: [] })]);
    const card = screen.getByRole('region', { name: 'Delivery' });
    const [worst, other] = within(card).getAllByRole('listitem');
    expect(worst).toHaveTextContent(
      /^eks-prod \/ checkoutwaiting.*Desiredcccccccc.*Livebbbbbbbb.*not in sync/,
    );
    expect(other).toHaveTextContent(/nothing yet/);
    expect(await accessibilityProblems(card)).toEqual([]);
  });
});

it.each([
  [{ [ARGOCD_APP_NAME]: 'checkout' }, true, true],
  [{ [KUBERNETES_ID]: 'checkout' }, true, false],
  [{}, false, false],
])(
  'is for services that something delivers, the card for those that say what: %j',
  (annotations, tab, card) => {
    const entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'checkout', annotations },
    };
    const content = createExtensionTester(deliveryPlugin.getExtension('entity-content:delivery/delivery'));
    expect(content.get(EntityContentBlueprint.dataRefs.filterFunction)?.(entity)).toBe(tab);
    const cards = createExtensionTester(deliveryPlugin.getExtension('entity-card:delivery/delivery'));
    expect(cards.get(EntityCardBlueprint.dataRefs.filterFunction)?.(entity)).toBe(card);
  },
);
