import { http, HttpResponse } from 'msw';
import { Http, readRefusal } from '@greenroom/plugin-portal-react';
import { portalFetch, portalUrl } from '@greenroom/plugin-portal-react/testUtils';
import { portalServer } from '../__testUtils__/portal';
import { ada, makeRequest } from '../__testUtils__/promotions';
import { PromotionsClient } from './PromotionsClient';

const { server, asked, answer, refuse, tell } = portalServer();
const client = () => new PromotionsClient(new Http(portalFetch()));
const rollout = { cluster: 'eks-prod', namespace: 'shop', kind: 'rollout' as const, name: 'checkout' };

describe('what it asks', () => {
  it('who the person is, once, and again only after a failure', async () => {
    let times = 0;
    server.use(
      http.get(`${portalUrl}/portal/me`, () => {
        times += 1;
        return times === 1
          ? HttpResponse.json({}, { status: 503 })
          : HttpResponse.json({ userEntityRef: ada, groups: ['group:default/shop'] });
      }),
    );
    const api = client();
    await expect(api.me()).rejects.toThrow(/503/);
    await expect(Promise.all([api.me(), api.me()])).resolves.toEqual([
      { userEntityRef: ada, groups: ['group:default/shop'] },
      { userEntityRef: ada, groups: ['group:default/shop'] },
    ]);
    expect(times).toBe(2);
  });

  it('how two revisions differ', async () => {
    const comparison = {
      differences: [{ about: 'image', name: 'checkout', active: 'a', preview: 'b' }],
      same: 3,
    };
    tell('rollouts/eks-prod/shop/rollout/checkout/comparison', comparison);
    await expect(client().comparison(rollout)).resolves.toEqual(comparison);
  });

  it('what the checks say to this person', async () => {
    const items = [{ id: 'databases.lag', from: 'databases', outcome: 'pass', reason: 'lag 14 ms' }];
    tell('rollouts/eks-prod/shop/rollout/checkout/readiness', { items, sources: [] });
    await expect(client().readiness(rollout)).resolves.toEqual(items);
  });

  it('what GitOps would make of a change by hand', async () => {
    const queries: string[] = [];
    const managed = { managed: true, wouldRevert: false, why: 'Argo CD waits for somebody to sync.' };
    server.use(
      http.get(`${portalUrl}/delivery/managed`, ({ request }) => {
        queries.push(new URL(request.url).search);
        return HttpResponse.json({ ...managed, automated: false });
      }),
    );
    await expect(client().gitOps(rollout)).resolves.toEqual(managed);
    expect(queries).toEqual(['?cluster=eks-prod&namespace=shop&kind=rollout&name=checkout']);
  });

  it('the ledger of one rollout, page by page', async () => {
    const queries: string[] = [];
    server.use(
      http.get(`${portalUrl}/rollouts/ledger`, ({ request }) => {
        queries.push(new URL(request.url).search);
        return HttpResponse.json({ items: [], nextCursor: 'older' });
      }),
    );
    await expect(client().ledger({ rollout, cursor: 'a b' })).resolves.toEqual({
      items: [],
      nextCursor: 'older',
    });
    await client().ledger({});
    expect(queries).toEqual(['?rollout=eks-prod%2Fshop%2Frollout%2Fcheckout&cursor=a+b', '']);
  });

  it('that an act is done once, however often it is tried', async () => {
    answer('rollouts/eks-prod/shop/rollout/checkout/actions/undo', { state: 'done' }, 202);
    const undo = { revision: 'a', reason: 'Wrong', toRevision: 'b' };
    await client().perform(rollout, 'undo', undo, 'key-1');
    expect(asked).toEqual([
      {
        path: 'rollouts/eks-prod/shop/rollout/checkout/actions/undo',
        body: undo,
        key: 'key-1',
      },
    ]);
  });

  it.each([
    ['execute', {}, () => client().execute('r/1')],
    ['execute', { breakGlass: true, reason: 'Down' }, () => client().breakGlass('r/1', 'Down')],
    ['withdraw', {}, () => client().withdraw('r/1')],
    ['acknowledge', {}, () => client().acknowledge('r/1')],
    [
      'votes',
      { vote: 'reject', reason: 'No', seen: 'e' },
      () => client().vote('r/1', { vote: 'reject', reason: 'No', seen: 'e' }),
    ],
  ] as const)('%s of one request, with %j', async (path, body, ask) => {
    answer(`promotion-requests/r%2F1/${path}`, makeRequest());
    await expect(ask()).resolves.toEqual(makeRequest());
    expect(asked.map(it => it.body)).toEqual([body]);
  });
});

describe('what goes wrong', () => {
  it('keeps the server’s name, words and cause', async () => {
    refuse('promotion-requests/r-1/votes', 409, {
      name: 'ConflictError',
      message: 'Superseded',
      cause: { name: 'Changed', message: 'v1.8.3 waits now' },
    });
    const vote = client().vote('r-1', { vote: 'approve', reason: '', seen: 'e' });
    await expect(vote.catch(readRefusal)).resolves.toEqual({
      name: 'ConflictError',
      message: 'Superseded',
      details: 'v1.8.3 waits now',
    });
  });

  it('says when nobody answered, and that nothing is known then', async () => {
    server.use(http.post(`${portalUrl}/rollouts/promotion-requests/r-1/execute`, () => HttpResponse.error()));
    const refusal = await client().execute('r-1').catch(readRefusal);
    expect(refusal).toEqual({ name: 'TypeError', message: expect.stringContaining('did not answer') });
  });

  it('says when it cannot read the answer', async () => {
    answer('promotion-requests/r-1/execute', { state: 'gone live, perhaps' });
    const refusal = await client().execute('r-1').catch(readRefusal);
    expect(refusal).toEqual({ name: 'ZodError', message: expect.stringContaining('cannot read') });
  });
});
