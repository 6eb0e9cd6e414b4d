import { type LedgerEntry } from '@greenroom/plugin-portal-common';
import { FakeStream } from '@greenroom/plugin-portal-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { accessibilityProblems, portalUrl } from '@greenroom/plugin-portal-react/testUtils';
import { onePath, openPage, tellOne, tellPromotion } from '../../__testUtils__/openPage';
import { portalServer } from '../../__testUtils__/portal';
import { ben, makeApprovedOnce, makeRequest, makeStanding } from '../../__testUtils__/promotions';
import { makeWaitingRollout } from '../../__testUtils__/rollouts';

const portal = portalServer();

const vote: LedgerEntry = {
  seq: 7,
  at: '2026-11-21T10:47:00Z',
  kind: 'vote',
  by: ben,
  subject: 'eks-prod/shop/rollout/checkout',
  request: 'r-1042',
  text: 'ben approved v1.8.2',
  data: { reason: 'Looks fine', seen: 'etag-1', digests: ['sha256:3fa8'] },
  hash: '3fa8c0ffee00112233',
};

async function open(tab: string) {
  const stream = new FakeStream();
  openPage(`${onePath}?tab=${tab}`, stream);
  await screen.findByText('Loading the rollout');
  tellOne(stream, makeWaitingRollout());
  tellPromotion(stream, makeStanding({ request: makeRequest() }));
  return stream;
}

describe('the ledger', () => {
  it('says who, when, why and what was seen, and that it is whole', async () => {
    portal.tell('ledger', { items: [vote] });
    portal.tell('ledger/verification', { valid: true, entries: 1234, head: 'abcdef0123456789' });
    await open('ledger');
    const entry = within(await screen.findByRole('list', { name: 'Ledger' })).getByRole('listitem');
    expect(entry).toHaveTextContent(/7 min agobenvoteben approved v1\.8\.2“Looks fine”/);
    expect(entry).toHaveTextContent('seenetag-1digests["sha256:3fa8"]');
    expect(await screen.findByText(/1,234 entries, each hanging on the one before; head/)).toHaveTextContent(
      'whole',
    );
    expect(await accessibilityProblems(screen.getByRole('tabpanel'))).toEqual([]);
  });

  it('says where it is broken', async () => {
    portal.tell('ledger/verification', { valid: false, entries: 9, head: 'a', firstBroken: 4 });
    await open('ledger');
    expect(await screen.findByText(/at entry 4: somebody changed what was recorded/)).toHaveTextContent(
      'broken',
    );
  });

  it('is asked again when a vote was cast', async () => {
    const stream = await open('ledger');
    expect(await screen.findByText('Nothing is recorded')).toBeInTheDocument();
    portal.tell('ledger', { items: [vote] });
    tellPromotion(stream, makeStanding({ request: makeApprovedOnce() }));
    expect(await screen.findByText('ben approved v1.8.2')).toBeInTheDocument();
  });

  it('goes back to older entries', async () => {
    const older = { ...vote, seq: 3, text: 'ada asked for v1.8.2' };
    portal.server.use(
      http.get(`${portalUrl}/rollouts/ledger`, ({ request }) =>
        HttpResponse.json(
          new URL(request.url).searchParams.has('cursor')
            ? { items: [older] }
            : { items: [vote], nextCursor: 'older' },
        ),
      ),
    );
    const user = userEvent.setup();
    await open('ledger');
    await user.click(await screen.findByRole('button', { name: 'Older entries' }));
    expect(await screen.findByText('ada asked for v1.8.2')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Older entries' })).not.toBeInTheDocument();
  });

  it('says whose fault it is when it cannot be read, and tries again', async () => {
    portal.tell(
      'ledger',
      { error: { name: 'NotAllowedError', message: 'Not yours' }, response: { statusCode: 403 } },
      403,
    );
    const user = userEvent.setup();
    await open('ledger');
    expect(await screen.findByText('The ledger could not be read')).toBeInTheDocument();
    portal.tell('ledger', { items: [vote] });
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('ben approved v1.8.2')).toBeInTheDocument();
  });
});

describe('comparing', () => {
  it('groups what differs, images first', async () => {
    portal.tell('rollouts/eks-prod/shop/rollout/checkout/comparison', {
      active: { revision: '5b6f6b8c9d', tag: 'v1.8.1' },
      preview: { revision: '7d9f4c5b6a', tag: 'v1.8.2' },
      differences: [
        { about: 'resources', name: 'checkout: memory limit', active: '512Mi', preview: '768Mi' },
        { about: 'environment', name: 'checkout: NEW_FLAG', preview: 'on' },
        { about: 'image', name: 'checkout', active: 'checkout:v1.8.1', preview: 'checkout:v1.8.2' },
      ],
      same: 14,
      notes: ['Values of secrets are not read.'],
    });
    await open('compare');
    const table = within(await screen.findByRole('table', { name: 'Differences' }));
    await waitFor(() => expect(table.getAllByRole('row')).toHaveLength(8));
    expect(table.getAllByRole('row').map(row => row.textContent)).toEqual([
      'Whatv1.8.1 on stagev1.8.2 in the green room',
      'Images',
      'checkoutcheckout:v1.8.1checkout:v1.8.2',
      'Environment',
      'checkout: NEW_FLAGnot thereon',
      'Resources',
      'checkout: memory limit512Mi768Mi',
      '14 other lines: the same on both sides',
    ]);
    expect(screen.getByText('Values of secrets are not read.')).toBeInTheDocument();
    expect(await accessibilityProblems(screen.getByRole('tabpanel'))).toEqual([]);
  });
});
