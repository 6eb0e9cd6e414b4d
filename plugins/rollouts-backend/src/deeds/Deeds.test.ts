import { DatabaseLedger, ledgerTables } from '@greenroom/plugin-portal-node';
import { eachDatabase } from '@greenroom/plugin-portal-node/testUtils';
import type { Rollout } from '@greenroom/plugin-rollouts-common';
import migration from '../../migrations/20261121000002_deeds';
import { makeRevision, makeRollout } from '../__testUtils__/rollouts';
import { Hands } from '../hands/Hands';
import { CachedRollouts, person } from '../promotions/__testUtils__/Replica';
import { idle, VirtualTime } from '../promotions/__testUtils__/VirtualTime';
import type { Observed, RolloutWriter, WriteOptions } from '../writes/RolloutWriter';
import { DatabaseDeedStore } from './DatabaseDeedStore';
import { Deeds } from './Deeds';

const REF = { cluster: 'eks-prod', namespace: 'store', kind: 'rollout' as const, name: 'shop' };
const dana = person('dana', 'platform');
const observedAt = '2026-11-21T10:00:00Z';
const body = { revision: 'bbb', reason: 'it burns' };
const done: Observed = { kind: 'done', text: 'It is aborted', observedAt };

eachDatabase((_engine, open) => {
  const setup = async (
    perform: (options: WriteOptions) => Promise<Observed> = async ({ beforeSending }) => {
      await beforeSending();
      return done;
    },
    rollout: Partial<Rollout> = {},
    previousStable?: string,
  ) => {
    const knex = await open();
    await ledgerTables.up(knex, 'rollouts');
    await migration.up(knex);
    const ledger = new DatabaseLedger({ database: knex, chain: 'rollouts' });
    const rollouts = new CachedRollouts();
    rollouts.put(makeRollout(rollout));
    const found: { answer: Awaited<ReturnType<RolloutWriter['find']>> } = {
      answer: { kind: 'nothing-sent' },
    };
    const written: string[] = [];
    const watched: string[] = [];
    const told: string[] = [];
    const time = new VirtualTime();
    let ids = 0;
    const makeDeeds = () =>
      new Deeds({
        store: new DatabaseDeedStore(knex, ledger),
        promotions: {
          lastSeen: async () =>
            previousStable
              ? { rollout: 'x', uid: 'uid-shop', active: 'aaa', stable: 'aaa', previousStable, since: 0 }
              : undefined,
        },
        rollouts,
        writer: {
          perform: async (deed, _, options) => {
            (options.alreadySent ? watched : written).push(deed.act);
            return perform(options);
          },
          find: async () => found.answer,
        },
        newId: () => `act-${(ids += 1)}`,
        sleep: time.sleep,
        steady: time.steady,
        told: deed => void told.push(deed.state),
        ownHand: new Hands({
          deeds: new DatabaseDeedStore(knex, ledger),
          requests: { list: async () => [] },
        }).own,
        logger: { warn: () => undefined, error: () => undefined },
      });
    const kinds = async () => (await ledger.lines({ limit: 100 })).map(({ kind }) => kind).reverse();
    return { knex, ledger, deeds: makeDeeds(), makeDeeds, rollouts, written, watched, told, kinds, found };
  };

  it('records what is meant before it is sent, and what was seen after', async () => {
    const { deeds, kinds, ledger, written, told } = await setup();
    const deed = await deeds.perform(dana, REF, 'abort', body);
    expect(deed).toMatchObject({
      state: 'done',
      by: dana.ref,
      outcome: { text: 'It is aborted', observedAt },
    });
    expect(await kinds()).toEqual(['act', 'sending', 'act-done']);
    expect(written).toEqual(['abort']);
    expect(told).toEqual(['done']);
    expect(await ledger.verify()).toMatchObject({ valid: true, entries: 3 });
  });

  it('is done once for one key, and never another with it', async () => {
    const { deeds, written } = await setup();
    const both = await Promise.all([1, 2].map(() => deeds.perform(dana, REF, 'abort', body, 'k')));
    expect(both[0]).toEqual(both[1]);
    expect(await deeds.perform(dana, REF, 'abort', body, 'k')).toEqual(both[0]);
    expect(written).toEqual(['abort']);
    const other = { ...body, reason: 'another' };
    await expect(deeds.perform(dana, REF, 'abort', other, 'k')).rejects.toMatchObject({
      name: 'ConflictError',
    });
    await expect(deeds.perform(dana, REF, 'restart', body, 'k')).rejects.toThrow(/Idempotency-Key/);
    await deeds.perform(person('ben'), REF, 'abort', body, 'k');
    expect(written).toEqual(['abort', 'abort']);
  });

  it('is refused for what is not there, not possible, or not said why', async () => {
    const { deeds, rollouts, kinds } = await setup();
    const performed = (
      action: 'abort' | 'resume' | 'undo',
      change: Partial<typeof body> & { toRevision?: string },
    ) => deeds.perform(dana, REF, action, { ...body, ...change });
    await expect(performed('abort', { revision: 'old' })).rejects.toMatchObject({
      name: 'ConflictError',
      cause: { revision: 'bbb' },
    });
    await expect(performed('resume', {})).rejects.toMatchObject({
      name: 'ConflictError',
      message: 'Nobody has paused it by hand.',
    });
    await expect(performed('abort', { reason: ' ' })).rejects.toMatchObject({ name: 'InputError' });
    await expect(deeds.perform({ ...dana, kind: 'guest' }, REF, 'abort', body)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    await expect(deeds.perform(dana, { ...REF, name: 'other' }, 'abort', body)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    rollouts.freshness = 'unreachable';
    await expect(performed('abort', {})).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    expect(await kinds()).toEqual([]);
  });

  it('overtaken by another act of the portal names it', async () => {
    const hand = { did: 'aborted' as const, revision: 'bbb' };
    const by = 'another hand: it is aborted already';
    const answers: Observed[] = [done, { kind: 'superseded', by, hand, sent: false, observedAt }];
    const { deeds } = await setup(async ({ beforeSending }) => {
      await beforeSending();
      return answers.shift() ?? done;
    });
    await deeds.perform(person('ben'), REF, 'abort', body);
    await expect(deeds.perform(dana, REF, 'abort', body)).rejects.toMatchObject({
      message: 'Nothing was done: superseded by the abort that ben asked for',
    });
  });

  it('remembers where a return to stable goes, and that of no other revision', async () => {
    const { deeds, ledger } = await setup();
    const deed = await deeds.perform(dana, REF, 'return-to-stable', body);
    expect(deed).toMatchObject({ toRevision: 'aaa', sentAt: deed.lastSentAt });
    expect((await ledger.lines({ limit: 3 })).at(-1)?.text).toBe(
      'dana wants to return to stable, aaa, from bbb: it burns',
    );
    const at = Date.parse(deed.lastSentAt ?? '');
    expect(await deeds.broughtLive('uid-shop', 'aaa', at)).toMatchObject({ id: deed.id });
    expect(await deeds.broughtLive('uid-shop', 'aaa', at + 1)).toBeUndefined();
    expect(await deeds.broughtLive('uid-shop', 'ccc', at)).toBeUndefined();
  });

  it('is a conflict when the world was another one, the same again for the same key', async () => {
    const { deeds, kinds, told } = await setup(async () => ({
      kind: 'refused',
      why: 'no right to',
      observedAt,
    }));
    for (const _ of [1, 2]) {
      await expect(deeds.perform(dana, REF, 'abort', body, 'k')).rejects.toMatchObject({
        name: 'ConflictError',
        message: 'no right to',
      });
    }
    expect(await kinds()).toEqual(['act', 'act-refused']);
    expect(told).toEqual([]);
  });

  it('of a process that died is looked at, watched where it is written, and not sent again', async () => {
    const silent: Observed = { kind: 'unknown', why: 'The controller has not moved', observedAt };
    const { deeds, makeDeeds, knex, kinds, found, written, watched, told } = await setup(
      async ({ alreadySent, beforeSending }) => {
        if (alreadySent) {
          return silent;
        }
        await beforeSending();
        return new Promise(() => undefined);
      },
    );
    void deeds.perform(dana, REF, 'abort', body, 'k');
    while ((await kinds()).length < 2) {
      await idle();
    }
    const other = makeDeeds();
    await other.round();
    expect(await kinds()).toEqual(['act', 'sending']);
    await knex('deeds').update({ heartbeat_at: 0 });
    found.answer = silent;
    await other.round();
    while ((await kinds()).length < 3) {
      await idle();
    }
    found.answer = done;
    await other.round();
    expect(await kinds()).toEqual(['act', 'sending', 'act-unknown', 'act-done']);
    expect(await other.perform(dana, REF, 'abort', body, 'k')).toMatchObject({ state: 'done' });
    expect([written, watched]).toEqual([['abort'], ['abort']]);
    expect(told).toEqual(['unknown', 'done']);
  });

  it.each([
    [false, 'not-sent', 'Nothing was sent: ask for it again'],
    [true, 'superseded', 'Superseded by revision ccc; nobody saw whether it had been sent before that'],
  ])('of a process that died is what can be proved (about to be sent: %s)', async (isSent, state, text) => {
    const { deeds, makeDeeds, knex, kinds, found, ledger } = await setup(async ({ beforeSending }) => {
      await (isSent ? beforeSending() : undefined);
      return new Promise(() => undefined);
    });
    void deeds.perform(dana, REF, 'abort', body);
    while ((await kinds()).length < (isSent ? 2 : 1)) {
      await idle();
    }
    await knex('deeds').update({ heartbeat_at: 0 });
    found.answer = { kind: 'superseded', by: 'revision ccc', sent: false, observedAt };
    await makeDeeds().round();
    expect((await ledger.lines({ limit: 1 }))[0]).toMatchObject({ kind: `act-${state}`, text });
  });

  describe('an undo', () => {
    const up = (revision: string) => makeRevision(revision);
    const gone = (revision: string) =>
      makeRevision(revision, { replicas: { desired: 0, current: 0, ready: 0, available: 0 } });
    const steady = {
      active: up('ccc'),
      stable: up('ccc'),
      preview: undefined,
      pause: undefined,
      revisions: [up('ccc'), up('bbb'), up('aaa'), gone('old')],
    };
    const undo = { revision: 'ccc', reason: 'back' };

    it('goes to the last stable revision at once, and to what would wait again', async () => {
      const { deeds, written } = await setup(undefined, steady, 'bbb');
      expect(await deeds.perform(dana, REF, 'undo', { ...undo, toRevision: 'bbb' })).toMatchObject({
        state: 'done',
        toRevision: 'bbb',
      });
      await deeds.perform(dana, REF, 'undo', { ...undo, toRevision: 'old' });
      expect(written).toEqual(['undo', 'undo']);
      expect(await deeds.broughtLive('uid-shop', 'bbb', 0)).toMatchObject({ action: 'undo' });
      expect(await deeds.broughtLive('uid-shop', 'aaa', 0)).toBeUndefined();
    });

    it('of any other that would be live at once needs a request', async () => {
      const { deeds } = await setup(undefined, steady, 'bbb');
      await expect(deeds.perform(dana, REF, 'undo', { ...undo, toRevision: 'aaa' })).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringContaining('it needs a promotion request'),
      });
      await expect(deeds.perform(dana, REF, 'undo', { ...undo, toRevision: 'zzz' })).rejects.toThrow(
        /no revision/,
      );
      await expect(deeds.perform(dana, REF, 'undo', undo)).rejects.toMatchObject({ name: 'InputError' });
    });

    it('whose revision waits says so, and calls nothing its own that goes live later', async () => {
      const text = 'bbb is back as a preview, and waits for a promotion; traffic is on ccc, which is stable';
      const { deeds, kinds, told } = await setup(
        async ({ beforeSending }) => {
          await beforeSending();
          return { kind: 'waits', text, observedAt };
        },
        steady,
        'bbb',
      );
      const deed = await deeds.perform(dana, REF, 'undo', { ...undo, toRevision: 'bbb' });
      expect(deed).toMatchObject({ state: 'waits', outcome: { text } });
      expect(await kinds()).toEqual(['act', 'sending', 'act-waits']);
      expect(told).toEqual(['waits']);
      expect(await deeds.broughtLive('uid-shop', 'bbb', 0)).toBeUndefined();
      await deeds.round();
      expect(await kinds()).toHaveLength(3);
    });

    it('within a window for going back would be live at once too', async () => {
      const { deeds, written } = await setup(undefined, { ...steady, rollbackWindow: 3 }, 'bbb');
      await expect(deeds.perform(dana, REF, 'undo', { ...undo, toRevision: 'old' })).rejects.toMatchObject({
        name: 'NotAllowedError',
      });
      expect(written).toEqual([]);
    });
  });

  it('goes with its table, and comes back', async () => {
    const { knex, deeds } = await setup();
    await deeds.perform(dana, REF, 'abort', body);
    await migration.down(knex);
    expect(await knex.schema.hasTable('deeds')).toBe(false);
    await migration.up(knex);
    expect(await knex('deeds')).toEqual([]);
  });
});
