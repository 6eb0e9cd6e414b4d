import { fetchApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  type Application,
  applicationRowKey,
  type ChangeRequest,
  changeRequestRowKey,
  DELIVERY_APPLICATION_TOPIC,
  type Managed,
  type RevertPreview,
} from '@greenroom/plugin-delivery-common';
import { FakeStream, streamApiRef } from '@greenroom/plugin-portal-react';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  accessibilityProblems,
  portalFetch,
  portalServer,
  refusalBody,
} from '@greenroom/plugin-portal-react/testUtils';
import { FIRST, makeApplication, makeChange, makeSource, SECOND } from '../../__testUtils__/applications';
import deliveryPlugin from '../../plugin';

const topic = { type: DELIVERY_APPLICATION_TOPIC, key: 'eks-prod/argocd/checkout' };
const { asked, tell: answerGet, answer } = portalServer('delivery');
const OF_APPLICATION = '/delivery/revert?cluster=eks-prod&namespace=argocd&application=checkout';
const OF_ROLLOUT = '/delivery/revert?cluster=eks-prod&namespace=storefront&rollout=checkout';
const PREVIEW = 'applications/eks-prod/argocd/checkout/revert';

const preview: RevertPreview = {
  application: { cluster: 'eks-prod', namespace: 'argocd', name: 'checkout' },
  repository: 'git.example/shop/deploy',
  url: 'https://git.example/shop/deploy',
  path: 'overlays/prod',
  into: 'main',
  head: { sha: SECOND },
  toRevision: { sha: FIRST },
  files: [
    {
      path: 'overlays/prod/kustomization.yaml',
      change: 'changed',
      before: 'newTag: v2\n',
      after: 'newTag: v1\n',
    },
  ],
  notes: ['base has changed since too.'],
};

const managed: Managed = {
  managed: true,
  application: preview.application,
  automated: true,
  selfHeal: true,
  wouldRevert: true,
  why: 'Argo CD keeps it as git has it.',
  revert: { allowed: true },
  sources: [],
};

function open(path: string, may = true) {
  const stream = new FakeStream();
  renderTestApp({
    features: [deliveryPlugin],
    apis: [
      [streamApiRef, stream],
      [fetchApiRef, portalFetch()],
      [
        permissionApiRef,
        mockApis.permission({ authorize: may ? AuthorizeResult.ALLOW : AuthorizeResult.DENY }),
      ],
    ],
    initialRouteEntries: [path],
  });
  return stream;
}

function tell(stream: FakeStream, application: Application | undefined, ...changes: ChangeRequest[]) {
  const rows = {
    ...(application && { [applicationRowKey(application)]: application }),
    ...Object.fromEntries(changes.map(change => [changeRequestRowKey(change), change])),
  };
  act(() => stream.live(topic, rows, [makeSource('eks-prod')]));
}

describe('the page of a revert in git', () => {
  it('finds what manages a rollout, shows what would change, and opens a pull request', async () => {
    answerGet('managed', managed);
    answerGet(PREVIEW, preview);
    const stream = open(OF_ROLLOUT);
    expect(await screen.findByText('Argo CD keeps it as git has it.')).toBeInTheDocument();
    tell(stream, makeApplication());
    const lines = within(
      await screen.findByRole('list', { name: 'Changes of overlays/prod/kustomization.yaml' }),
    );
    expect(lines.getAllByRole('listitem').map(item => item.textContent)).toEqual([
      '−gone: newTag: v2',
      '+new: newTag: v1',
    ]);
    expect(screen.getByText('base has changed since too.')).toBeInTheDocument();
    expect(screen.getByRole('radio', { name: /^aaaaaaaa/ })).toBeChecked();
    const go = screen.getByRole('button', { name: 'Open a pull request' });
    expect(go).toBeDisabled();
    expect(go).toHaveAccessibleDescription(/Once somebody merges it into main/);
    expect(await accessibilityProblems(screen.getByRole('main'))).toEqual([]);

    answer('change-requests', makeChange(), 201);
    await userEvent.type(screen.getByRole('textbox'), 'too slow');
    await userEvent.click(go);
    const progress = await screen.findByRole('article', { name: 'Back to aaaaaaaa: waits to be merged' });
    expect(asked).toMatchObject([
      {
        body: {
          cluster: 'eks-prod',
          namespace: 'argocd',
          name: 'checkout',
          toRevision: FIRST,
          reason: 'too slow',
        },
      },
    ]);
    expect(within(progress).getByRole('link', { name: /Pull request 7/ })).toHaveAttribute(
      'href',
      'https://git.example/shop/deploy/pulls/7',
    );
    const seen = {
      ...makeChange().seen,
      merged: '2026-11-21T10:41:00Z',
      synced: '2026-11-21T10:41:30Z',
      live: '2026-11-21T10:41:40Z',
    };
    tell(stream, makeApplication(), makeChange({ state: 'live', text: 'Live.', seen }));
    const live = await screen.findByRole('article', { name: 'Back to aaaaaaaa: live' });
    expect(within(live).queryByText(/not yet/)).not.toBeInTheDocument();
    expect(await accessibilityProblems(live)).toEqual([]);
  });

  it('shows the second pull request that holds new images back, and where that has come to', async () => {
    const file = {
      path: 'eks-prod/checkout.yaml',
      change: 'changed' as const,
      before: 'a: 1\n',
      after: "a: 1\nignore-tags: '*'\n",
    };
    const repository = 'git.example/platform/applications';
    answerGet(PREVIEW, {
      ...preview,
      hold: { repository, url: `https://${repository}`, into: 'main', file },
    });
    const stream = open(OF_APPLICATION);
    tell(stream, makeApplication({ imageUpdater: true }));
    expect(
      await screen.findByText(/A second pull request, into main of .*platform\/applications/),
    ).toBeVisible();
    expect(screen.getByRole('list', { name: 'Changes of eks-prod/checkout.yaml' })).toHaveTextContent(
      "ignore-tags: '*'",
    );
    expect(screen.getByRole('button', { name: 'Open both pull requests' })).toHaveAccessibleDescription(
      /^Once somebody merges both/,
    );
    const hold = {
      repository,
      path: file.path,
      branch: 'hold',
      into: 'main',
      number: 7,
      url: 'https://git.example/7',
    };
    const change = makeChange();
    tell(stream, makeApplication({ imageUpdater: true }), { ...change, hold: { ...hold, state: 'open' } });
    const progress = within(await screen.findByRole('article', { name: /^Back to / }));
    const link = progress.getByRole('link', { name: `pull request 7 of ${repository}` });
    expect(link.closest('p')).toHaveTextContent('waits to be merged');
    tell(stream, makeApplication({ imageUpdater: true }), {
      ...change,
      state: 'undone',
      text: 'overlays/prod was changed again in cccccccc before it was live.',
      hold: { ...hold, state: 'merged' },
    });
    expect(await screen.findByRole('article', { name: /changed again$/ })).toHaveTextContent('merged');
    expect(await accessibilityProblems(screen.getByRole('main'))).toEqual([]);
  });

  it('shows the request that is open already instead of asking again, and those of before', async () => {
    answerGet(PREVIEW, preview);
    const stream = open(OF_APPLICATION);
    await screen.findByText('Loading what was deployed');
    const before = makeChange({ id: 'old', state: 'closed', at: '2026-11-20T10:00:00Z' });
    tell(stream, makeApplication(), makeChange(), before);
    expect(await screen.findByRole('article', { name: /waits to be merged/ })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Open a pull request' })).not.toBeInTheDocument();
    const others = within(screen.getByRole('region', { name: 'Asked before' }));
    expect(others.getByRole('article', { name: /closed unmerged/ })).toBeInTheDocument();
  });

  it('says whose fault it is when nothing can be read or made', async () => {
    answerGet(
      PREVIEW,
      refusalBody({ name: 'ConflictError', message: 'there is nothing to go back to in git.' }, 409),
      409,
    );
    const stream = open(OF_APPLICATION);
    await screen.findByText('Loading what was deployed');
    tell(stream, makeApplication());
    expect(await screen.findByText('It can not be gone back to this in git')).toBeInTheDocument();
    answerGet(PREVIEW, preview);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    answer(
      'change-requests',
      refusalBody(
        { name: 'NotAllowedError', message: 'git.example does not let the portal change it.' },
        403,
      ),
      403,
    );
    await userEvent.type(await screen.findByRole('textbox'), 'x');
    await userEvent.click(screen.getByRole('button', { name: 'Open a pull request' }));
    expect(await screen.findByText('git.example does not let the portal change it.')).toBeInTheDocument();
  });

  it('shows who may not open one nothing of the repository', async () => {
    const stream = open(OF_APPLICATION, false);
    await screen.findByText('Loading what was deployed');
    tell(stream, makeApplication());
    expect(await screen.findByText('You may not roll back in storefront on eks-prod.')).toBeInTheDocument();
  });

  it.each([
    ['nothing', '/delivery/revert', 'This address names nothing to go back with'],
    [
      'half of it',
      '/delivery/revert?cluster=eks-prod&namespace=x',
      'This address names nothing to go back with',
    ],
  ])('of an address that names %s says so', async (_, path, title) => {
    open(path);
    expect(await screen.findByText(title)).toBeInTheDocument();
  });

  it('leaves a rollout that git does not manage to its own page', async () => {
    answerGet('managed', {
      ...managed,
      managed: false,
      application: undefined,
      why: 'No Application manages it.',
    });
    open(OF_ROLLOUT);
    expect(await screen.findByText('Git does not manage this rollout')).toBeInTheDocument();
  });

  it('says so when what manages a rollout can not be told', async () => {
    answerGet(
      'managed',
      refusalBody({ name: 'ServiceUnavailableError', message: 'eks-prod did not answer' }, 503),
      503,
    );
    open(OF_ROLLOUT);
    expect(await screen.findByText('What manages the rollout can not be told')).toBeInTheDocument();
    answerGet('managed', managed);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Argo CD keeps it as git has it.')).toBeInTheDocument();
  });

  it('has nothing to go back to where nothing was deployed before', async () => {
    const stream = open(OF_APPLICATION);
    await screen.findByText('Loading what was deployed');
    const { history } = makeApplication();
    tell(stream, makeApplication({ history: history.slice(0, 1) }));
    expect(await screen.findByText('Nothing can be gone back to in git')).toBeInTheDocument();
    tell(stream, undefined);
    expect(await screen.findByText('There is no Application checkout any more')).toBeInTheDocument();
  });
});
