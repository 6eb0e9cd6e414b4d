import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { startSandbox } from '@greenroom/sandbox';
import type { DatabaseSource, Look } from './DatabaseSource';
import { MemorySampleStore } from './postgres/samples/MemorySampleStore';
import { readSources } from './sources';

const { signal } = new AbortController();

/** Configured as a portal would be, over sockets, against the sandbox's AWS and PostgreSQL. */
describe('sources on a sandbox', () => {
  const directory = mkdtempSync(join(tmpdir(), 'databases-'));
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let sources: DatabaseSource[];
  let ahead = 0;
  const clock = {
    now: () => Date.now() + ahead * 1_000,
    random: () => 0,
    wait: async (ms: number) => void (ahead += ms / 1_000),
  };
  const samples = new MemorySampleStore();
  const source = (id: string) => sources.find(one => one.id === id) ?? missing(id);

  beforeAll(async () => {
    sandbox = await startSandbox({
      state: directory,
      world: { bare: ['one'], aws: 'stacks', databases: 'stacks' },
    });
    const config = configOf(sandbox.endpoints());
    const credentials = DefaultAwsCredentialsManager.fromConfig(config);
    sources = readSources(config, { credentials, clock, samples });
  }, 30_000);

  afterAll(async () => {
    await Promise.all((sources ?? []).map(one => one.close()));
    await sandbox.stop();
    rmSync(directory, { recursive: true });
  });

  it.each([
    ['aws:402917760021/eu-central-1', 'shop-aurora', ['reader', 'reader', 'writer']],
    ['aws:402917760021/eu-west-1', 'shop-aurora-dr', ['reader']],
    ['aws:518834609275/eu-north-1', 'conduit-db', ['primary', 'standby']],
    ['postgres:rememberry', 'rememberry', ['primary', 'standby']],
    ['postgres:coursework', 'coursework', ['primary']],
  ])('%s: sees %s', async (id, name, roles) => {
    const look = await source(id).look(undefined, signal);
    expect(look.report).toMatchObject({ id, freshness: 'live', missingPermissions: [] });
    const { database } = look.databases.find(seen => seen.database.name === name) ?? missing(name);
    // Which of them writes goes by the date: it failed over every few days before the sandbox began.
    expect(database.members.map(({ role }) => role).sort()).toEqual(roles);
    expect(database.connections).toEqual({
      used: expect.any(Number),
      limit: expect.any(Number),
      limitFrom: expect.any(String),
    });
    expect(database.verdict.state).not.toBe('unknown');
    expect(database.sentence).toMatch(/connections/);
    expect(JSON.stringify(look)).not.toMatch(/select |conninfo|\/var\/lib/i);
  });

  it('has the points that CloudWatch has, by role', async () => {
    const look = await source('aws:402917760021/eu-central-1').look(undefined, signal);
    const database = look.databases[0]?.database ?? missing('shop-aurora');
    const to = Math.floor(clock.now() / 60_000) * 60;
    const answer = await source('aws:402917760021/eu-central-1').history(
      { database, metrics: ['cpu', 'read-latency', 'free-storage'], from: to - 7_200, to, periodSeconds: 60 },
      signal,
    );
    expect(answer.series.map(({ metric, of, statistic }) => [metric, of, statistic])).toEqual([
      ['cpu', 'writer', 'average'],
      ['cpu', 'reader', 'average'],
      ['read-latency', 'writer', 'p90'],
      ['read-latency', 'reader', 'p90'],
    ]);
    expect(answer.series.every(({ values }) => values.length === 120)).toBe(true);
    expect(answer.missing.map(({ metric }) => metric)).toEqual(['free-storage']);
  });

  it('gets over a clock that differs from that of AWS, and tells that nothing is as old as it seems', async () => {
    const look = () => source('aws:402917760021/eu-west-1').look(undefined, signal);
    await look();
    sandbox.inject({ target: 'aws:eu-west-1', fault: 'skew' });
    ahead += 61;
    const skewed = await look();
    sandbox.inject({ target: 'aws:eu-west-1', fault: 'none' });
    expect(skewed.report).toMatchObject({ freshness: 'stale', cure: expect.stringMatching(/NTP/) });
    expect(skewed.databases[0]?.database.verdict).toMatchObject({ state: 'unknown' });
    expect(skewed.databases[0]?.database.sentence).toMatch(/clock is 15 min behind AWS's/);
    for (let minute = 0; minute < 2; minute += 1) {
      ahead += 61;
      expect((await look()).report.freshness).toBe('live');
    }
  });

  it('draws in one replica what another one has measured', async () => {
    await source('postgres:rememberry').look(undefined, signal);
    const config = configOf(sandbox.endpoints());
    const credentials = DefaultAwsCredentialsManager.fromConfig(config);
    const beside = readSources(config, { credentials, clock, samples });
    const other = beside.find(({ id }) => id === 'postgres:rememberry') ?? missing('it');
    const { databases } = await other.look(undefined, signal);
    const database = databases[0]?.database ?? missing('rememberry');
    const to = Math.floor(clock.now() / 10_000) * 10 + 10;
    const asked = { database, metrics: ['connections' as const], from: to - 600, to, periodSeconds: 10 };
    const [one, two] = await Promise.all(
      [source('postgres:rememberry'), other].map(each => each.history(asked, signal)),
    );
    expect(two).toEqual(one);
    expect(two?.series.find(({ of }) => of === 'primary')?.values.some(value => value !== null)).toBe(true);
    expect(
      (await other.tail([{ database, metrics: ['connections'] }], signal)).get('rememberry'),
    ).toHaveLength(2);
    await Promise.all(beside.map(each => each.close()));
  });

  it('goes on with a cluster one of whose instances is renamed, and tells of an instance that is no longer there under its name', async () => {
    const aurora = source('aws:402917760021/eu-central-1');
    const rds = source('aws:518834609275/eu-north-1');
    const [cluster, instance] = await Promise.all([aurora, rds].map(one => one.look(undefined, signal)));
    sandbox.inject({ target: 'aws:eu-central-1/shop-aurora-3', fault: 'rename' });
    sandbox.inject({ target: 'aws:eu-north-1/conduit-db', fault: 'rename' });
    ahead += 61;
    const goesOn = await aurora.look(cluster, signal);
    expect(goesOn.databases.map(({ database }) => database.name)).toEqual(['shop-aurora']);
    expect(goesOn.databases[0]?.database.members.map(({ id }) => id)).toEqual([
      'shop-aurora-1',
      'shop-aurora-2',
      'shop-aurora-3-renamed',
    ]);
    const { databases } = await rds.look(instance, signal);
    const states = databases.map(({ database: { name, verdict } }) => [name, verdict]);
    expect(Object.fromEntries(states)).toEqual({
      'conduit-db': {
        state: 'unknown',
        reasons: [{ text: expect.stringMatching(/deleted or renamed/) }],
      },
      // What it measures from now on is measured under its new name.
      'conduit-db-renamed': {
        state: 'unknown',
        reasons: [{ text: expect.stringMatching(/nothing of its CPU lately/) }],
      },
    });
  });

  it('follows a failover of Aurora from its status, its members and its events', async () => {
    const aurora = source('aws:402917760021/eu-central-1');
    const before = await aurora.look(undefined, signal);
    const was = writerOf(before);
    // Only from here on: the day has a failover of its own in five minutes, which no test before this may meet.
    sandbox.setSpeed(20);
    sandbox.inject({ target: 'aws:eu-central-1/shop-aurora', fault: 'failover' });
    const after = await until(before, aurora, look => {
      const failover = look.databases[0]?.database.lastFailover;
      return failover?.endedAt !== undefined && failover.from === was;
    });
    const { lastFailover } = after.databases[0]?.database ?? missing('shop-aurora');
    expect(lastFailover?.to).toBe(writerOf(after));
    expect(lastFailover?.to).not.toBe(was);
    expect(after.databases[0]?.events.some(({ kind, from }) => kind === 'failover' && from === 'rds')).toBe(
      true,
    );
  }, 30_000);

  it('follows a failover behind pgpool, and finds the old primary not attached', async () => {
    const rememberry = source('postgres:rememberry');
    const before = await rememberry.look(undefined, signal);
    expect(before.databases[0]?.pools.map(({ state }) => state)).toEqual(['answers', 'answers']);
    const was = writerOf(before);
    sandbox.inject({ target: 'postgres:rememberry', fault: 'primary-killed' });
    const after = await until(before, rememberry, look => (writerOf(look) ?? was) !== was);
    expect(after.databases[0]?.database.lastFailover).toMatchObject({ from: was, to: writerOf(after) });
    expect(after.databases[0]?.database.verdict.state).toBe('degraded');
  }, 30_000);

  it('is refused with a wrong password, says so, never tells it, and stops nothing else', async () => {
    sandbox.inject({ target: 'postgres:coursework', fault: 'wrong-password' });
    const config = configOf(sandbox.endpoints(), 'not-the-password');
    const credentials = DefaultAwsCredentialsManager.fromConfig(config);
    const wrong = readSources(config, { credentials, clock, samples });
    const written = [jest.spyOn(process.stdout, 'write'), jest.spyOn(process.stderr, 'write')];
    const logged = (['log', 'info', 'warn', 'error', 'debug'] as const).map(level =>
      jest.spyOn(console, level),
    );
    const look = await (wrong.find(({ id }) => id === 'postgres:coursework') ?? missing('it')).look(
      undefined,
      signal,
    );
    expect(look.report).toMatchObject({ freshness: 'denied', reason: 'coursework refuses the login' });
    expect(look.databases[0]?.database.verdict.state).toBe('unknown');
    const told = [look, ...[...written, ...logged].map(({ mock }) => mock.calls)];
    expect(JSON.stringify(told)).not.toContain('not-the-password');
    jest.restoreAllMocks();
    await Promise.all(wrong.map(one => one.close()));
  });

  /** Looks again, a minute later each time, until it holds. */
  async function until(first: Look, of: DatabaseSource, holds: (look: Look) => boolean): Promise<Look> {
    let look = first;
    for (let i = 0; i < 100 && !holds(look); i += 1) {
      await new Promise(resolve => {
        setTimeout(resolve, 100);
      });
      ahead += of.everySeconds;
      look = await of.look(look, signal);
    }
    expect(holds(look)).toBe(true);
    return look;
  }
});

function writerOf({ databases }: Look): string | undefined {
  return databases[0]?.database.members.find(({ role }) => role === 'writer' || role === 'primary')?.id;
}

type Endpoints = ReturnType<Awaited<ReturnType<typeof startSandbox>>['endpoints']>;

function configOf({ aws, databases }: Endpoints, password?: string): ConfigReader {
  return new ConfigReader({
    aws: { accounts: aws.accounts.map(({ id, keys }) => ({ accountId: id, ...keys.greenroom })) },
    databases: {
      aws: aws.accounts.flatMap(({ id, regions }) =>
        regions.map(region => ({ account: id, region, endpoint: aws.url })),
      ),
      postgres: databases.map(({ name, nodes, pools, accounts }) => ({
        name,
        members: nodes.map(node => ({ name: node.name, host: '127.0.0.1', port: node.port })),
        pools: pools.map(pool => ({ name: `pgpool-${pool.name}`, host: '127.0.0.1', port: pool.port })),
        user: 'portal',
        password: password ?? accounts.find(({ user }) => user === 'portal')?.password ?? '',
        tls: false,
      })),
    },
  });
}

function missing(what: string): never {
  throw new TypeError(`there is no ${what}`);
}
