import { ConflictError, NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { eachDatabase, type OpenDatabase } from '@greenroom/plugin-portal-node/testUtils';
import { ADA, actsStage, checkout, FINGERPRINT, NOW, wanting } from '../__testUtils__/ActsStage';
import { makeLease } from '../__testUtils__/FakeVault';

const ENDS = '2026-11-22T10:30:00Z';

eachDatabase((_engine, open: OpenDatabase) => {
  const setup = async (hasOperator = true) => {
    const stage = await actsStage(open);
    return { ...stage, ...(await stage.replica(hasOperator)) };
  };

  it('are recorded, done, and recorded as a look-up shows them', async () => {
    const { acts, kinds, ledger, operator } = await setup();
    const renewed = await acts.perform(ADA, wanting('renew', { incrementSeconds: 7_200 }));
    expect(renewed).toMatchObject({ state: 'done', endsAt: '2026-11-22T12:00:00.000Z', by: ADA });
    const revoked = await acts.perform(ADA, wanting('revoke'));
    expect(revoked).toMatchObject({ state: 'done', text: 'A look-up no longer knows it' });
    expect(operator.done).toEqual(['renew 7200', 'revoke']);
    expect(await kinds()).toEqual(['act', 'act-done', 'act', 'act-done']);
    expect(await ledger.lines({ limit: 1, request: revoked.id })).toMatchObject([
      {
        subject: 'shop/database/checkout',
        by: 'portal',
        data: { fingerprint: FINGERPRINT, reason: 'it leaked' },
      },
    ]);
  });

  it('never go past the ceiling, and never end a lease sooner', async () => {
    const { acts, kinds, operator } = await setup();
    operator.put(makeLease(checkout, { ceilingAt: '2026-11-22T11:00:00Z' }));
    await acts.perform(ADA, wanting('renew', { incrementSeconds: 31_536_000 }));
    expect(operator.done).toEqual(['renew 3600']);
    operator.put(makeLease(checkout));
    await expect(acts.perform(ADA, wanting('renew', { incrementSeconds: 60 }))).rejects.toThrow(
      'It lasts until 10:30 UTC: 60 s from now would end it sooner.',
    );
    operator.put(makeLease(checkout, { endsAt: '2026-11-22T11:30:00Z' }));
    await expect(acts.perform(ADA, wanting('renew'))).rejects.toThrow('longer than its role would give');
    operator.put(makeLease(checkout, { ceilingAt: ENDS }));
    await expect(acts.perform(ADA, wanting('renew'))).rejects.toThrow(ConflictError);
    expect([await kinds(), operator.done]).toEqual([['act', 'act-done'], ['renew 3600']]);
  });

  it('are done once for each key of a person, also when both come at once', async () => {
    const { acts, kinds, operator, replica } = await setup();
    const other = await replica();
    const answers = await Promise.all([
      acts.perform(ADA, wanting('revoke'), 'k'),
      acts.perform(ADA, wanting('revoke'), 'k').catch(error => error),
      other.acts.perform(ADA, wanting('revoke'), 'k').catch(error => error),
    ]);
    expect(operator.done).toEqual(['revoke']);
    expect(await kinds()).toEqual(['act', 'act-done']);
    expect(answers[0]).toMatchObject({ id: expect.any(String) });
    const again = await acts.perform(ADA, wanting('revoke'), 'k');
    expect(again).toMatchObject({ state: 'done' });
    await expect(acts.perform(ADA, wanting('renew'), 'k')).rejects.toThrow('used for another act');
  });

  it('of a lease that there is not, or without an operator, are not even recorded', async () => {
    const { acts, kinds, operator, replica } = await setup();
    const gone = wanting('revoke', { lease: { ...checkout, fingerprint: 'zzzzzzzzzzzz' } });
    await expect(acts.perform(ADA, gone)).rejects.toThrow(
      'there is no lease zzzzzzzzzzzz of database/checkout',
    );
    const blind = await replica(false);
    await expect(blind.acts.perform(ADA, wanting('renew'))).rejects.toThrow('No operator is configured');
    expect([await kinds(), operator.done]).toEqual([[], []]);
  });

  it('that Vault refuses are told so, and recorded', async () => {
    const { acts, kinds, operator } = await setup();
    operator.refusal = new NotAllowedError('shop: the operator may not update sys/leases/revoke');
    await expect(acts.perform(ADA, wanting('revoke'))).rejects.toThrow('may not update');
    expect(await kinds()).toEqual(['act', 'act-failed']);
  });

  it('whose database refuses are told as failed, whatever Vault replied', async () => {
    const { acts, operator } = await setup();
    operator.stuck = { revocationFails: true, revocationError: 'no route to host' };
    expect(await acts.perform(ADA, wanting('revoke'))).toMatchObject({
      state: 'failed',
      text: 'It has ended, and revoking it fails: no route to host; Vault tries again by itself',
    });
  });

  it('whose answer is lost are looked up', async () => {
    const { acts, operator } = await setup();
    operator.lost = new ServiceUnavailableError('shop did not answer');
    expect(await acts.perform(ADA, wanting('revoke'))).toMatchObject({ state: 'done' });
  });

  it('are unknown while nobody can tell, until somebody can', async () => {
    const { acts, clock, kinds, operator, replica } = await setup();
    operator.lost = new ServiceUnavailableError('shop did not answer');
    const revoke = operator.revoke.bind(operator);
    operator.revoke = async ref => {
      operator.silence = new ServiceUnavailableError('shop has no leader');
      await revoke(ref);
    };
    expect(await acts.perform(ADA, wanting('revoke'))).toMatchObject({
      state: 'unknown',
      text: 'Nobody can tell what came of it: shop has no leader',
    });
    const other = await replica();
    clock.now = NOW + 120_000;
    await other.acts.round();
    expect(await kinds()).toEqual(['act', 'act-unknown']);
    operator.silence = undefined;
    await other.acts.round();
    await acts.round();
    expect(await kinds()).toEqual(['act', 'act-unknown', 'act-done']);
  });
});
