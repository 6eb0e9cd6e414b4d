import { FakeStream } from '@greenroom/plugin-portal-react';
import type { PromotionStanding, Rollout } from '@greenroom/plugin-rollouts-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { onePath, openPage, tellOne, tellPromotion } from '../../__testUtils__/openPage';
import { portalServer } from '../../__testUtils__/portal';
import { ben, makeNewerRollout, makeStanding } from '../../__testUtils__/promotions';
import {
  activeRevision,
  makeRevision,
  makeSwappedRollout,
  makeWaitingRollout,
  previewRevision,
} from '../../__testUtils__/rollouts';

const portal = portalServer();

interface World {
  rollout?: Rollout;
  standing?: PromotionStanding;
  path?: string;
  may?: boolean;
}

async function open({
  rollout = makeWaitingRollout(),
  standing = makeStanding(),
  path = onePath,
  may,
}: World = {}) {
  portal.signIn(ben);
  const stream = new FakeStream();
  openPage(path, stream, may);
  await screen.findByText('Loading the rollout');
  tellOne(stream, rollout);
  tellPromotion(stream, standing);
  return { stream, user: userEvent.setup() };
}

const dialog = () => within(screen.getByRole('dialog'));

/** At once: key by key it takes most of the time of these tests. */
async function say(user: ReturnType<typeof userEvent.setup>, reason: string) {
  await user.click(dialog().getByRole('textbox'));
  await user.paste(reason);
}
const act = (name: string) => screen.getByRole('menuitem', { name: new RegExp(`^${name}`) });
const disabled = (name: string) => act(name).getAttribute('aria-disabled') === 'true';

async function openMenu(user: ReturnType<typeof userEvent.setup>) {
  await user.click(screen.getByRole('button', { name: 'Acts' }));
  await screen.findByRole('menu');
}

describe('the menu of acts', () => {
  it('offers to nudge a controller that has missed a change, and no other', async () => {
    const { stream, user } = await open();
    await openMenu(user);
    expect(screen.queryByRole('menuitem', { name: /^Nudge/ })).not.toBeInTheDocument();
    tellOne(stream, { ...makeWaitingRollout(), unseen: true });
    await waitFor(() => expect(act('Nudge the controller')).toHaveTextContent(/as if it had not missed it/));
    await waitFor(() => expect(disabled('Nudge the controller')).toBe(false));
  });

  it('says of each what it does, or why not', async () => {
    const { user } = await open();
    await openMenu(user);
    await waitFor(() => expect(disabled('Abort')).toBe(false));
    expect(act('Abort')).toHaveTextContent(
      'The update to v1.8.2 (7d9f4c) ends: it leaves the green room, and traffic of checkout stays with v1.8.1 (5b6f6b).',
    );
    expect(disabled('Resume')).toBe(true);
    expect(act('Resume')).toHaveTextContent('Nobody has paused it by hand.');
    expect(disabled('Ask for a retry')).toBe(true);
    expect(disabled('Ask for full promotion')).toBe(false);
  });

  it('lets nobody act who may not', async () => {
    const { user } = await open({ may: false });
    await openMenu(user);
    await waitFor(() => expect(act('Abort')).toHaveTextContent('You may not operate shop on eks-prod.'));
    expect(disabled('Abort')).toBe(true);
  });

  it('aborts what the person saw, once, with a reason', async () => {
    portal.answer('rollouts/eks-prod/shop/rollout/checkout/actions/abort', { state: 'done' }, 202);
    const { user } = await open();
    await openMenu(user);
    await waitFor(() => expect(disabled('Abort')).toBe(false));
    await user.click(act('Abort'));
    expect(dialog().getByRole('button', { name: 'Abort' })).toBeDisabled();
    await say(user, 'Errors in the log');
    expect(await accessibilityProblems(screen.getByRole('dialog'))).toEqual([]);
    await user.click(dialog().getByRole('button', { name: 'Abort' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(portal.asked).toEqual([
      {
        path: 'rollouts/eks-prod/shop/rollout/checkout/actions/abort',
        body: { revision: '7d9f4c5b6a', reason: 'Errors in the log' },
        key: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ]);
  });

  it('asks for a full promotion of what waits', async () => {
    portal.refuse('promotion-requests', 403, { name: 'NotAllowedError', message: 'Only shop may ask' });
    const { user } = await open();
    await openMenu(user);
    await waitFor(() => expect(disabled('Ask for full promotion')).toBe(false));
    await user.click(act('Ask for full promotion'));
    await say(user, 'Analysis is broken');
    await user.click(dialog().getByRole('button', { name: 'Ask for full promotion of v1.8.2' }));
    expect(await dialog().findByText(/Only shop may ask/)).toHaveTextContent('You may not do this.');
    expect(portal.asked[0]?.body).toMatchObject({ requestKind: 'promote-full', revision: '7d9f4c5b6a' });
  });

  it('does nothing to what has become something else', async () => {
    const { stream, user } = await open();
    await openMenu(user);
    await waitFor(() => expect(disabled('Abort')).toBe(false));
    await user.click(act('Abort'));
    await say(user, 'Errors');
    tellOne(stream, makeNewerRollout());
    expect(dialog().getByText(/Now it is about v1.8.3/)).toBeInTheDocument();
    expect(dialog().getByRole('button', { name: 'Abort' })).toBeDisabled();
  });
});

describe('undo', () => {
  const gone = makeRevision({
    revision: '1a2b3c4d5e',
    number: 11,
    pods: [],
    replicas: { desired: 0, current: 0, ready: 0, available: 0 },
    images: [{ container: 'checkout', name: 'shop/checkout', tag: 'v1.7.0' }],
  });
  const path = `${onePath}?tab=revisions`;
  const row = (tag: RegExp) => within(screen.getByRole('row', { name: tag }));

  it('says before whether it is immediate or waits again', async () => {
    const rollout = makeWaitingRollout({ revisions: [previewRevision, activeRevision, gone] });
    await open({ rollout, path });
    await waitFor(() => expect(row(/v1\.8\.1/).getByRole('button', { name: /^Undo/ })).toBeEnabled());
    expect(row(/v1\.8\.1/).getByText('immediate')).toBeInTheDocument();
    expect(row(/v1\.7\.0/).getByText('waits again')).toBeInTheDocument();
    expect(row(/v1\.8\.2/).queryByRole('button', { name: /^Undo/ })).not.toBeInTheDocument();
  });

  it('goes at once to the last stable revision only', async () => {
    const older = makeRevision({
      revision: '1a2b3c4d5e',
      number: 11,
      roles: [],
      images: [{ container: 'checkout', name: 'shop/checkout', tag: 'v1.7.0' }],
    });
    const swapped = makeSwappedRollout();
    const rollout = { ...swapped, revisions: [...swapped.revisions, older] };
    await open({ rollout, path });
    // Both still have their pods, and v1.8.1 was stable before v1.8.2.
    await waitFor(() => expect(row(/v1\.8\.1/).getByRole('button', { name: /^Undo/ })).toBeEnabled());
    expect(row(/v1\.7\.0/).getByRole('button', { name: 'Undo to v1.7.0' })).toBeDisabled();
    expect(row(/v1\.7\.0/).getByText(/only the last stable revision may without a vote/)).toBeInTheDocument();
  });

  it('says what Argo CD would make of it, and leads to git instead', async () => {
    portal.tellGitOps({
      managed: true,
      wouldRevert: true,
      why: 'checkout-prod heals itself: Argo CD takes it back within a second.',
    });
    const { user } = await open({ path });
    await waitFor(() => expect(row(/v1\.8\.1/).getByRole('button', { name: /^Undo/ })).toBeEnabled());
    await user.click(row(/v1\.8\.1/).getByRole('button', { name: 'Undo to v1.8.1' }));
    expect(dialog().getByText(/Argo CD takes it back within a second/)).toBeInTheDocument();
    expect(dialog().getByRole('link', { name: 'Go back in git instead' })).toHaveAttribute(
      'href',
      '/delivery/revert?cluster=eks-prod&namespace=shop&rollout=checkout',
    );
  });

  it('leads to git also where an undo is refused', async () => {
    portal.tellGitOps({ managed: true, wouldRevert: true, why: 'Argo CD takes it back within a second.' });
    const older = makeRevision({
      revision: '1a2b3c4d5e',
      number: 11,
      roles: [],
      images: [{ container: 'checkout', name: 'shop/checkout', tag: 'v1.7.0' }],
    });
    const swapped = makeSwappedRollout();
    await open({ rollout: { ...swapped, revisions: [...swapped.revisions, older] }, path });
    await waitFor(() => expect(row(/v1\.8\.1/).getByRole('button', { name: /^Undo/ })).toBeEnabled());
    expect(row(/v1\.7\.0/).getByRole('button', { name: 'Undo to v1.7.0' })).toBeDisabled();
    expect(row(/v1\.7\.0/).getByRole('link', { name: 'Go back in git instead' })).toHaveAttribute(
      'href',
      '/delivery/revert?cluster=eks-prod&namespace=shop&rollout=checkout',
    );
    expect(row(/v1\.8\.1/).queryByRole('link')).not.toBeInTheDocument();
  });

  it('does not speak of GitOps where that does not manage the rollout', async () => {
    portal.tellGitOps({ managed: false, wouldRevert: false, why: 'Nothing manages it.' });
    const { user } = await open({ path });
    await waitFor(() => expect(row(/v1\.8\.1/).getByRole('button', { name: /^Undo/ })).toBeEnabled());
    await user.click(row(/v1\.8\.1/).getByRole('button', { name: 'Undo to v1.8.1' }));
    expect(dialog().queryByText(/GitOps|Nothing manages it/)).not.toBeInTheDocument();
    expect(dialog().queryByRole('link')).not.toBeInTheDocument();
  });

  it('is sent with the revision to go back to', async () => {
    portal.answer('rollouts/eks-prod/shop/rollout/checkout/actions/undo', { state: 'done' }, 202);
    const { user } = await open({ path });
    await waitFor(() => expect(row(/v1\.8\.1/).getByRole('button', { name: /^Undo/ })).toBeEnabled());
    await user.click(row(/v1\.8\.1/).getByRole('button', { name: 'Undo to v1.8.1' }));
    expect(dialog().getByText(/^Immediate: all traffic of checkout goes to v1.8.1/)).toBeInTheDocument();
    expect(dialog().getByText(/GitOps/)).toBeInTheDocument();
    await say(user, 'v1.8.2 is bad');
    await user.click(dialog().getByRole('button', { name: 'Undo to v1.8.1' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(portal.asked[0]?.body).toEqual({
      revision: '7d9f4c5b6a',
      reason: 'v1.8.2 is bad',
      toRevision: '5b6f6b8c9d',
    });
  });
});
