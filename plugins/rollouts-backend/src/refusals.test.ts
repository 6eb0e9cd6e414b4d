import { mockCredentials } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import type { PromotionRequest, RolloutRef } from '@greenroom/plugin-rollouts-common';
import request from 'supertest';
import { until } from '@greenroom/plugin-portal-node/testUtils';
import { startStore } from './__testUtils__/startStore';

const rollout: RolloutRef = { cluster: 'eks-prod', namespace: 'store', kind: 'rollout', name: 'shop' };
const ONE = '/rollouts/eks-prod/store/rollout/shop';

describe('what is asked wrongly, or by the wrong ones, says so', () => {
  let portal: Awaited<ReturnType<typeof startStore>>;
  let waiting: PromotionRequest;
  let asked: { rollout: RolloutRef; revision: string; pauseStartedAt: string };

  beforeAll(async () => {
    portal = await startStore();
    const { body } = await portal.get('ada', ONE);
    asked = { rollout, revision: body.preview.revision, pauseStartedAt: body.pause.startedAt };
    const created = await portal.post('ada', '/promotion-requests', { ...asked, reason: 'the new basket' });
    waiting = created.body;
    await until(async () => (await portal.get('ada', '/queue')).body.items.length === 1);
  }, 30_000);

  const vote = (person: string, body: object) =>
    portal.post(person, `/promotion-requests/${waiting.id}/votes`, {
      vote: 'approve',
      reason: 'fine',
      seen: waiting.etag,
      ...body,
    });

  it.each([
    ['/promotion-requests/none', 'there is no promotion request none'],
    [`${ONE.replace('shop', 'none')}/comparison`, 'there is no rollout none in namespace store of eks-prod'],
    [`${ONE.replace('shop', 'none')}/readiness`, 'there is no rollout none in namespace store of eks-prod'],
  ])('404 for %s', async (path, message) => {
    const answer = await portal.get('ada', path);
    expect([answer.status, answer.body.error.name, answer.body.error.message]).toEqual([
      404,
      'NotFoundError',
      message,
    ]);
  });

  it('404 for a vote on nothing', async () => {
    const body = { vote: 'approve', reason: '', seen: 'x' };
    expect((await portal.post('ada', '/promotion-requests/none/votes', body)).status).toBe(404);
  });

  it.each([
    [{ revision: 'another' }, 'That is not what waits there now.'],
    [{ pauseStartedAt: '2026-01-01T00:00:00Z' }, 'That is not what waits there now.'],
    [{ requestKind: 'retry' }, 'The update was not aborted, so there is nothing to try again.'],
    [{ requestKind: 'skip-step' }, 'Steps of a canary can not be promoted here.'],
  ])('409 for a request %j, with what is there now', async (change, message) => {
    const answer = await portal.post('ada', '/promotion-requests', { ...asked, reason: 'x', ...change });
    expect([answer.status, answer.body.error.name]).toEqual([409, 'ConflictError']);
    expect(answer.body.error).toMatchObject({
      message,
      cause: { revision: asked.revision, pauseStartedAt: asked.pauseStartedAt },
    });
  });

  it('409 for a vote on something else than what was seen', async () => {
    const answer = await vote('ben', { seen: 'another' });
    expect([answer.status, answer.body.error.name]).toEqual([409, 'ConflictError']);
    expect(answer.body.error.cause).toBeDefined();
  });

  it('409 for an act on a revision that is not there, and for one that is not possible', async () => {
    const stale = await portal.post('ada', `${ONE}/actions/abort`, { revision: 'another', reason: 'x' });
    expect([stale.status, stale.body.error.cause.revision]).toEqual([409, asked.revision]);
    const resume = { revision: asked.revision, reason: 'x' };
    expect((await portal.post('ada', `${ONE}/actions/resume`, resume)).status).toBe(409);
  });

  it.each<[string, object, string]>([
    ['a vote that is none', { vote: 'perhaps' }, 'body.vote'],
    ['a field that nobody knows', { force: true }, 'Unrecognized key: "force"'],
    ['nothing seen', { seen: '' }, 'body.seen'],
    ['no reason to reject', { vote: 'reject', reason: ' ' }, 'reason: say why'],
    ['a long reason', { reason: 'x'.repeat(2_001) }, 'reason: at most 2000 characters'],
    ['control characters', { reason: 'fine\u0007' }, 'reason: no control characters'],
    ['text turned around', { reason: 'fine\u202e' }, 'reason: no control characters'],
  ])('400 for %s', async (_, change, message) => {
    const answer = await vote('ben', change);
    expect([answer.status, answer.body.error.name]).toEqual([400, 'InputError']);
    expect(answer.body.error.message).toContain(message);
  });

  it.each([
    '/promotion-requests?state=fine',
    '/promotion-requests?cursor=x',
    '/promotion-requests?entityRef=shop',
    '/ledger?since=yesterday',
    '/ledger?limit=0',
    '/queue?limit=many',
    '/readiness',
    '/readiness?entityRef=shop',
  ])('400 for %s', async path => {
    expect((await portal.get('ada', path)).status).toBe(400);
  });

  it.each<[string, () => PromiseLike<{ status: number; body: { error: { message: string } } }>, RegExp]>([
    ['who asked for it', () => vote('ada', {}), /^You asked for this promotion: under four eyes/],
    [
      'who is not among the voters',
      () => vote('dana', {}),
      /^Only the group store or the group approvers may vote/,
    ],
    [
      'who is not among the requesters',
      () => portal.post('chen', '/promotion-requests', { ...asked, reason: 'x' }),
      /^Only the group store may ask for a promotion here/,
    ],
    [
      'Go before its votes',
      () => portal.post('ben', `/promotion-requests/${waiting.id}/execute`, {}),
      /still waits for votes/,
    ],
    [
      'who breaks a glass that is not theirs',
      () =>
        portal.post('ben', `/promotion-requests/${waiting.id}/execute`, { breakGlass: true, reason: 'x' }),
      /^Only the group platform may break the glass/,
    ],
    [
      'who takes back what another asked for',
      () => portal.post('ben', `/promotion-requests/${waiting.id}/withdraw`, {}),
      /^Only ada, who asked for it, may withdraw it/,
    ],
    [
      'an agent that votes for a person',
      () =>
        request(portal.server)
          .post(`/api/rollouts/promotion-requests/${waiting.id}/votes`)
          .set(
            'authorization',
            `Bearer ${mockCredentials.user.token('user:default/ben', { actor: { subject: 'plugin:scaffolder' } })}`,
          )
          .send({ vote: 'approve', reason: 'x', seen: waiting.etag }),
      /^You have to vote yourself, in the portal: here plugin:scaffolder acts on your behalf/,
    ],
  ])('403 with a sentence for %s', async (_, ask, sentence) => {
    const { status, body } = await ask();
    expect([status, body.error.message]).toEqual([403, expect.stringMatching(sentence)]);
  });

  it('503 with the name of the cluster that does not answer', async () => {
    const far = { ...asked, rollout: { ...rollout, cluster: 'far' }, reason: 'x' };
    const answer = await portal.post('ada', '/promotion-requests', far);
    expect([answer.status, answer.body.error.message]).toEqual([503, 'cluster:far: connection refused']);
    portal.cluster.read = async () => {
      throw new ServiceUnavailableError('eks-prod does not answer');
    };
    const comparison = await portal.get('ada', `${ONE}/comparison`);
    expect([comparison.status, comparison.body.error.message]).toEqual([503, 'eks-prod does not answer']);
  });

  it('the same request again is the same, and the same vote is the same answer', async () => {
    const again = await portal.post('ada', '/promotion-requests', { ...asked, reason: 'again' });
    expect([again.status, again.body.id]).toEqual([200, waiting.id]);
    const first = await vote('ben', {});
    expect([first.status, first.body.votes]).toMatchObject([200, [{ by: 'user:default/ben' }]]);
    const second = await vote('ben', {});
    expect([second.status, second.body.votes.length]).toEqual([200, 1]);
  });

  it('400 for a key of an act that is too long', async () => {
    const act = portal.post('ada', `${ONE}/actions/pause`, { revision: asked.revision, reason: 'x' });
    const answer = await act.set('idempotency-key', 'x'.repeat(256));
    expect([answer.status, answer.body.error.message]).toEqual([
      400,
      expect.stringContaining('headers.idempotency-key'),
    ]);
  });
});
