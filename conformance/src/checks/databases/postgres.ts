import { expect } from 'expect';
import { type Look, MemorySampleStore, PostgresSource } from '@greenroom/plugin-databases-backend';
import { sleep } from '../../eventually';
import { session } from '../../postgres/asking';
import type { Login, PostgresCheck, PostgresTarget, Server } from '../../postgres/PostgresTarget';

const { signal } = new AbortController();
const NAME = 'conformance';

interface Asked {
  login?: Login;
  pgpool?: Server;
}

/** The pair as it would be configured, for as long as a check reads it. */
async function reading<T>(
  target: PostgresTarget,
  read: (source: PostgresSource) => Promise<T>,
  { login = target.monitor, pgpool = target.pgpool }: Asked = {},
): Promise<T> {
  const source = new PostgresSource({
    configured: {
      name: NAME,
      place: 'conformance',
      entities: [],
      members: [
        { name: 'first', aliases: [], ...target.primary },
        { name: 'second', aliases: [], ...target.standby },
      ],
      pools: [{ name: 'pgpool', ...pgpool }],
    },
    login: { user: login.user, database: 'postgres', password: async () => login.password, tls: false },
    thresholds: {},
    now: () => Date.now(),
    samples: new MemorySampleStore(),
  });
  try {
    return await read(source);
  } finally {
    await source.close();
  }
}

const look = (target: PostgresTarget, asked?: Asked) =>
  reading(target, source => source.look(undefined, signal), asked);
const seen = ({ databases: [first] }: Look) => {
  if (!first) {
    throw new TypeError('nothing was seen');
  }
  return first;
};
const rolesOf = (one: Look) => seen(one).database.members.map(({ role }) => role);
const statesOf = (one: Look) => seen(one).database.members.map(({ state }) => state);
const textsOf = (one: Look) => seen(one).database.verdict.reasons.map(({ text }) => text);

/** The portal's own clients and readings, on a PostgreSQL with a standby behind pgpool. What breaks them comes last. */
export const databasesPostgresChecks: readonly PostgresCheck[] = [
  {
    id: 'databases/pair',
    title: 'a primary and its standby, in the one model and in the eyes of pgpool',
    async run(target) {
      // The portal does not count itself: somebody else has to be there for it to tell of.
      const one = await session(target.primary, target.monitor, () => look(target));
      expect(one.report).toMatchObject({ freshness: 'live', missingPermissions: [] });
      expect([rolesOf(one), statesOf(one)]).toEqual([
        ['primary', 'standby'],
        ['serves', 'streaming'],
      ]);
      const { database, pools, sessions } = seen(one);
      expect(database).toMatchObject({
        engine: 'postgresql-pgpool',
        connections: { used: expect.any(Number), limit: expect.any(Number), limitFrom: 'max_connections' },
        storage: { usedBytes: expect.any(Number) },
        housekeeping: {
          oldestTransactionAge: expect.any(Number),
          archiver: { failing: false },
          slots: expect.arrayContaining([expect.objectContaining({ kind: 'physical', active: true })]),
        },
      });
      expect(database.members[1]?.lag).toMatchObject({ value: expect.any(Number) });
      expect(pools).toMatchObject([
        {
          name: 'pgpool',
          state: 'answers',
          nodes: [
            { member: 'first', pgStatus: 'up', pgRole: 'primary' },
            { member: 'second', pgStatus: 'up', pgRole: 'standby' },
          ],
        },
      ]);
      expect(sessions.find(({ role }) => role === target.monitor.user)).toBeDefined();
    },
  },
  {
    id: 'databases/rates',
    title: 'rates between two looks, and the points of a chart',
    async run(target) {
      const values = await reading(target, async source => {
        const before = await source.look(undefined, signal);
        await sleep(300);
        const { database } = seen(await source.look(before, signal));
        const metrics = ['connections', 'transactions', 'cache-hits', 'used-storage'] as const;
        const series = (await source.tail([{ database, metrics }])).get(NAME) ?? [];
        return new Map(series.map(one => [`${one.metric}/${one.of ?? ''}`, one.values.at(-1)]));
      });
      expect(values.get('connections/primary')).toBeGreaterThan(0);
      expect(values.get('transactions/')).toBeGreaterThan(0);
      expect(values.get('cache-hits/primary')).toBeGreaterThan(0);
      expect(values.get('used-storage/')).toBeGreaterThan(1_000_000);
    },
  },
  {
    id: 'databases/not-allowed',
    title: 'without pg_monitor it is told what may not be seen, and never taken for broken',
    async run(target) {
      const one = await look(target, { login: target.guest });
      expect(rolesOf(one)).toEqual(['primary', 'standby']);
      expect(statesOf(one)).toEqual(['serves', 'not allowed to see']);
      expect(seen(one).database.verdict.state).toBe('unknown');
      expect(one.report.missingPermissions[0]?.rule).toMatch(/^GRANT pg_monitor/);
      expect(seen(one).database.unseen.join()).toMatch(/not allowed to see/);
    },
  },
  {
    id: 'databases/wrong-password',
    title: 'a wrong password is a refusal in our own words',
    async run(target) {
      const login = { ...target.monitor, password: 'conformance-wrong' };
      const one = await look(target, { login });
      expect(one.report).toMatchObject({ freshness: 'denied', reason: 'first refuses the login' });
      expect(JSON.stringify(one)).not.toMatch(/conformance-wrong|authentication/);
    },
  },
  {
    id: 'databases/no-pgpool',
    title: 'a PostgreSQL in the place of a pgpool is found out',
    async run(target) {
      const one = await look(target, { pgpool: target.primary });
      expect(seen(one).pools).toMatchObject([{ state: 'refuses us', reason: 'pgpool is no pgpool' }]);
    },
  },
  {
    id: 'databases/failover',
    title: 'a standby that stops, a failover and a split brain, as looks see them',
    breaks: true,
    async run(target) {
      await reading(target, async source => {
        let last = await source.look(undefined, signal);
        const until = async (what: string, holds: (one: Look) => boolean) => {
          for (let i = 0; i < 150 && !holds(last); i += 1) {
            await sleep(100);
            last = await source.look(last, signal);
          }
          expect({ what, holds: holds(last), texts: textsOf(last) }).toEqual({
            what,
            holds: true,
            texts: expect.anything(),
          });
        };
        await target.act?.('stop-standby');
        await until('stopped', one => statesOf(one)[1] === 'not reachable');
        expect(seen(last).database.verdict.state).toBe('degraded');
        // pgpool finds out some seconds later.
        await until('put out', one => seen(one).pools[0]?.nodes[1]?.status === 'down');
        await target.act?.('start-standby');
        await until('left out', one => textsOf(one).some(text => text.includes('was not attached again')));
        await target.act?.('attach');
        await until('well', one => seen(one).database.verdict.state === 'healthy');

        await target.act?.('kill-primary');
        await until('begun', one => seen(one).database.lastFailover?.startedAt !== undefined);
        expect(seen(last).database.lastFailover?.from).toBe('first');
        await until('over', one => rolesOf(one)[1] === 'primary');
        expect(seen(last).database.lastFailover).toMatchObject({ from: 'first', to: 'second' });
        expect(seen(last).database.lastFailover?.endedAt).toBeDefined();
        expect(seen(last).database.sentence).toContain('Failed over from first to second');
        expect(seen(last).events[0]).toMatchObject({ kind: 'failover', from: 'portal', member: 'second' });

        await target.act?.('start-killed');
        await until('split', one =>
          textsOf(one).some(text => text.startsWith('Split brain: first and second')),
        );
        await target.act?.('repair');
      });
    },
  },
];
