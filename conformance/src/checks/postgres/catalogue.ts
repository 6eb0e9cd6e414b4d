import { expect } from 'expect';
import { postgresQueries } from '@greenroom/plugin-databases-backend';
import { ask, refused, session, told } from '../../postgres/asking';
import type { Login, PostgresCheck, PostgresTarget, Server } from '../../postgres/PostgresTarget';
import { typeOids, views } from './views';

const { POOL_NODES, POOL_VERSION, ...queries } = postgresQueries;

/** Each query of the portal with the columns it has and how many rows there are. */
async function asked(server: Server, login: Login): Promise<Record<string, object>> {
  return session(server, login, async client => {
    const answers: Record<string, object> = {};
    for (const [name, sql] of Object.entries(queries)) {
      const { columns, rows } = await ask(client, sql);
      answers[name] = {
        columns: columns.map(([column]) => column),
        types: columns.map(([, type]) => type),
        rows,
      };
    }
    return answers;
  });
}

const lsn = /^[0-9A-F]+\/[0-9A-F]+$/;
const aNumber = expect.stringMatching(/^-?\d+(\.\d+)?$/);

function identity(inRecovery: 't' | 'f') {
  const version = expect.stringMatching(/^15\./);
  const limit = expect.stringMatching(/^\d+$/);
  const started = expect.stringMatching(/^\d{4}-/);
  return [['off', version, inRecovery, started, limit, 'on', aNumber, expect.stringMatching(lsn)]];
}

export const catalogueChecks: readonly PostgresCheck[] = [
  {
    id: 'postgres/views',
    title: 'every view has the columns and types of PostgreSQL 15, in their order',
    async run(target) {
      for (const [view, columns] of Object.entries(views)) {
        const expected = columns.split(', ').map(column => {
          const [name = '', type = ''] = column.split(' ');
          return [name, typeOids[type]];
        });
        const answer = await told(target, `select * from ${view} limit 0`);
        expect([view, answer.columns]).toEqual([view, expected]);
      }
    },
  },
  {
    id: 'postgres/portal-primary',
    title: 'everything that the portal asks a primary is answered to a role in pg_monitor',
    async run({ primary, monitor }) {
      expect(await asked(primary, monitor)).toMatchObject({
        IDENTITY: { types: [25, 25, 16, 1184, 23, 25, 23, 25], rows: identity('f') },
        REPLICATION: {
          types: [25, 25, 25, 701],
          rows: [[expect.any(String), 'streaming', 'async', anything()]],
        },
        // Where its last recovery ended is told by a primary that had one.
        REPLAY: { types: [25, 25, 701], rows: [[anything(), anything(), null]] },
        RECEIVER: { types: [25], rows: [] },
        SLOTS: { types: [19, 25, 16, 25, 20] },
        SESSIONS: { types: [19, 19, 25, 23, 701] },
        COUNTERS: { types: [20, 20, 20, 20], rows: [[aNumber, aNumber, aNumber, aNumber]] },
        WRAPAROUND: { types: [20], rows: [[aNumber]] },
        SIZES: { types: [19, 20], rows: expect.arrayContaining([['postgres', aNumber]]) },
        ARCHIVER: { types: [1184, 1184] },
        ARCHIVE_WAITING: { types: [23], rows: [[aNumber]] },
      });
    },
  },
  {
    id: 'postgres/portal-standby',
    title: 'and what it asks a standby, which follows and says how far it is',
    async run({ standby, monitor }) {
      const position = expect.stringMatching(lsn);
      expect(await asked(standby, monitor)).toMatchObject({
        IDENTITY: { rows: identity('t') },
        REPLICATION: { rows: [] },
        REPLAY: { types: [25, 25, 701], rows: [[position, position, anything()]] },
        RECEIVER: { rows: [['streaming']] },
      });
    },
  },
  {
    id: 'postgres/standby',
    title: 'a standby writes nothing, and knows no position of its own',
    async run({ standby, monitor }) {
      await session(standby, monitor, async client => {
        expect(await refused(ask(client, 'select pg_current_wal_lsn()'))).toMatchObject({
          code: '55000',
          message: 'recovery is in progress',
          hint: 'WAL control functions cannot be executed during recovery.',
        });
        expect(await refused(ask(client, 'create table conformance_x (a int)'))).toMatchObject({
          code: '25006',
        });
        expect((await ask(client, 'select pg_is_wal_replay_paused()')).rows).toEqual([['f']]);
        expect((await ask(client, 'show transaction_read_only')).rows).toEqual([['on']]);
      });
    },
  },
  {
    id: 'postgres/unprivileged',
    title: 'without pg_monitor rows stay and lose what is nobody’s business; files are refused',
    async run(target) {
      await session(target.primary, target.guest, async client => {
        const replication = await ask(client, 'select * from pg_stat_replication');
        expect(named(replication)).toEqual([
          {
            ...blank(replication),
            pid: aNumber,
            usesysid: aNumber,
            usename: expect.any(String),
            application_name: expect.any(String),
          },
        ]);
        const others = await ask(
          client,
          `select * from pg_stat_activity where usename is distinct from current_user`,
        );
        const seen = { datid: anything(), datname: anything(), pid: aNumber, leader_pid: null };
        const who = { usesysid: anything(), usename: anything(), application_name: anything() };
        const expected = { ...blank(others), ...seen, ...who, query: '<insufficient privilege>' };
        for (const row of named(others)) expect(row).toEqual(expected);
        for (const name of ['pg_ls_waldir', 'pg_ls_archive_statusdir']) {
          const said = await refused(ask(client, `select * from ${name}()`));
          expect(said).toMatchObject({ code: '42501', message: `permission denied for function ${name}` });
        }
        expect(await refused(ask(client, 'show data_directory'))).toMatchObject({
          code: '42501',
          message: 'must be superuser or have privileges of pg_read_all_settings to examine "data_directory"',
        });
        const settings = `select name from pg_settings where name in ('data_directory', 'primary_conninfo', 'port')`;
        expect((await ask(client, settings)).rows).toEqual([['port']]);
      });
      await unprivilegedStandby(target);
    },
  },
  {
    id: 'postgres/own-session',
    title: 'a session finds itself among the activity, with what it asks and since when',
    async run(target) {
      const sql = `select application_name, state, query, backend_type, wait_event, xact_start = now() as begun
        from pg_stat_activity where pid = pg_backend_pid()`;
      const { rows } = await told(target, sql);
      expect(rows).toEqual([['', 'active', sql, 'client backend', null, 't']]);
    },
  },
];

async function unprivilegedStandby({ standby, guest }: PostgresTarget): Promise<void> {
  const receiver = await session(standby, guest, client => ask(client, 'select * from pg_stat_wal_receiver'));
  expect(named(receiver)).toEqual([{ ...blank(receiver), pid: aNumber }]);
}

interface Table {
  columns: [name: string, type: number][];
  rows: (string | null)[][];
}

function named({ columns, rows }: Table): Record<string, string | null>[] {
  return rows.map(row => Object.fromEntries(columns.map(([name], index) => [name, row[index] ?? null])));
}

function blank({ columns }: Table): Record<string, null> {
  return Object.fromEntries(columns.map(([name]) => [name, null]));
}

/** A text, or null. */
function anything() {
  return { asymmetricMatch: (value: unknown) => value === null || typeof value === 'string' };
}
