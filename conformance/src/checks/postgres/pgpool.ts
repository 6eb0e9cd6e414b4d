import { expect } from 'expect';
import { ask, refused, session } from '../../postgres/asking';
import type { PostgresCheck } from '../../postgres/PostgresTarget';

/** Columns of pgpool 4.3, in their order. */
const tables: Readonly<Record<string, string>> = {
  pool_nodes:
    'node_id hostname port status pg_status lb_weight role pg_role select_cnt load_balance_node replication_delay replication_state replication_sync_state last_status_change',
  pool_health_check_stats:
    'node_id hostname port status role last_status_change total_count success_count fail_count skip_count retry_count average_retry_count max_retry_count max_duration min_duration average_duration last_health_check last_successful_health_check last_skip_health_check last_failed_health_check',
  pool_backend_stats:
    'node_id hostname port status role select_cnt insert_cnt update_cnt delete_cnt ddl_cnt other_cnt panic_cnt fatal_cnt error_cnt',
  pool_processes:
    'pool_pid start_time client_connection_count database username backend_connection_time pool_counter status',
  pool_pools:
    'pool_pid start_time client_connection_count pool_id backend_id database username backend_connection_time client_connection_time client_disconnection_time client_idle_duration majorversion minorversion pool_counter pool_backendpid pool_connected status',
  pool_version: 'pool_version',
  pool_cache:
    'num_cache_hits num_selects cache_hit_ratio num_hash_entries used_hash_entries num_cache_entries used_cache_entries_size free_cache_entries_size fragment_cache_entries_size',
};

export const pgpoolChecks: readonly PostgresCheck[] = [
  {
    id: 'pgpool/tables',
    title: 'SHOW POOL_… has the columns of pgpool 4.3, without types, and texts as values',
    async run({ pgpool, guest }) {
      await session(pgpool, guest, async client => {
        for (const [table, columns] of Object.entries(tables)) {
          const answer = await ask(client, `SHOW ${table.toUpperCase()}`);
          const expected = columns.split(' ').map(column => [column, 0]);
          expect([table, answer.columns]).toEqual([table, expected]);
          expect(answer.rows.flat().every(value => typeof value === 'string')).toBe(true);
        }
      });
    },
  },
  {
    id: 'pgpool/nodes',
    title: 'a healthy pair: both up, one primary, one standby that streams',
    async run({ pgpool, monitor, primary, standby }) {
      const { rows } = await session(pgpool, monitor, client => ask(client, 'SHOW pool_nodes'));
      const half = '0.500000';
      const text = expect.any(String);
      const node = (id: string, { host, port }: { host: string; port: number }, role: string) => [
        id,
        host,
        String(port),
        'up',
        'up',
        half,
        role,
        role,
        text,
        text,
        // Bytes: the standby may be a transaction behind at this moment.
        expect.stringMatching(/^\d+$/),
      ];
      const time = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
      expect(rows).toEqual([
        [...node('0', primary, 'primary'), '', '', time],
        [...node('1', standby, 'standby'), 'streaming', 'async', time],
      ]);
    },
  },
  {
    id: 'pgpool/extended',
    title: 'in the extended protocol it is PostgreSQL that is asked, which knows no such setting',
    async run({ pgpool, monitor }) {
      await session(pgpool, monitor, async client => {
        const asked = refused(ask(client, { name: 'nodes', text: 'SHOW pool_nodes', values: [] }));
        expect(await asked).toMatchObject({
          code: '42704',
          message: 'unrecognized configuration parameter "pool_nodes"',
        });
        const unknown = refused(ask(client, 'SHOW pool_conformance'));
        expect(await unknown).toMatchObject({ code: '42704' });
      });
    },
  },
  {
    id: 'pgpool/passes-on',
    title: 'everything else is answered by a PostgreSQL behind it, with types',
    async run({ pgpool, monitor }) {
      await session(pgpool, monitor, async client => {
        expect(await ask(client, 'select 1 + 1 as two')).toEqual({ columns: [['two', 23]], rows: [['2']] });
        const values = { text: 'select $1::int + 1 as n', values: ['2'] };
        expect((await ask(client, values)).rows).toEqual([['3']]);
        expect(await refused(ask(client, 'select * from nope'))).toMatchObject({ code: '42P01' });
      });
    },
  },
  {
    id: 'pgpool/sign-in',
    title: 'a wrong password is refused with the SQLSTATE that pgpool has for everything',
    async run({ pgpool, monitor }) {
      const { user } = monitor;
      const wrong = session(pgpool, { user, password: 'not it' }, () => Promise.resolve());
      expect(await refused(wrong)).toEqual({
        code: 'XX000',
        severity: 'ERROR',
        message: 'authentication failed',
        detail: `username "${user}" or password does not exist in backend`,
      });
    },
  },
];
