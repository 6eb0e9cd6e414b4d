import { mockServices } from '@backstage/backend-test-utils';
import type { LedgerLine } from '@greenroom/plugin-portal-node';
import type { Person } from '@greenroom/plugin-rollouts-common';
import { HOLDS_MS, type KnownNarrowing, Narrowings, type NarrowingStore } from './Narrowings';

const KEY = 'eks-prod/store/rollout/shop';
const three = { name: 'greenroom.dev/votes', value: '3' };
const four = { name: 'greenroom.dev/votes', value: '4' };
const letGo = { rollout: KEY, name: three.name, reason: 'moved to the configuration' };
const dana: Person = {
  ref: 'user:default/dana',
  claims: ['user:default/dana', 'group:default/platform'],
  kind: 'user',
};

function makeStore(clock = { now: 1_000_000_000_000 }) {
  const rows = new Map<string, KnownNarrowing>();
  const lines: LedgerLine[] = [];
  const store: NarrowingStore = {
    now: async () => clock.now,
    all: async () => [...rows.values()],
    put: async narrowing =>
      void rows.set(JSON.stringify([narrowing.rollout, narrowing.name, narrowing.value]), narrowing),
    acknowledge: async (narrowings, line) => {
      for (const narrowing of narrowings) {
        await store.put(narrowing);
      }
      lines.push(line);
    },
    forget: async before => {
      rows.forEach(({ goneAt }, key) => (goneAt ?? Infinity) < before && rows.delete(key));
    },
  };
  return { store, rows, lines, clock };
}

function setup(store: NarrowingStore, clock: { now: number }) {
  const logger = mockServices.logger.mock();
  const replica = () =>
    new Narrowings({ store, admins: ['group:default/platform'], steady: () => clock.now, logger });
  return { logger, replica };
}

const settle = () => new Promise(resolve => setImmediate(resolve));

describe('Narrowings', () => {
  const { store, rows, lines, clock } = makeStore();
  const { replica } = setup(store, clock);
  beforeEach(() => rows.clear());

  it('hold for seven days after they are taken away, and no moment longer', () => {
    const narrowings = replica();
    narrowings.observe(KEY, [three]);
    expect(narrowings.held(KEY, [three])).toEqual([]);
    narrowings.observe(KEY, []);
    const gone = { rollout: KEY, ...three, goneAt: clock.now };
    expect(narrowings.held(KEY, [])).toEqual([gone]);
    expect(narrowings.held('eks-prod/store/rollout/other', [])).toEqual([]);
    clock.now += HOLDS_MS - 1;
    expect(narrowings.held(KEY, [])).toEqual([gone]);
    clock.now += 1;
    expect(narrowings.held(KEY, [])).toEqual([]);
  });

  it('hold already before it was noticed that they are away', () => {
    const narrowings = replica();
    narrowings.observe(KEY, [three]);
    expect(narrowings.held(KEY, [])).toEqual([{ rollout: KEY, ...three }]);
  });

  it('hold the one before when it is changed, and are whole again when it comes back', () => {
    const narrowings = replica();
    narrowings.observe(KEY, [four]);
    narrowings.observe(KEY, [three]);
    expect(narrowings.held(KEY, [three])).toMatchObject([four]);
    narrowings.observe(KEY, [four]);
    expect(narrowings.held(KEY, [four])).toMatchObject([three]);
    clock.now += HOLDS_MS;
    expect(narrowings.held(KEY, [])).toEqual([{ rollout: KEY, ...four }]);
  });

  it('outlive a restart, also when they are taken away meanwhile', async () => {
    const before = replica();
    before.observe(KEY, [three]);
    await settle();
    const after = replica();
    await after.load();
    expect(after.held(KEY, [])).toHaveLength(1);
    after.observe(KEY, []);
    await settle();
    const third = replica();
    await third.load();
    expect(third.held(KEY, [])).toEqual([{ rollout: KEY, ...three, goneAt: clock.now }]);
    clock.now += HOLDS_MS + 1;
    await third.load();
    expect(rows.size).toBe(0);
  });

  it('are let go by a policy admin, for all replicas', async () => {
    const [narrowings, other] = [replica(), replica()];
    narrowings.observe(KEY, [three]);
    narrowings.observe(KEY, []);
    await settle();
    await other.load();
    expect(other.held(KEY, [])).toHaveLength(1);
    const told: string[] = [];
    narrowings.onLetGo(rollout => told.push(rollout));
    const goneAt = new Date(clock.now).toISOString();
    const until = new Date(clock.now + HOLDS_MS).toISOString();
    expect(narrowings.told(KEY, [])).toEqual({
      held: [{ ...three, goneAt, until }],
      admins: ['group:default/platform'],
    });
    expect(await narrowings.acknowledge(dana, letGo)).toEqual({
      acknowledgedBy: dana.ref,
      released: [{ ...three, goneAt, until }],
    });
    expect(told).toEqual([KEY]);
    expect(narrowings.told(KEY, [])).toBeUndefined();
    expect(narrowings.held(KEY, [])).toEqual([]);
    await other.load();
    expect(other.held(KEY, [])).toEqual([]);
    expect([...rows.values()]).toMatchObject([{ acknowledgedBy: dana.ref }]);
    expect(lines).toEqual([
      {
        kind: 'narrowing-let-go',
        by: dana.ref,
        subject: KEY,
        text: 'dana lets greenroom.dev/votes go, which was taken away and still narrowed the policy: moved to the configuration',
        data: { name: three.name, values: ['3'], reason: letGo.reason },
      },
    ]);
    // there and away again is another removal
    narrowings.observe(KEY, [three]);
    narrowings.observe(KEY, []);
    expect(narrowings.held(KEY, [])).toHaveLength(1);
  });

  it.each<[string, Person]>([
    ['somebody else', { ref: 'user:default/ada', claims: ['user:default/ada'], kind: 'user' }],
    ['an agent', { ...dana, onBehalfOf: 'plugin:scaffolder' }],
    ['a program', { ...dana, kind: 'service' }],
    ['a guest', { ...dana, kind: 'guest' }],
  ])('are not let go by %s', async (_, person) => {
    const narrowings = replica();
    narrowings.observe(KEY, [three]);
    narrowings.observe(KEY, []);
    await expect(narrowings.acknowledge(person, letGo)).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(narrowings.held(KEY, [])).toHaveLength(1);
  });

  it("are gone since a moment of the database's clock, whatever ours says", async () => {
    const hourBehind = setup(store, { now: clock.now - 3_600_000 });
    const narrowings = hourBehind.replica();
    await narrowings.load();
    narrowings.observe(KEY, [three]);
    narrowings.observe(KEY, []);
    expect(narrowings.held(KEY, [])).toEqual([{ rollout: KEY, ...three, goneAt: clock.now }]);
  });

  it('can not be let go while they are there', async () => {
    const narrowings = replica();
    narrowings.observe(KEY, [three]);
    await expect(narrowings.acknowledge(dana, letGo)).rejects.toThrow('holds on');
  });
});

describe('while the database fails', () => {
  it('narrowings hold all the same, and are saved when it answers again', async () => {
    const { store, rows, clock } = makeStore();
    const keep = store.put;
    const put = jest
      .spyOn(store, 'put')
      .mockImplementation(narrowing =>
        narrowing.rollout === KEY ? Promise.reject(new TypeError('connection refused')) : keep(narrowing),
      );
    const { logger, replica } = setup(store, clock);
    const narrowings = replica();
    narrowings.observe(KEY, [three]);
    narrowings.observe(KEY, []);
    narrowings.observe('eks-prod/store/rollout/other', [three]);
    await settle();
    expect([...rows.values()]).toEqual([{ rollout: 'eks-prod/store/rollout/other', ...three }]);
    expect(narrowings.held(KEY, [])).toHaveLength(1);
    expect(logger.warn).toHaveBeenCalledWith(expect.stringContaining('connection refused'));
    const stop = new AbortController();
    let rounds = 0;
    await narrowings.run(async () => {
      rounds += 1;
      if (rounds === 2) {
        put.mockRestore();
        stop.abort();
      }
    }, stop.signal);
    expect([...rows.values()]).toContainEqual({ rollout: KEY, ...three, goneAt: expect.any(Number) });
    expect(narrowings.held(KEY, [])).toHaveLength(1);
  });
});
