import { expect } from 'expect';
import { ask, refused, session, told } from '../../postgres/asking';
import type { PostgresCheck } from '../../postgres/PostgresTarget';

type Refusal = readonly [sql: string, code: string, message: string];

const refusals: readonly Refusal[] = [
  ['select nope from pg_stat_activity', '42703', 'column "nope" does not exist'],
  ['select a.nope from pg_stat_activity a', '42703', 'column a.nope does not exist'],
  ['select * from nope', '42P01', 'relation "nope" does not exist'],
  ['select * from nope.x', '42P01', 'relation "nope.x" does not exist'],
  ['select count(*) from pg_stat_statements', '42P01', 'relation "pg_stat_statements" does not exist'],
  ['select x.a from pg_database d', '42P01', 'missing FROM-clause entry for table "x"'],
  ['select nope(1)', '42883', 'function nope(integer) does not exist'],
  ['select pg_catalog.nope()', '42883', 'function pg_catalog.nope() does not exist'],
  ["select sum('a'::text)", '42883', 'function sum(text) does not exist'],
  ['select nope.f()', '3F000', 'schema "nope" does not exist'],
  ['select now() || 1 where 1', '42883', 'operator does not exist: timestamp with time zone || integer'],
  [
    'select pg_current_wal_lsn() + now()',
    '42883',
    'operator does not exist: pg_lsn + timestamp with time zone',
  ],
  ["select 1 + 'a'", '22P02', 'invalid input syntax for type integer: "a"'],
  ["select 'x'::int", '22P02', 'invalid input syntax for type integer: "x"'],
  ["select pg_wal_lsn_diff('0/1', 'zz')", '22P02', 'invalid input syntax for type pg_lsn: "zz"'],
  ["select now() - 'x'", '22007', 'invalid input syntax for type timestamp with time zone: "x"'],
  ["select case when true then 1 else 'x' end", '22P02', 'invalid input syntax for type integer: "x"'],
  ['select 1 where 1', '42804', 'argument of WHERE must be type boolean, not type integer'],
  [
    'select count(*) filter (where state) from pg_stat_activity',
    '42804',
    'argument of FILTER must be type boolean, not type text',
  ],
  [
    'select datname, count(*) from pg_stat_activity',
    '42803',
    'column "pg_stat_activity.datname" must appear in the GROUP BY clause or be used in an aggregate function',
  ],
  ['select max(count(*)) from pg_database', '42803', 'aggregate function calls cannot be nested'],
  ['select 1 where count(*) > 1', '42803', 'aggregate functions are not allowed in WHERE'],
  [
    'select 1 from pg_database d join pg_database d on true',
    '42712',
    'table name "d" specified more than once',
  ],
  ['select oid from pg_database a join pg_roles b on true', '42702', 'column reference "oid" is ambiguous'],
  ['select * from pg_database order by 99', '42P10', 'ORDER BY position 99 is not in select list'],
  ['select 1 group by 7', '42P10', 'GROUP BY position 7 is not in select list'],
  ['select 1 / 0', '22012', 'division by zero'],
  ['select 2147483647 + 1', '22003', 'integer out of range'],
  ['select 3000000000::bigint::int', '22003', 'integer out of range'],
  ['select now()::int', '42846', 'cannot cast type timestamp with time zone to integer'],
  ['select 3::nope', '42704', 'type "nope" does not exist'],
  ["select current_setting('nope')", '42704', 'unrecognized configuration parameter "nope"'],
  ['show nope', '42704', 'unrecognized configuration parameter "nope"'],
  ['show pool_nodes', '42704', 'unrecognized configuration parameter "pool_nodes"'],
  ['set nope = 1', '42704', 'unrecognized configuration parameter "nope"'],
  ["set statement_timeout = 'zz'", '22023', 'invalid value for parameter "statement_timeout": "zz"'],
  ["select pg_database_size('nope')", '3D000', 'database "nope" does not exist'],
  ["select 'abc", '42601', `unterminated quoted string at or near "'abc"`],
  ['selec', '42601', 'syntax error at or near "selec"'],
  ['select a.b.c.d', '0A000', 'cross-database references are not implemented: a.b.c.d'],
  ['select $1', '42P02', 'there is no parameter $1'],
  ['select 1 limit -1', '2201W', 'LIMIT must not be negative'],
  ['select (select 1, 2)', '42601', 'subquery must return only one column'],
  [
    'select (select datname from pg_database)',
    '21000',
    'more than one row returned by a subquery used as an expression',
  ],
  ['select 1 union select 1, 2', '42601', 'each UNION query must have the same number of columns'],
  ['select * from pg_shadow', '42501', 'permission denied for view pg_shadow'],
  ['select * from pg_authid', '42501', 'permission denied for table pg_authid'],
  [
    'set max_connections = 5',
    '55P02',
    'parameter "max_connections" cannot be changed without restarting the server',
  ],
  ['set archive_command = 5', '55P02', 'parameter "archive_command" cannot be changed now'],
  ['set server_version = 5', '55P02', 'parameter "server_version" cannot be changed'],
];

/** Where the statement is wrong, from 1. */
const positions: readonly (readonly [sql: string, position: string])[] = [
  ['select nope from pg_stat_activity', '8'],
  ['select * from nope', '15'],
  ['selec', '1'],
  ["select 1 + 'a'", '12'],
];

export const refusalChecks: readonly PostgresCheck[] = [
  {
    id: 'postgres/refusals',
    title: 'what it does not know is refused with PostgreSQL’s SQLSTATE and words',
    async run({ primary, monitor }) {
      await session(primary, monitor, async client => {
        const said: Refusal[] = [];
        for (const [sql] of refusals) {
          const { code, message } = await refused(ask(client, sql));
          said.push([sql, code, message]);
        }
        expect(said).toEqual(refusals);
      });
    },
  },
  {
    id: 'postgres/positions',
    title: 'a refusal says where in the statement',
    async run(target) {
      for (const [sql, position] of positions) {
        await expect([sql, told(target, sql)][1]).rejects.toMatchObject({ position });
      }
    },
  },
  {
    id: 'postgres/transactions',
    title: 'a failed transaction is one until its end, and a read-only one writes nothing',
    async run({ primary, monitor }) {
      await session(primary, monitor, async client => {
        await client.query('begin read only');
        expect(await refused(client.query('create table conformance_x (a int)'))).toMatchObject({
          code: '25006',
          message: 'cannot execute CREATE TABLE in a read-only transaction',
        });
        expect(await refused(client.query('select 1'))).toMatchObject({ code: '25P02' });
        expect(await client.query('commit')).toMatchObject({ command: 'ROLLBACK' });
        expect((await ask(client, 'select 1')).rows).toEqual([['1']]);
      });
    },
  },
  {
    id: 'postgres/read-only',
    title: 'a session that is read-only from its start writes nothing',
    async run({ primary, monitor }) {
      const config = { options: '-c default_transaction_read_only=on' };
      const write = session(
        primary,
        monitor,
        client => client.query('create table conformance_x (a int)'),
        config,
      );
      expect(await refused(write)).toMatchObject({ code: '25006', severity: 'ERROR' });
    },
  },
  {
    id: 'postgres/time-out',
    title: 'a statement that takes too long is ended by the server',
    async run({ primary, monitor }) {
      const late = session(primary, monitor, client => client.query('select pg_sleep(5)'), {
        statement_timeout: 100,
      });
      expect(await refused(late)).toMatchObject({
        code: '57014',
        message: 'canceling statement due to statement timeout',
      });
    },
  },
];
