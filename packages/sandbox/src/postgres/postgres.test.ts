import { connect } from 'node:net';
import { Client } from 'pg';
import { ManualClock } from '../clock/ManualClock';
import { startDatabases, type Tried } from './__testUtils__/startDatabases';
import { stackDatabases } from './plans';

const clock = new ManualClock();
let tried: Tried;
beforeAll(async () => {
  tried = await startDatabases(clock, stackDatabases);
});
afterAll(() => tried.databases.stop());
afterEach(() => tried.databases.inject('postgres:rememberry', 'none'));

const primary = 'rememberry-0';
const standby = 'rememberry-1';
const inject = (fault: string, details = {}) => tried.databases.inject('postgres:rememberry', fault, details);

const lag = `select pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)::int as bytes,
  extract(epoch from replay_lag)::float8 as seconds from pg_stat_replication`;

describe('the standby', () => {
  it('falls behind while it replays nothing, and catches up', async () => {
    await inject('lag');
    clock.advance(60_000);
    const [behind] = (await tried.asked(primary, lag)).rows;
    expect(behind?.bytes).toBeGreaterThan(1_000_000);
    expect(behind?.seconds).toBeGreaterThan(55);
    const { rows } = await tried.asked('pgpool rememberry-0', 'show pool_nodes');
    expect(Number(rows[1]?.replication_delay)).toBe(behind?.bytes);
    await inject('none');
    clock.advance(20_000);
    const [after] = (await tried.asked(primary, lag)).rows;
    expect(after?.bytes).toBeLessThan(10_000);
  });

  it('tells no lag while nothing is written, and a time since the last replay that grows', async () => {
    const sinceReplay = `select extract(epoch from now() - pg_last_xact_replay_timestamp())::float8 as s,
      pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() as level`;
    // Four hundred and twenty busy seconds, then a hundred and twenty quiet ones.
    clock.advance((520 - ((clock.elapsed() / 1_000) % 540) + 540) * 1_000);
    expect((await tried.asked(primary, lag)).rows).toEqual([{ bytes: 0, seconds: null }]);
    const [row] = (await tried.asked(standby, sinceReplay)).rows;
    expect(row).toMatchObject({ level: true });
    expect(row?.s).toBeGreaterThan(90);
  });

  it('falls behind by itself now and then, which the agenda says', () => {
    tried.databases.begin();
    expect(tried.databases.agenda.next()?.text).toBe('The standby of rememberry falls behind');
    clock.advance(601_000);
    expect(tried.databases.agenda.log.at(-1)?.text).toBe('The standby of rememberry falls behind');
    clock.advance(120_000);
    expect(tried.databases.agenda.log.at(-1)?.text).toBe('The standby of rememberry catches up');
  });
});

describe('what goes wrong', () => {
  it('a slot that nobody reads keeps WAL', async () => {
    const slots = `select active, wal_status, pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::bigint as kept
      from pg_replication_slots where not active`;
    expect((await tried.asked(primary, slots)).rows).toEqual([]);
    await inject('slot-forgotten');
    const [slot] = (await tried.asked(primary, slots)).rows;
    expect(slot).toMatchObject({ active: false, wal_status: 'extended' });
    expect(Number(slot?.kept)).toBeGreaterThan(1_000_000_000);
    const files = await tried.asked(primary, 'select count(*)::int as n from pg_ls_waldir()');
    expect(files.rows[0]?.n).toBeGreaterThan(64);
  });

  it('an archiver that fails counts its failures, and its files wait', async () => {
    const archiver = `select failed_count::int as failed, last_failed_time > last_archived_time as failing,
      (select count(*)::int from pg_ls_archive_statusdir() where name like '%.ready') as waiting from pg_stat_archiver`;
    expect((await tried.asked(primary, archiver)).rows).toEqual([{ failed: 0, failing: null, waiting: 0 }]);
    await inject('archiver-failing');
    clock.advance(900_000);
    const [row] = (await tried.asked(primary, archiver)).rows;
    expect(row).toMatchObject({ failing: true });
    expect(row?.failed).toBeGreaterThan(10);
    expect(row?.waiting).toBeGreaterThan(2);
  });

  it('every connection is taken', async () => {
    await inject('too-many-connections');
    await expect(tried.asked(primary, 'select 1')).rejects.toMatchObject({
      code: '53300',
      severity: 'FATAL',
    });
  });

  it('a password was changed: whoever is connected stays', async () => {
    const client = new Client(tried.config(primary));
    await client.connect();
    await inject('wrong-password');
    await expect(tried.asked(primary, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await client.end();
  });

  it('nobody listens, or nobody answers', async () => {
    await inject('refuse');
    await expect(tried.asked(primary, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await inject('none');
    await inject('hang');
    const hasty = tried.asked(primary, 'select 1', { connectionTimeoutMillis: 100 });
    await expect(hasty).rejects.toThrow(/timeout/);
  });

  it('what is slow runs into the time-out of its session', async () => {
    await inject('slow', { milliseconds: 400 });
    const late = tried.asked(primary, 'select 1', { statement_timeout: 50 });
    await expect(late).rejects.toMatchObject({ code: '57014' });
  });

  it('a fault that there is not is refused at once', () => {
    expect(() => tried.databases.inject('postgres:rememberry', 'flood')).toThrow(/There is no fault flood/);
    expect(() => tried.databases.inject('postgres:moon', 'lag')).toThrow(/there are postgres:rememberry/);
  });
});

it('users that Vault made are there, and may sign in until their lease ends', async () => {
  const sql = `select rolname, rolvaliduntil > now() as valid from pg_roles where rolname like 'v-%'`;
  const before = (await tried.asked(primary, sql)).rows;
  expect(before).toEqual([
    { rolname: expect.stringMatching(/^v-kubernet-deck-api-\w{20}-\d{10}$/), valid: true },
  ]);
});

it('production and staging of coursework share one server', async () => {
  const sql = `select datname from pg_stat_activity where backend_type = 'client backend' and datname like 'catalog%' group by 1 order by 1`;
  const { rows } = await tried.asked('coursework', sql);
  expect(rows).toEqual([{ datname: 'catalog_production' }, { datname: 'catalog_staging' }]);
});

it('what is no PostgreSQL client is told so, and the server goes on', async () => {
  const { port } = tried.config(primary);
  const answer = await new Promise<string>(resolve => {
    const socket = connect(port ?? 0, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\n\r\n'));
    socket.on('data', bytes => resolve(String(bytes)));
  });
  expect(answer).toContain('C08P01');
  expect((await tried.asked(primary, 'select 1 as one')).rows).toEqual([{ one: 1 }]);
});
