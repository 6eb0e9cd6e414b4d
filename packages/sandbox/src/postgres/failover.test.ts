import { ManualClock } from '../clock/ManualClock';
import { startDatabases, type Tried } from './__testUtils__/startDatabases';

const clock = new ManualClock();
let tried: Tried;
beforeAll(async () => {
  tried = await startDatabases(clock);
});
afterAll(() => tried.databases.stop());

/** What a pgpool believes, as `0:status/pg_status role/pg_role state`; a SQLSTATE, or `cut`. */
async function believed(pool = 'pgpool rememberry-0'): Promise<string> {
  const answer = await tried
    .asked(pool, 'SHOW POOL_NODES')
    .catch((error: { code?: string }) => error.code ?? 'cut');
  if (typeof answer === 'string') return answer;
  return answer.rows
    .map(({ node_id, status, pg_status, role, pg_role, replication_state }) =>
      `${node_id}:${status}/${pg_status} ${role}/${pg_role} ${replication_state}`.trim(),
    )
    .join(' ');
}

/** After so many seconds of sandbox time more. */
function later(seconds: number, pool?: string): Promise<string> {
  clock.advance(seconds * 1_000);
  return believed(pool);
}

async function roleOf(server: string): Promise<string> {
  const answer = await tried.asked(server, 'select pg_is_in_recovery() as r').catch(() => undefined);
  if (!answer) return 'down';
  return answer.rows[0]?.r === true ? 'standby' : 'primary';
}

const inject = (fault: string, target = 'postgres:rememberry') => tried.databases.inject(target, fault);
const healthy = '0:up/up primary/primary 1:up/up standby/standby streaming';

it('plays what was recorded of real servers, with its times', async () => {
  expect(await believed()).toBe(healthy);
  await inject('standby-stopped');
  expect(await believed()).toBe('0:up/up primary/primary 1:up/down standby/unknown streaming');
  expect(await later(2)).toBe('0:up/up primary/primary 1:up/down standby/unknown');
  expect(await later(1.1)).toBe('0:up/up primary/primary 1:down/down standby/unknown');
  expect(await roleOf('rememberry-1')).toBe('down');

  await inject('none');
  expect(await believed()).toBe('0:up/up primary/primary 1:down/up standby/standby');
  expect(await later(1)).toBe('0:up/up primary/primary 1:down/up standby/standby streaming');
  expect(await later(3_600)).toBe('0:up/up primary/primary 1:down/up standby/standby streaming');

  await inject('attach');
  expect(await believed()).toBe('cut');
  expect(await later(0.4)).toBe(healthy);

  await inject('primary-killed');
  expect(await believed()).toBe('XX000');
  expect(await roleOf('rememberry-0')).toBe('down');
  expect(await later(2.9)).toBe('cut');
  expect(await later(0.3)).toBe('0:down/down standby/unknown 1:up/up primary/primary');
  expect(await roleOf('rememberry-1')).toBe('primary');

  await inject('split-brain');
  expect(await later(2)).toBe('0:down/up standby/primary 1:up/up primary/primary');
  expect([await roleOf('rememberry-0'), await roleOf('rememberry-1')]).toEqual(['primary', 'primary']);
  clock.advance(60_000);
  const kept = await tried.asked(
    'rememberry-0',
    `select active, pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::int > 10000 as keeps from pg_replication_slots`,
  );
  expect(kept.rows).toEqual([{ active: false, keeps: true }]);

  const ends =
    'select pg_last_wal_receive_lsn() as received, pg_last_wal_replay_lsn() is not null as replayed';
  expect((await tried.asked('rememberry-0', ends)).rows).toEqual([{ received: null, replayed: true }]);
  expect((await tried.asked('rememberry-1', ends)).rows).toEqual([
    { received: expect.stringMatching(/000000$/), replayed: true },
  ]);

  await inject('none');
  await inject('attach');
  expect(await later(2)).toBe('0:up/up standby/standby streaming 1:up/up primary/primary');
  const { rows } = await tried.asked('rememberry-1', 'select application_name from pg_stat_replication');
  expect(rows).toEqual([{ application_name: 'rememberry-0' }]);
});

it('two pgpools believe different things', async () => {
  await inject('not-attached', 'pgpool:rememberry-1');
  expect(await believed('pgpool rememberry-1')).toContain('0:down/up standby/standby');
  expect(await believed()).toContain('0:up/up standby/standby');
  await inject('none', 'pgpool:rememberry-1');
  expect(await later(1, 'pgpool rememberry-1')).toContain('0:up/up standby/standby');
});

it('a primary that is back before anybody has taken its place is the primary, and a standby follows it again', async () => {
  await inject('standby-stopped');
  await inject('primary-killed');
  clock.advance(1_000);
  await inject('none');
  clock.advance(5_000);
  expect([await roleOf('rememberry-0'), await roleOf('rememberry-1')]).toEqual(['standby', 'primary']);
  const { rows } = await tried.asked(
    'rememberry-1',
    'select application_name, state from pg_stat_replication',
  );
  expect(rows).toEqual([{ application_name: 'rememberry-0', state: 'streaming' }]);
  await inject('attach');
  clock.advance(1_000);
  expect(await believed()).toBe('0:up/up standby/standby streaming 1:up/up primary/primary');
});

it('a pgpool with no server left says so, until one is attached', async () => {
  await inject('standby-stopped');
  clock.advance(5_000);
  await inject('primary-killed');
  expect(await believed()).toBe('XX000');
  expect(await later(4)).toBe('08S01');
  await inject('none');
  expect(await later(60)).toBe('08S01');
  await inject('attach');
  expect(await later(1)).toBe('0:up/up standby/standby streaming 1:up/up primary/primary');
});

it('one server can be out of reach, or full, while the other answers and every pgpool goes on', async () => {
  const [primary = '', standby = ''] =
    (await roleOf('rememberry-0')) === 'primary'
      ? ['rememberry-0', 'rememberry-1']
      : ['rememberry-1', 'rememberry-0'];
  const before = await believed();
  await inject('refuse', `postgres:rememberry/${standby}`);
  expect([await roleOf(primary), await roleOf(standby)]).toEqual(['primary', 'down']);
  expect(await believed()).toBe(before);
  await inject('none', `postgres:rememberry/${standby}`);
  expect(await roleOf(standby)).toBe('standby');

  await inject('too-many-connections', `postgres:rememberry/${primary}`);
  await expect(tried.asked(primary, 'select 1')).rejects.toMatchObject({ code: '53300' });
  expect(await roleOf(standby)).toBe('standby');
  await inject('none', `postgres:rememberry/${primary}`);
  expect(await roleOf(primary)).toBe('primary');
});
