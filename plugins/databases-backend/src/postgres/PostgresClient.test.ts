import { randomBytes } from 'node:crypto';
import { postgresUrl } from '@greenroom/plugin-portal-node/testUtils';
import { Client } from 'pg';
import { z } from 'zod';
import { faultOf } from './faults';
import { PostgresClient } from './PostgresClient';
import { PostgresSource } from './PostgresSource';

const url = new URL(postgresUrl());
const server = { host: url.hostname, port: Number(url.port) };
const database = url.pathname.slice(1);
const user = `reader_${randomBytes(4).toString('hex')}`;
const login = { user, database, password: async () => 'of a test', tls: false as const };
const admin = new Client({ connectionString: url.href });

beforeAll(async () => {
  await admin.connect();
  await admin.query(`create role ${user} login password 'of a test' in role pg_monitor`);
});
afterAll(async () => {
  await admin.query(`drop role if exists ${user}`);
  await admin.end();
});

/** How many connections of the portal the server has now, as the server itself counts them. */
async function connections(): Promise<number> {
  const { rows } = await admin.query<{ n: number }>(
    'select count(*)::int as n from pg_stat_activity where usename = $1',
    [user],
  );
  return rows[0]?.n ?? NaN;
}

/** The most that the server had at a time while something was done. */
async function mostWhile(doing: Promise<unknown>): Promise<number> {
  let most = 0;
  let isDone = false;
  const done = doing.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    most = Math.max(most, await connections());
  }
  await done;
  return most;
}

async function gone(): Promise<void> {
  while ((await connections()) > 0) {
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

const never = new AbortController().signal;
const row = z.looseObject({});

describe('one server of a database', () => {
  let client: PostgresClient;
  const ask = (sql: string, signal = never) => client.ask(session => session.rows(sql, row), signal);

  beforeEach(() => {
    client = new PostgresClient({ kind: 'postgres', ...server }, login);
  });
  afterEach(async () => {
    await client.close();
    await gone();
  });

  it('has every statement ended by the server itself after three seconds, and goes on', async () => {
    const [{ since }] = z.tuple([z.object({ since: z.date() })]).parse(await ask('select now() as since'));
    const error = await ask('select pg_sleep(60)').catch((it: unknown) => it);
    expect(error).toMatchObject({ code: '57014', message: expect.stringContaining('statement timeout') });
    expect(faultOf(error, 'postgres').kind).toBe('busy');
    const lasted = `select extract(epoch from now() - '${since.toISOString()}'::timestamptz)::float as lasted`;
    const [{ lasted: seconds }] = z.tuple([z.object({ lasted: z.number() })]).parse(await ask(lasted));
    expect(seconds).toBeGreaterThanOrEqual(2.9);
    // Nothing of it goes on in the server.
    expect(await connections()).toBe(1);
  });

  it('may write nothing', async () => {
    await expect(ask('create table public.mine (n int)')).rejects.toMatchObject({ code: '25006' });
  });

  it('is asked over one connection, however many ask at once', async () => {
    const asked = Promise.all(Array.from({ length: 20 }, () => ask('select pg_sleep(0.02)')));
    expect(await mostWhile(asked)).toBe(1);
  });

  it('has no more than two while a look that was given up is still being answered', async () => {
    const given = new AbortController();
    const slow = ask('select pg_sleep(1)', given.signal).catch(() => undefined);
    while ((await connections()) === 0) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    given.abort();
    const again = mostWhile(Promise.all([slow, ask('select pg_sleep(0.2)')]));
    expect(await again).toBeLessThanOrEqual(2);
  });
});

it('a database of one server is looked at over at most two connections, by two looks at once and then by more', async () => {
  const source = new PostgresSource({
    configured: {
      name: 'own',
      place: 'a test',
      members: [{ name: 'pg-0', ...server, aliases: [] }],
      pools: [],
      entities: [],
    },
    login,
    thresholds: {},
    now: () => Date.parse('2026-11-21T10:54:00Z'),
    samples: { add: async () => undefined, between: async () => [], since: async () => undefined },
  });
  const looks = async () => {
    const [first] = await Promise.all([source.look(undefined, never), source.look(undefined, never)]);
    return Promise.all(Array.from({ length: 5 }, () => source.look(first, never)));
  };
  try {
    const looked = looks();
    expect(await mostWhile(looked)).toBeLessThanOrEqual(2);
    for (const { databases } of await looked) {
      expect(databases[0]?.database.members).toMatchObject([{ id: 'pg-0', state: 'serves' }]);
    }
  } finally {
    await source.close();
    await gone();
  }
});
