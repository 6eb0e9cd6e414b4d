import { eachDatabase } from '../__testUtils__/eachDatabase';
import { MemoryInterestStore } from './__testUtils__/MemoryInterestStore';
import { DatabaseInterestStore } from './DatabaseInterestStore';
import type { InterestStore } from './InterestStore';
import { interestTables } from './interestTables';

/** What every store does, whatever it keeps things in. Times are durations, so that nobody has to wait: what was given for -1 ms has run out. */
function storeContract(open: () => Promise<InterestStore>): void {
  const A = 'aws:1/eu';
  const B = 'postgres:b';
  const setup = async () => {
    const store = await open();
    await store.register([A, B]);
    const state = async (source = A) => (await store.states([source], 'any'))[0];
    return { store, state };
  };
  const ended = (look: object, dueAfterMs = 0, failures = 0) => ({
    look: JSON.stringify(look),
    dueAfterMs,
    failures,
  });

  it('knows the sources that were registered, however often', async () => {
    const { store } = await setup();
    await store.register([A, B]);
    const states = await store.states([A, B, 'aws:2/eu'], 'any');
    expect(states.map(({ source }) => source).sort()).toEqual([A, B]);
    expect(states[0]).toMatchObject({ version: 0, isWanted: false, isDue: true });
    expect(await store.looks([A])).toEqual([]);
  });

  it('gives no ticket for what nobody wants', async () => {
    const { store, state } = await setup();
    expect(await store.take(A, 'one', 1_000)).toBeUndefined();
    await store.want([{ source: A, thing: 'x' }], 'one', -1);
    expect(await state()).toMatchObject({ isWanted: false });
    expect(await store.take(A, 'one', 1_000)).toBeUndefined();
    await store.want([{ source: A, thing: 'x' }], 'one', 30_000);
    expect(await state(B)).toMatchObject({ isWanted: false });
    await store.leave('one');
    expect(await store.take(A, 'one', 1_000)).toBeUndefined();
  });

  it('gives one ticket at a time, with what all want', async () => {
    const { store, state } = await setup();
    await store.want([{ source: A, thing: 'y' }], 'one', 30_000);
    await store.want(
      [
        { source: A, thing: 'x' },
        { source: A, thing: 'y' },
        { source: B, thing: 'z' },
      ],
      'two',
      30_000,
    );
    expect(await state()).toMatchObject({ isWanted: true, isDue: true });
    const tickets = await Promise.all(['one', 'two', 'three'].map(replica => store.take(A, replica, 9_000)));
    const given = tickets.filter(ticket => ticket !== undefined);
    expect(given).toEqual([{ source: A, fence: 1, things: ['x', 'y'], version: 0, failures: 0 }]);
    expect(await state()).toMatchObject({ isWanted: true, isDue: false });
  });

  it('keeps what a look brought, for all, and is due again when it was said', async () => {
    const { store, state } = await setup();
    await store.want([{ source: A, thing: '' }], 'one', 30_000);
    const first = await store.take(A, 'one', 9_000);
    expect(
      await store.finish({ source: A, fence: first?.fence ?? 0 }, ended({ n: 1 }, 60_000, 2)),
    ).toMatchObject({
      version: 1,
    });
    const [look] = await store.looks([A, B]);
    expect(look).toMatchObject({ source: A, version: 1, look: '{"n":1}' });
    expect(look?.ageMs).toBeLessThan(5_000);
    expect(await state()).toMatchObject({ version: 1, isDue: false });
    expect(await store.take(A, 'two', 9_000)).toBeUndefined();
  });

  it('remembers failures, and changes nothing but the ticket where there was no look', async () => {
    const { store, state } = await setup();
    await store.want([{ source: A, thing: '' }], 'one', 30_000);
    await store.take(A, 'one', 9_000);
    await store.finish({ source: A, fence: 1 }, ended({ n: 1 }, -1, 3));
    expect(await store.take(A, 'one', 9_000)).toMatchObject({ fence: 2, version: 1, failures: 3 });
    await store.finish({ source: A, fence: 2 }, { failures: 3, dueAfterMs: 0 });
    expect(await state()).toMatchObject({ version: 1, isDue: true });
    expect(await store.take(A, 'two', 9_000)).toMatchObject({ fence: 3, version: 1, failures: 3 });
  });

  it('refuses a late writer once somebody else has had a ticket', async () => {
    const { store } = await setup();
    await store.want([{ source: A, thing: '' }], 'one', 30_000);
    const late = await store.take(A, 'one', -1);
    const next = await store.take(A, 'two', 9_000);
    expect([late?.fence, next?.fence]).toEqual([1, 2]);
    expect(await store.extend({ source: A, fence: 1 }, 9_000)).toBe(false);
    expect(await store.extend({ source: A, fence: 2 }, 9_000)).toBe(true);
    expect(await store.finish({ source: A, fence: 1 }, ended({ n: 'old' }))).toBeUndefined();
    expect(await store.finish({ source: A, fence: 2 }, ended({ n: 'new' }))).toMatchObject({ version: 1 });
    expect(await store.finish({ source: A, fence: 2 }, ended({ n: 'again' }))).toBeUndefined();
    expect((await store.looks([A]))[0]?.look).toBe('{"n":"new"}');
  });

  it('lets the one that looked last come first, for a while, unless it has stopped', async () => {
    const { store } = await setup();
    await store.want([{ source: A, thing: '' }], 'one', 30_000);
    await store.take(A, 'one', 9_000);
    await store.finish({ source: A, fence: 1 }, ended({}, -1_000));
    expect(await store.take(A, 'two', 9_000)).toBeUndefined();
    expect(await store.states([A], 'two')).toMatchObject([{ isDue: false }]);
    expect(await store.states([A], 'one')).toMatchObject([{ isDue: true }]);
    await store.take(A, 'one', 9_000);
    await store.finish({ source: A, fence: 2 }, ended({}, -6_000));
    expect(await store.take(A, 'two', 9_000)).toMatchObject({ fence: 3 });
    await store.finish({ source: A, fence: 3 }, { failures: 0, dueAfterMs: 0 });
    expect(await store.take(A, 'one', 9_000)).toMatchObject({ fence: 4 });
  });

  it('has a prompt source due at once when there is a thing that nobody wanted, for whoever asks', async () => {
    const { store, state } = await setup();
    const prompt = new Set([A]);
    const want = (thing: string, replica: string, source = A) =>
      store.want([{ source, thing }], replica, 30_000, prompt);
    await want('x', 'one');
    await store.take(A, 'one', 9_000);
    await store.finish({ source: A, fence: 1 }, ended({}, 60_000));
    await want('x', 'two');
    expect(await state()).toMatchObject({ isDue: false });
    await want('y', 'two');
    expect(await store.take(A, 'two', 9_000)).toMatchObject({ fence: 2, things: ['x', 'y'] });
    // What comes while it is looked at is not put off by how that ends.
    await want('z', 'three');
    expect(await state()).toMatchObject({ isDue: false });
    await store.finish({ source: A, fence: 2 }, ended({}, 60_000));
    expect(await store.take(A, 'three', 9_000)).toMatchObject({ fence: 3, things: ['x', 'y', 'z'] });
    await store.finish({ source: A, fence: 3 }, ended({}, 60_000));
    expect(await state()).toMatchObject({ isDue: false });
    // Of another source it is not so.
    await want('x', 'one', B);
    await store.take(B, 'one', 9_000);
    await store.finish({ source: B, fence: 1 }, ended({}, 60_000));
    await want('y', 'one', B);
    expect(await state(B)).toMatchObject({ isDue: false });
  });

  it('extends no ticket that has run out', async () => {
    const { store } = await setup();
    await store.want([{ source: A, thing: '' }], 'one', 30_000);
    await store.take(A, 'one', -1);
    expect(await store.extend({ source: A, fence: 1 }, 9_000)).toBe(false);
  });

  it('is not held up by what a clock wrote that has been put back since', async () => {
    const { store, state } = await setup();
    const hours = 7_200_000;
    await store.want([{ source: A, thing: '' }], 'one', hours);
    expect(await state()).toMatchObject({ isWanted: false });
    await store.want([{ source: A, thing: '' }], 'one', 30_000);
    await store.take(A, 'one', hours);
    expect(await store.take(A, 'two', 9_000)).toMatchObject({ fence: 2 });
    await store.finish({ source: A, fence: 2 }, ended({}, hours));
    expect(await state()).toMatchObject({ isWanted: true, isDue: true });
  });
}

eachDatabase((_engine, open) => {
  storeContract(async () => {
    const knex = await open();
    await interestTables.up(knex, 'looks');
    return new DatabaseInterestStore(knex, 'looks');
  });

  it('gives one ticket to replicas with connections of their own', async () => {
    const knex = await open();
    await interestTables.up(knex, 'looks');
    const stores = await Promise.all(
      Array.from({ length: 4 }, async () => new DatabaseInterestStore(await open(knex), 'looks')),
    );
    const sources = Array.from({ length: 10 }, (_, index) => `aws:${index}/eu`);
    await stores[0]?.register(sources);
    await stores[0]?.want(
      sources.map(source => ({ source, thing: '' })),
      'r',
      30_000,
    );
    const tickets = await Promise.all(
      stores.flatMap((store, index) => sources.map(source => store.take(source, `r${index}`, 9_000))),
    );
    expect(tickets.filter(ticket => ticket !== undefined).map(({ fence }) => fence)).toEqual(
      sources.map(() => 1),
    );
  });

  it('forgets sources that nobody has looked at for a month, and its tables', async () => {
    const knex = await open();
    await interestTables.up(knex, 'looks');
    const store = new DatabaseInterestStore(knex, 'looks');
    await store.register(['old', 'new']);
    await store.register(['never looked at']);
    await knex('looks_sources').where({ source: 'old' }).update({ looked_at: 1_700_000_000_000 });
    await store.register(['new']);
    expect(
      (await store.states(['old', 'new', 'never looked at'], 'any')).map(({ source }) => source).sort(),
    ).toEqual(['never looked at', 'new']);
    await interestTables.down(knex, 'looks');
    expect(await knex.schema.hasTable('looks_sources')).toBe(false);
    await expect(interestTables.up(knex, 'no names; here')).rejects.toThrow('can not be called');
  });
});

describe('in memory', () => {
  storeContract(async () => new MemoryInterestStore(() => 1_800_000_000_000));
});
