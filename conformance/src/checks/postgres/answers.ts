import { expect } from 'expect';
import { ask, session } from '../../postgres/asking';
import type { PostgresCheck } from '../../postgres/PostgresTarget';

type Answer = readonly [sql: string, value: string | null, type: number];

/** Expressions that monitoring is made of, with their values as text and the OIDs of their types. */
const answers: readonly Answer[] = [
  ['1 + 2 * 3', '7', 23],
  ['7 / 2', '3', 23],
  ['-7 / 2', '-3', 23],
  ['-7 % 3', '-1', 23],
  ['7 / 2.0', '3.5000000000000000', 1700],
  ['1 / 3.0', '0.33333333333333333333', 1700],
  ['100::numeric / 7', '14.2857142857142857', 1700],
  ['123456789012 / 1000::bigint', '123456789', 20],
  ['2::float8 / 3', '0.6666666666666666', 701],
  ['round(-2.567, 2)', '-2.57', 1700],
  ['2.5::int', '3', 23],
  ['2.5::float8::int', '2', 23],
  ['1e3', '1000', 1700],
  ['true and null', null, 16],
  ['false and null', 'f', 16],
  ['null is null', 't', 16],
  ['1 in (2, 3)', 'f', 16],
  ['1 in (2, null)', null, 16],
  ['1 not in (2, 3)', 't', 16],
  ['5 between 1 and 5', 't', 16],
  ['nullif(3, 3)', null, 23],
  ['coalesce(null, null, 4)', '4', 23],
  ['greatest(1, null, 3)', '3', 23],
  ["least('b', 'a')", 'a', 25],
  ['1 is distinct from null', 't', 16],
  ['case when false then 1 else 2 end', '2', 23],
  ["case 3 when 3 then 'three' end", 'three', 25],
  ["'a' || 'b'", 'ab', 25],
  ["'n' || 1", 'n1', 25],
  ["'v-kubernet-api' like 'v-%'", 't', 16],
  ["'a_c' like 'a\\_c'", 't', 16],
  ["'abc' ~ '^a.c$'", 't', 16],
  ["'ABC' !~* 'b'", 'f', 16],
  ["length('größe')", '5', 23],
  ["split_part('v-token-orders-x', '-', 3)", 'orders', 25],
  ["substring('abcdef', 2, 3)", 'bcd', 25],
  ["substring('name=value' from '=(.*)$')", 'value', 25],
  ["left('abcdef', -2)", 'abcd', 25],
  ["right('abcdef', 2)", 'ef', 25],
  ["starts_with('v-x', 'v-')", 't', 16],
  ["upper('a') || lower('B')", 'Ab', 25],
  ["replace('a.b.c', '.', '-')", 'a-b-c', 25],
  ["concat('a', null, 'b')", 'ab', 25],
  ["'0/3005E08'::pg_lsn - '0/3000000'::pg_lsn", '24072', 1700],
  ["pg_wal_lsn_diff('1/0', '0/FFFFFFFF')", '1', 1700],
  ["'0/ff'::pg_lsn", '0/FF', 3220],
  ["'0/10'::pg_lsn < '0/a0'", 't', 16],
  ['pg_size_pretty(10239::bigint)', '10239 bytes', 25],
  ['pg_size_pretty(10240::bigint)', '10 kB', 25],
  ['pg_size_pretty(33554770::bigint)', '32 MB', 25],
  ['pg_size_pretty(1482301987::bigint)', '1414 MB', 25],
  ['pg_size_pretty(123456789012345::bigint)', '112 TB', 25],
  ["extract(epoch from interval '1 day 02:03:04.5')", '93784.500000', 1700],
  ["extract(epoch from '2026-11-20 21:09:55+00'::timestamptz)", '1795208995.000000', 1700],
  ["date_part('epoch', interval '90 seconds')", '90', 701],
  [
    "'2026-11-20 21:09:55.25+00'::timestamptz - '2026-11-19 20:00:00+00'::timestamptz",
    '1 day 01:09:55.25',
    1186,
  ],
  ["'2026-11-20 21:09:55+00'::timestamptz + interval '5 minutes'", '2026-11-20 21:14:55+00', 1184],
  ["'2026-03-31 00:00:00+00'::timestamptz - interval '1 month'", '2026-02-28 00:00:00+00', 1184],
  ["interval '90 minutes'", '01:30:00', 1186],
  ["interval '14 months 3 days'", '1 year 2 mons 3 days', 1186],
  ["interval '1 hour' * 2.5", '02:30:00', 1186],
  ["interval '1 hour' > interval '59 minutes'", 't', 16],
  ["date_trunc('hour', '2026-11-20 21:09:55+00'::timestamptz)", '2026-11-20 21:00:00+00', 1184],
  ['to_timestamp(0)', '1970-01-01 00:00:00+00', 1184],
  ['array[1, 2, 3]', '{1,2,3}', 1007],
  ["(array['a', 'b'])[2]", 'b', 25],
  ['2 = any (array[1, 2])', 't', 16],
  ["'b' = any ('{a,b}')", 't', 16],
  ['3 <> all (array[1, 2])', 't', 16],
  ['exists (select 1 where false)', 'f', 16],
  ['(select max(x) from (values (1), (5)) v (x))', '5', 23],
  ['array(select x from generate_series(1, 3) x where x <> 2)', '{1,3}', 1007],
  ["(select string_agg(x::text, ',' order by x desc) from generate_series(1, 3) x)", '3,2,1', 25],
  ['(select count(*) filter (where x > 1) from generate_series(1, 3) x)', '2', 20],
  ['(select sum(x) from generate_series(1, 3) x)', '6', 20],
  ['(select avg(x) from generate_series(1, 2) x)', '1.5000000000000000', 1700],
  ['(select sum(x::bigint) from generate_series(1, 3) x)', '6', 1700],
  ['(select count(distinct x / 2) from generate_series(1, 3) x)', '2', 20],
  ['(select sum(x) from generate_series(1, 0) x)', null, 20],
  ['(select bool_or(x > 2) from generate_series(1, 3) x)', 't', 16],
  ["current_setting('nonsense.value', true)", null, 25],
  ["to_regclass('pg_stat_statements') is null", 't', 16],
  ['pg_encoding_to_char(6)', 'UTF8', 19],
  ["quote_ident('Two words')", '"Two words"', 25],
];

interface Question {
  sql: string;
  columns: [name: string, type: number][];
  rows: (string | null)[][];
}

/** Whole statements: how rows are joined, grouped, sorted and named. */
const statements: readonly Question[] = [
  {
    sql: `select a.x, b.y from (values (1), (2), (3)) a (x) left join (values (2, 'two')) b (x, y) on a.x = b.x order by 1 desc`,
    columns: [
      ['x', 23],
      ['y', 25],
    ],
    rows: [
      ['3', null],
      ['2', 'two'],
      ['1', null],
    ],
  },
  {
    sql: `select * from (values (1, 'a')) a (x, y) join (values ('b', 1)) b (z, x) using (x)`,
    columns: [
      ['x', 23],
      ['y', 25],
      ['z', 25],
    ],
    rows: [['1', 'a', 'b']],
  },
  {
    sql: `select a.x from (values (1), (2)) a (x) full join (values (2), (3)) b (x) on a.x = b.x order by a.x nulls first`,
    columns: [['x', 23]],
    rows: [[null], ['1'], ['2']],
  },
  {
    sql: `select x % 2 as odd, count(*), sum(x) from generate_series(1, 5) x group by 1 having count(*) > 1 order by odd desc`,
    columns: [
      ['odd', 23],
      ['count', 20],
      ['sum', 20],
    ],
    rows: [
      ['1', '3', '9'],
      ['0', '2', '6'],
    ],
  },
  {
    sql: `with big as (select x from generate_series(1, 9) x where x > 6) select min(x), max(x) from big`,
    columns: [
      ['min', 23],
      ['max', 23],
    ],
    rows: [['7', '9']],
  },
  {
    sql: 'select 1 as n union select 2 union all select 2 order by n limit 2 offset 1',
    columns: [['n', 23]],
    rows: [['2'], ['2']],
  },
  {
    sql: `select x from (values (3), (null), (1)) v (x) order by x`,
    columns: [['x', 23]],
    rows: [['1'], ['3'], [null]],
  },
  {
    sql: 'select distinct x / 2 as half from generate_series(1, 4) x order by half',
    columns: [['half', 23]],
    rows: [['0'], ['1'], ['2']],
  },
  {
    sql: `select x, (select count(*) from generate_series(1, 3) y where y < x) as below from generate_series(1, 2) x`,
    columns: [
      ['x', 23],
      ['below', 20],
    ],
    rows: [
      ['1', '0'],
      ['2', '1'],
    ],
  },
  {
    sql: `select 1, 'a', now() is null, nullif(1, 2), case when true then 1 end, coalesce(1, 2), 1::text, array[1], exists (select 1), current_user`,
    columns: [
      ['?column?', 23],
      ['?column?', 25],
      ['?column?', 16],
      ['nullif', 23],
      ['case', 23],
      ['coalesce', 23],
      ['text', 25],
      ['array', 1007],
      ['exists', 16],
      ['current_user', 19],
    ],
    rows: [['1', 'a', 'f', '1', '1', '1', '1', '{1}', 't', 'portal']],
  },
];

export const answerChecks: readonly PostgresCheck[] = [
  {
    id: 'postgres/expressions',
    title: 'what monitoring calculates has PostgreSQL’s values and types',
    async run({ primary, monitor }) {
      await session(primary, monitor, async client => {
        const told: unknown[] = [];
        for (const [sql] of answers) {
          const { columns, rows } = await ask(client, `select ${sql}`);
          told.push([sql, rows[0]?.[0], columns[0]?.[1]]);
        }
        expect(told).toEqual(answers);
      });
    },
  },
  {
    id: 'postgres/statements',
    title: 'rows are joined, grouped, sorted, combined and named as PostgreSQL does',
    async run({ primary, monitor }) {
      await session(primary, monitor, async client => {
        for (const { sql, ...expected } of statements) {
          const answer = await ask(client, sql);
          const rows = answer.rows.map(row => row.map(value => (value === monitor.user ? 'portal' : value)));
          expect([sql, { ...answer, rows }]).toEqual([sql, expected]);
        }
      });
    },
  },
];
