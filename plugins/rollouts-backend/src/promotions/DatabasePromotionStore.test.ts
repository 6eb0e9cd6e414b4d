import type { PromotionRequest, Vote } from '@greenroom/plugin-rollouts-common';
import { DatabaseLedger, ledgerTables } from '@greenroom/plugin-portal-node';
import { eachDatabase } from '@greenroom/plugin-portal-node/testUtils';
import migration from '../../migrations/20261121000001_promotions';
import sinceMigration from '../../migrations/20261121000004_live_since';
import { makeRequest } from '../__testUtils__/requests';
import { VirtualTime } from './__testUtils__/VirtualTime';
import { MemoryPromotionStore } from './__testUtils__/MemoryPromotionStore';
import { DatabasePromotionStore } from './DatabasePromotionStore';
import type { LiveRevisions, PromotionStore, StoredRequest } from './PromotionStore';

interface ContractSetup {
  store: PromotionStore;
  /** The same of another replica. */
  second: PromotionStore;
  /** Kinds of the ledger's lines, in order. */
  kinds(): Promise<string[]>;
}

const line = (kind: string) => ({ kind, by: 'portal', subject: 'a/b/rollout/c', text: kind, data: {} });
const made = (overrides: Partial<PromotionRequest> = {}, ...kinds: string[]) => {
  const request = makeRequest({
    createdAt: '2026-11-21T10:00:01.000Z',
    expiresAt: '2026-11-22T10:00:01.000Z',
    ...overrides,
  });
  return () => ({ request, lines: kinds.map(line) });
};
const vote = (by: string, what: Vote['vote'] = 'approve'): Vote => ({
  by: `user:default/${by}`,
  vote: what,
  reason: 'zo\u00eb says “yes”\n',
  at: '2026-11-21T10:05:00.000Z',
});

/** What every store of requests does. */
function storeContract(setup: () => Promise<ContractSetup>): void {
  const withOne = async () => {
    const all = await setup();
    const { stored } = await all.store.create(made({}, 'created'));
    return { ...all, stored };
  };
  const save = (store: PromotionStore, stored: StoredRequest, request: Partial<PromotionRequest>) =>
    store.save({ next: { ...stored, request: { ...stored.request, ...request } }, lines: [line('saved')] });

  it('gives back what was put', async () => {
    const { store, second, stored } = await withOne();
    expect(stored.request).toEqual(made()().request);
    expect((await second.read('r-1'))?.stored).toEqual(stored);
    expect(await store.read('r-2')).toBeUndefined();
  });

  it('keeps one open request of a pause and kind', async () => {
    const { store, second, stored, kinds } = await withOne();
    const again = await second.create(made({ id: 'r-2' }, 'created'));
    expect(again).toMatchObject({ created: false, stored });
    expect((await store.create(made({ id: 'r-3', requestKind: 'promote-full' }))).created).toBe(true);
    expect((await store.create(made({ id: 'r-4', pauseStartedAt: '2026-11-21T11:00:00Z' }))).created).toBe(
      true,
    );
    await save(store, stored, { state: 'rejected' });
    expect((await second.create(made({ id: 'r-5' }), { once: true })).stored.request.id).toBe('r-1');
    expect((await second.create(made({ id: 'r-6' }, 'created'))).created).toBe(true);
    expect(await kinds()).toEqual(['created', 'saved', 'created']);
  });

  it('lets one of many that create at once through', async () => {
    const { store, second, kinds } = await setup();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? store : second).create(made({ id: `r-${index}` }, 'created')),
      ),
    );
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(answers.map(({ stored }) => stored.request.id)).size).toBe(1);
    expect(await kinds()).toEqual(['created']);
  });

  it('lets one of many that change the same version through', async () => {
    const { store, second, stored, kinds } = await withOne();
    const saved = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        save(index % 2 ? store : second, stored, { votes: [vote(`v${index}`)] }),
      ),
    );
    expect(saved.filter(Boolean)).toHaveLength(1);
    const read = await store.read('r-1');
    expect(read?.stored.version).toBe(2);
    expect(read?.stored.request.votes).toEqual([vote(`v${saved.indexOf(true)}`)]);
    expect(await kinds()).toEqual(['created', 'saved']);
  });

  it('keeps votes in their order, the last of each person', async () => {
    const { store, stored } = await withOne();
    await save(store, stored, { votes: [vote('b'), vote('a')] });
    const votes = [vote('a'), vote('c'), vote('b', 'reject')];
    await save(store, { ...stored, version: 2 }, { votes });
    expect((await store.read('r-1'))?.stored.request.votes).toEqual(votes);
  });

  it('knows what is open, and what changed', async () => {
    const { store, second, stored } = await withOne();
    const { stored: other } = await store.create(made({ id: 'r-2', uid: 'other' }));
    const breakGlass = { by: 'user:default/dana', reason: 'now', at: '2026-11-21T10:05:00.000Z' };
    await save(store, other, { state: 'withdrawn' });
    expect((await second.open()).map(({ id }) => id)).toEqual(['r-1']);
    await save(store, stored, { state: 'withdrawn', breakGlass });
    expect((await second.open()).map(({ id }) => id)).toEqual(['r-1']);
    const acknowledged = { ...breakGlass, acknowledgedBy: 'user:default/chen' };
    await save(store, { ...stored, version: 2 }, { state: 'withdrawn', breakGlass: acknowledged });
    expect(await second.open()).toEqual([]);
    const { changed, now } = await second.changedSince(0);
    const all = await second.readAll(changed.map(({ id }) => id));
    expect(all.map(({ request }) => request.id).sort()).toEqual(['r-1', 'r-2']);
    expect((await second.changedSince(now + 60_000)).changed).toEqual([]);
  });

  it('lists the newest first, as asked', async () => {
    const { store } = await setup();
    for (const number of [1, 2, 3, 4, 5]) {
      const rollout = { cluster: `c${number % 2}`, namespace: 'n', kind: 'rollout' as const, name: 'x' };
      const createdAt = `2026-11-21T10:00:0${number > 3 ? 3 : number}.000Z`;
      await store.create(made({ id: `r-${number}`, uid: `u${number}`, rollout, createdAt }));
    }
    const ids = async (query: Parameters<PromotionStore['list']>[0]) =>
      (await store.list(query)).map(({ request }) => request.id);
    expect(await ids({ limit: 3 })).toEqual(['r-5', 'r-4', 'r-3']);
    const before = { createdAt: '2026-11-21T10:00:03.000Z', id: 'r-4' };
    expect(await ids({ limit: 9, before })).toEqual(['r-3', 'r-2', 'r-1']);
    expect(await ids({ limit: 9, rollouts: ['c1/n/rollout/x'] })).toEqual(['r-5', 'r-3', 'r-1']);
    expect(await ids({ limit: 9, places: ['c0/n'] })).toEqual(['r-4', 'r-2']);
    expect(await ids({ limit: 9, places: [] })).toEqual([]);
    expect(await ids({ limit: 9, uid: 'u2', revision: 'bbb' })).toEqual(['r-2']);
    expect(await ids({ limit: 9, states: ['rejected'] })).toEqual([]);
    expect(await ids({ limit: 9, entityRef: 'component:default/other' })).toEqual([]);
  });

  it('makes several at once, each on its own', async () => {
    const { store, second, kinds } = await setup();
    const two = [made({ id: 'r-1', uid: 'u1' }, 'a'), made({ id: 'r-2', uid: 'u2' }, 'b')];
    expect((await store.createAll(two, { once: true })).map(({ created }) => created)).toEqual([true, true]);
    const again = [made({ id: 'r-3', uid: 'u1' }, 'c'), made({ id: 'r-4', uid: 'u3' }, 'd')];
    const answers = await second.createAll(again, { once: true });
    expect(answers.map(({ stored, created }) => [stored.request.id, created])).toEqual([
      ['r-1', false],
      ['r-4', true],
    ]);
    expect(await second.createAll([])).toEqual([]);
    expect(await kinds()).toEqual(['a', 'b', 'd']);
  });

  it('meets what is live for the first time, and tells of the rest', async () => {
    const { store, second } = await setup();
    const a: LiveRevisions = { rollout: 'a', uid: 'u', active: '1' };
    const b = { ...a, rollout: 'b' };
    expect(await store.meet([a])).toEqual([]);
    const now = await store.now();
    expect(await second.meet([{ ...a, active: '2' }, b])).toEqual([{ ...a, since: expect.any(Number) }]);
    const met = await store.lastSeen('b');
    expect(met).toMatchObject(b);
    expect(Math.abs((met?.since ?? 0) - now)).toBeLessThan(5_000);
  });

  it('remembers what is live, from what it was only', async () => {
    const { store, second, kinds } = await setup();
    const first = { rollout: 'a/b/rollout/c', uid: 'u', active: '1' };
    const next = { ...first, active: '2', stable: '1', previousStable: '0' };
    expect(await store.lastSeen(first.rollout)).toBeUndefined();
    const both = await Promise.all([
      store.remember(first, undefined, [line('a')]),
      second.remember(first, undefined, [line('a')]),
    ]);
    expect(both.filter(Boolean)).toHaveLength(1);
    expect(await second.remember(next, first, [line('b')])).toBe(true);
    expect(await store.remember(next, first, [line('c')])).toBe(false);
    expect(await store.lastSeen(first.rollout)).toMatchObject(next);
    expect(await kinds()).toEqual(['a', 'b']);
  });
}

describe('in memory', () => {
  storeContract(async () => {
    const store = new MemoryPromotionStore(new VirtualTime().database);
    return { store, second: store, kinds: async () => store.lines.map(({ kind }) => kind) };
  });
});

eachDatabase((_engine, open) => {
  const setup = async () => {
    const knex = await open();
    await ledgerTables.up(knex, 'rollouts');
    await migration.up(knex);
    await sinceMigration.up(knex);
    const ledger = new DatabaseLedger({ database: knex, chain: 'rollouts' });
    const replica = await open(knex);
    const second = new DatabasePromotionStore(
      replica,
      new DatabaseLedger({ database: replica, chain: 'rollouts' }),
    );
    return { knex, ledger, store: new DatabasePromotionStore(knex, ledger), second };
  };

  storeContract(async () => {
    const { ledger, ...stores } = await setup();
    const kinds = async () => (await ledger.lines({ limit: 1_000 })).map(({ kind }) => kind).reverse();
    return { ...stores, kinds };
  });

  it('writes nothing without its line in the ledger', async () => {
    const { knex, store } = await setup();
    const words = { kind: 'x', by: 'portal', subject: 'a', text: 'no \u0000 can be kept', data: {} };
    await expect(store.create(() => ({ request: makeRequest(), lines: [words] }))).rejects.toThrow(/NUL/);
    expect(await knex('promotion_requests')).toEqual([]);
    await store.create(() => ({ request: makeRequest(), lines: [] }));
    const read = await store.read('r-1');
    const next = { ...read!.stored, request: { ...read!.stored.request, state: 'withdrawn' as const } };
    await expect(store.save({ next, lines: [words] })).rejects.toThrow(/NUL/);
    expect((await store.read('r-1'))?.stored).toEqual(read?.stored);
  });

  it('goes by the clock of the database', async () => {
    const { store } = await setup();
    await store.create(() => ({ request: makeRequest(), lines: [] }));
    const first = await store.read('r-1');
    const now = await store.now();
    expect(now - first!.now).toBeLessThan(5_000);
    expect(Number.isInteger(now) && now > Date.UTC(2020, 0)).toBe(true);
  });

  it('goes with its tables, and comes back', async () => {
    const { knex, store } = await setup();
    const words = { kind: 'x', by: 'portal', subject: 'a', text: 'b', data: {} };
    await store.create(() => ({ request: makeRequest(), lines: [words] }));
    await store.remember({ rollout: 'a', uid: 'b', active: 'c' }, undefined, []);
    await sinceMigration.down(knex);
    expect(await knex('live_revisions').first()).toEqual({
      rollout: 'a',
      uid: 'b',
      active: 'c',
      stable: null,
      previous_stable: null,
    });
    await migration.down(knex);
    for (const table of ['promotion_requests', 'promotion_votes', 'live_revisions']) {
      expect(await knex.schema.hasTable(table)).toBe(false);
    }
    await migration.up(knex);
    await knex('live_revisions').insert({ rollout: 'a', uid: 'b', active: 'c' });
    await sinceMigration.up(knex);
    expect(await store.open()).toEqual([]);
    expect(await store.lastSeen('a')).toMatchObject({ active: 'c', since: 0 });
  });
});
