import { FakeStream } from '@greenroom/plugin-portal-react';
import type { PromotionStanding, Rollout } from '@greenroom/plugin-rollouts-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { onePath, openPage, tellOne, tellPromotion } from '../../__testUtils__/openPage';
import { portalServer } from '../../__testUtils__/portal';
import {
  ben,
  chen,
  dana,
  makeApprovedOnce,
  makeNewerRollout,
  makeRequest,
  makeStanding,
} from '../../__testUtils__/promotions';
import { makeSource, makeSwappedRollout, makeWaitingRollout } from '../../__testUtils__/rollouts';

const portal = portalServer();

async function open(standing: PromotionStanding, person?: string, rollout: Rollout = makeWaitingRollout()) {
  if (person) {
    portal.signIn(person);
  }
  const stream = new FakeStream();
  openPage(onePath, stream);
  await screen.findByText('Loading the rollout');
  tellOne(stream, rollout);
  tellPromotion(stream, standing);
  await waitFor(() => expect(panel().queryByText(/has not said yet who you are/)).not.toBeInTheDocument());
  return { stream, user: userEvent.setup() };
}

const panel = () => within(screen.getByRole('region', { name: 'Promotion' }));
const button = (name: string | RegExp) => panel().getByRole('button', { name });
const dialog = () => within(screen.getByRole('dialog'));

/** At once: key by key it takes most of the time of these tests. */
async function say(user: ReturnType<typeof userEvent.setup>, reason: string) {
  await user.click(dialog().getByRole('textbox'));
  await user.paste(reason);
}

describe('what it says', () => {
  it('has the policy in words, votes with names, reasons and times, and the checks worst first', async () => {
    await open(makeStanding({ request: makeApprovedOnce() }), ben);
    expect(panel().getByText('v1.8.2 has 1 of 2 approvals.', { selector: 'p' })).toBeInTheDocument();
    expect(panel().getByText(/^2 approvals from shop or approvers, not by an author/)).toBeInTheDocument();
    expect(panel().getByText('Made by ada.')).toBeInTheDocument();
    expect(panel().getByText('Frozen Fri 16:00 to 08:00 (Europe/Berlin): weekend.')).toBeInTheDocument();
    const votes = within(panel().getByRole('list', { name: 'Votes' })).getAllByRole('listitem');
    expect(votes.map(vote => vote.textContent)).toEqual([
      'Cchen approved 7 min ago“Load test on the preview looks fine.”',
      '?1 more approval from shop or approvers. You may.',
    ]);
    const checks = within(panel().getByRole('list', { name: 'Readiness checks' })).getAllByRole('listitem');
    expect(checks.map(check => check.textContent)).toEqual([
      'unknownPrometheus is unreachable since 10:51',
      'warningBoth stacks take 92 % of the CPU there is',
      'passPreview: 6 of 6 ready for 12 min',
    ]);
    expect(await accessibilityProblems()).toEqual([]);
  });

  it('has the words of another feature’s checks for those who may read them, and never its outcome of then', async () => {
    const hidden = 'databases shows why to those who may see it';
    const lag = { id: 'databases.lag', from: 'databases' };
    const storage = { id: 'databases.storage', from: 'databases' };
    portal.tell('rollouts/eks-prod/shop/rollout/checkout/readiness', {
      items: [
        { ...lag, outcome: 'pass', reason: 'shop-aurora-2 is 14 ms behind' },
        { ...storage, outcome: 'pass', reason: 'half of the storage is free' },
      ],
      sources: [],
    });
    const checks: PromotionStanding['checks'] = [
      { ...lag, outcome: 'pass', reason: hidden },
      { ...storage, outcome: 'block', reason: hidden },
    ];
    await open(makeStanding({ request: makeRequest(), checks }), ben);
    expect(await panel().findByText('shop-aurora-2 is 14 ms behind')).toBeInTheDocument();
    expect(panel().queryByText('half of the storage is free')).not.toBeInTheDocument();
    expect(panel().getByText(hidden)).toBeInTheDocument();
  });

  it.each([
    ['what waits', makeWaitingRollout(), true],
    ['an aborted update, which goes nowhere', makeWaitingRollout({ aborted: true, pause: undefined }), false],
    ['a rollout without a preview', makeSwappedRollout({ preview: undefined }), false],
  ])('of %s says what holds it and what the checks say: %#', async (_, rollout, isSaid) => {
    const standing = makeStanding({ request: makeRequest({ state: 'superseded' }), heldBy: 'Not ready.' });
    await open(standing, ben, rollout);
    const checks = panel().queryByRole('list', { name: 'Readiness checks' });
    expect([panel().queryByText('It would be held now.'), checks].map(Boolean)).toEqual([isSaid, isSaid]);
    expect(panel().queryByText('Held now.')).not.toBeInTheDocument();
  });

  it('says nothing of what holds back a promotion that is going live', async () => {
    const standing = makeStanding({
      request: makeApprovedOnce({ state: 'executing' }),
      heldBy: 'There is no preview.',
    });
    await open(standing, ben, makeSwappedRollout({ preview: undefined }));
    expect(panel().getByRole('status', { name: 'Promotion news' })).toHaveTextContent('is going live');
    expect(panel().queryByText(/held now/i)).not.toBeInTheDocument();
    expect(panel().queryByRole('list', { name: 'Readiness checks' })).not.toBeInTheDocument();
  });

  it('says why somebody may not vote, in the rule’s own words', async () => {
    await open(makeStanding({ request: makeRequest() }));
    expect(button('Approve v1.8.2')).toBeDisabled();
    expect(panel().getByText(/You asked for this promotion: under four eyes/)).toBeInTheDocument();
    expect(panel().queryByRole('button', { name: 'Break the glass' })).not.toBeInTheDocument();
    expect(button('Withdraw')).toBeEnabled();
  });

  it('goes through execution to its outcome, and says each politely', async () => {
    const { stream } = await open(makeStanding({ request: makeApprovedOnce() }), ben);
    const news = panel().getByRole('status', { name: 'Promotion news' });
    expect(news).toHaveTextContent('v1.8.2 has 1 of 2 approvals.');
    const executing = makeApprovedOnce({
      state: 'executing',
      progress: 'Waiting until the rollout is quiet',
    });
    tellPromotion(stream, makeStanding({ request: executing }));
    expect(news).toHaveTextContent('v1.8.2 is going live: waiting until the rollout is quiet.');
    expect(panel().queryByRole('button', { name: /v1.8.2/ })).not.toBeInTheDocument();

    tellOne(stream, makeSwappedRollout());
    const outcome = { text: 'The controller did not react within 15 s.', observedAt: '2026-11-21T10:54:00Z' };
    tellPromotion(stream, makeStanding({ request: makeApprovedOnce({ state: 'unknown', outcome }) }));
    expect(news).toHaveTextContent('The controller did not react within 15 s.');
    tellPromotion(stream, makeStanding({ request: makeApprovedOnce({ state: 'promoted' }) }));
    expect(news).toHaveTextContent('v1.8.2 is live.');
    expect(panel().getByText('promoted')).toBeInTheDocument();
  });

  it('does nothing on old news', async () => {
    const { stream } = await open(makeStanding({ request: makeApprovedOnce() }), ben);
    expect(button('Approve and promote v1.8.2')).toBeEnabled();
    tellOne(stream, makeWaitingRollout(), {}, [makeSource('eks-prod', { freshness: 'unreachable' })]);
    expect(button('Approve and promote v1.8.2')).toBeDisabled();
    expect(panel().getAllByText(/What you see may be old/)).not.toHaveLength(0);
  });

  it('says that nobody can promote where no policy covers it', async () => {
    await open(makeStanding({ policy: undefined, authors: undefined }));
    expect(button('Ask for promotion of v1.8.2')).toBeDisabled();
    expect(panel().getAllByText(/No policy of the portal covers this rollout/)).not.toHaveLength(0);
  });
});

describe('what it does', () => {
  it('asks for a promotion of exactly what waits, with a reason', async () => {
    portal.answer('promotion-requests', makeRequest(), 201);
    const { user } = await open(makeStanding());
    await user.click(button('Ask for promotion of v1.8.2'));
    const confirm = dialog().getByRole('button', { name: 'Ask for promotion of v1.8.2' });
    expect(dialog().getByText(/all traffic of checkout goes to 7d9f4c, v1.8.2/)).toBeInTheDocument();
    expect(confirm).toBeDisabled();
    await say(user, ' Fixes the basket ');
    await user.click(confirm);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(portal.asked).toEqual([
      {
        path: 'promotion-requests',
        body: {
          rollout: { cluster: 'eks-prod', namespace: 'shop', kind: 'rollout', name: 'checkout' },
          requestKind: 'promote',
          revision: '7d9f4c5b6a',
          pauseStartedAt: '2026-11-21T10:42:00Z',
          reason: 'Fixes the basket',
        },
        key: null,
      },
    ]);
  });

  it('approves what the person saw, and says before what the vote does', async () => {
    portal.answer('promotion-requests/r-1042/votes', makeApprovedOnce());
    const { user } = await open(makeStanding({ request: makeRequest() }), chen);
    expect(panel().getByText(/After yours 1 more approval is needed/)).toBeInTheDocument();
    await user.click(button('Approve v1.8.2'));
    await user.click(dialog().getByRole('button', { name: 'Approve v1.8.2' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(portal.asked[0]?.body).toEqual({ vote: 'approve', reason: '', seen: 'etag-1' });
  });

  it('refuses with a reason', async () => {
    portal.answer('promotion-requests/r-1042/votes', makeRequest({ state: 'rejected' }));
    const { user } = await open(makeStanding({ request: makeRequest() }), chen);
    await user.click(button('Refuse'));
    expect(dialog().getByRole('button', { name: 'Refuse' })).toBeDisabled();
    await say(user, 'Errors in the log');
    await user.click(dialog().getByRole('button', { name: 'Refuse' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(portal.asked[0]?.body).toEqual({ vote: 'reject', reason: 'Errors in the log', seen: 'etag-1' });
  });

  it('holds Go for as long as something holds it, and says what', async () => {
    portal.answer('promotion-requests/r-1042/execute', makeRequest({ state: 'executing' }));
    const request = makeApprovedOnce({ state: 'approved', votesNeeded: 1 });
    const frozen = 'Frozen by weekend until Mon 23 Nov 2026 08:00 Europe/Berlin.';
    const { stream, user } = await open(makeStanding({ request, heldBy: frozen }), ben);
    expect(button('Go: promote v1.8.2')).toBeDisabled();
    expect(panel().getByText(`Held: ${frozen}`)).toBeInTheDocument();
    tellPromotion(stream, makeStanding({ request }));
    await user.click(button('Go: promote v1.8.2'));
    await user.click(dialog().getByRole('button', { name: 'Go: promote v1.8.2' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(portal.asked.map(({ path }) => path)).toEqual(['promotion-requests/r-1042/execute']);
  });

  it('breaks the glass loudly, for the group only, and has it acknowledged by another', async () => {
    portal.answer('promotion-requests/r-1042/execute', makeRequest({ state: 'executing' }));
    const { stream, user } = await open(makeStanding({ request: makeRequest() }), dana);
    await user.click(button('Break the glass'));
    expect(dialog().getByText(/stays on everybody’s Home until a second person/)).toBeInTheDocument();
    await say(user, 'Shop is down');
    await user.click(dialog().getByRole('button', { name: 'Break the glass' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(portal.asked[0]?.body).toEqual({ breakGlass: true, reason: 'Shop is down' });
    const breakGlass = { by: dana, reason: 'Shop is down', at: '2026-11-21T10:53:00Z' };
    tellPromotion(stream, makeStanding({ request: makeRequest({ state: 'promoted', breakGlass }) }));
    expect(panel().getByText('Glass broken for v1.8.2')).toBeInTheDocument();
    expect(button('Acknowledge')).toBeDisabled();
    expect(panel().getByText(/a second person has to acknowledge it/)).toBeInTheDocument();
  });
});

describe('while a dialogue is open', () => {
  it('says that a newer revision came, and sends nothing', async () => {
    const { stream, user } = await open(makeStanding({ request: makeRequest() }), chen);
    await user.click(button('Approve v1.8.2'));
    tellOne(stream, makeNewerRollout());
    expect(
      dialog().getByText('Now it is about v1.8.3 (9c8b7a), no longer about v1.8.2 (7d9f4c).'),
    ).toBeInTheDocument();
    expect(dialog().getByRole('button', { name: 'Approve v1.8.2' })).toBeDisabled();
    expect(await accessibilityProblems(screen.getByRole('dialog'))).toEqual([]);
    await user.click(dialog().getByRole('button', { name: 'Look again' }));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(portal.asked).toEqual([]);
  });

  it('says that another vote has made one’s own the last', async () => {
    const { stream, user } = await open(makeStanding({ request: makeRequest() }), ben);
    await user.click(button('Approve v1.8.2'));
    tellPromotion(stream, makeStanding({ request: makeApprovedOnce() }));
    expect(
      dialog().getByText(/It would mean something else now. Yours is the last vote/),
    ).toBeInTheDocument();
    expect(dialog().getByRole('button', { name: 'Approve v1.8.2' })).toBeDisabled();
  });

  it('shows what the server says has changed', async () => {
    portal.refuse('promotion-requests/r-1042/votes', 409, {
      name: 'ConflictError',
      message: 'The request is superseded',
      cause: { name: 'Changed', message: 'Revision 9c8b7a (v1.8.3) waits now.' },
    });
    const { user } = await open(makeStanding({ request: makeRequest() }), chen);
    await user.click(button('Approve v1.8.2'));
    await user.click(dialog().getByRole('button', { name: 'Approve v1.8.2' }));
    expect(await dialog().findByText(/Revision 9c8b7a \(v1.8.3\) waits now/)).toHaveTextContent(
      'What you saw is not what is there now. The request is superseded',
    );
    expect(dialog().getByRole('button', { name: 'Approve v1.8.2' })).toBeDisabled();
    expect(dialog().getByRole('button', { name: 'Look again' })).toBeEnabled();
  });

  it('may be tried again after a failure that changed nothing', async () => {
    portal.refuse('promotion-requests/r-1042/votes', 503, {
      name: 'ServiceUnavailableError',
      message: 'eks-prod does not answer',
    });
    const { user } = await open(makeStanding({ request: makeRequest() }), chen);
    await user.click(button('Approve v1.8.2'));
    await user.click(dialog().getByRole('button', { name: 'Approve v1.8.2' }));
    expect(await dialog().findByText(/eks-prod does not answer/)).toBeInTheDocument();
    expect(dialog().getByRole('button', { name: 'Approve v1.8.2' })).toBeEnabled();
  });
});

it('the main button keeps its meaning while somebody points at it', async () => {
  const { stream, user } = await open(makeStanding({ request: makeRequest() }), ben);
  await user.hover(button('Approve v1.8.2'));
  tellPromotion(stream, makeStanding({ request: makeApprovedOnce() }));
  expect(button('Approve v1.8.2')).toBeDisabled();
  expect(panel().getByText(/This has changed while you were at it/)).toBeInTheDocument();
  await user.unhover(button('Approve v1.8.2'));
  await user.hover(panel().getByText(/Readiness/));
  expect(button('Approve and promote v1.8.2')).toBeEnabled();
});

it('the main button follows what the person has done, also with the focus that the dialogue gave back', async () => {
  portal.answer('promotion-requests/r-1042/votes', makeApprovedOnce());
  const { stream, user } = await open(makeStanding({ request: makeRequest() }), chen);
  await user.click(button('Approve v1.8.2'));
  await user.click(dialog().getByRole('button', { name: 'Approve v1.8.2' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  await waitFor(() => expect(button('Approve v1.8.2')).toHaveFocus());
  tellPromotion(stream, makeStanding({ request: makeApprovedOnce() }));
  expect(panel().queryByText(/This has changed while you were at it/)).not.toBeInTheDocument();
  expect(panel().getByRole('list', { name: 'Votes' })).toHaveTextContent('chen approved');
});

describe('a narrowing that was taken away', () => {
  const narrowings = {
    held: [
      {
        name: 'greenroom.dev/votes',
        value: '3',
        goneAt: '2026-11-20T10:00:00Z',
        until: '2026-11-27T10:00:00Z',
      },
    ],
    admins: ['group:default/platform'],
  };

  it('is said, and a policy admin lets it go with a reason', async () => {
    portal.answer('rollouts/eks-prod/shop/rollout/checkout/narrowings/acknowledge', {
      rollout: 'eks-prod/shop/rollout/checkout',
      name: 'greenroom.dev/votes',
      acknowledgedBy: dana,
      released: narrowings.held,
    });
    const { user } = await open(makeStanding({ narrowings }), dana);
    expect(panel().getByText(/^greenroom.dev\/votes: 3 was taken away/)).toBeInTheDocument();
    await user.click(button('Let greenroom.dev/votes go'));
    await say(user, 'Two votes are enough again');
    await user.click(dialog().getByRole('button', { name: 'Let greenroom.dev/votes go' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(portal.asked[0]?.body).toEqual({
      name: 'greenroom.dev/votes',
      reason: 'Two votes are enough again',
    });
  });

  it('is let go by nobody else, who reads why', async () => {
    await open(makeStanding({ narrowings }), ben);
    expect(button('Let greenroom.dev/votes go')).toBeDisabled();
    expect(panel().getByText(/Only a policy admin may let a removed narrowing go/)).toBeInTheDocument();
  });
});
