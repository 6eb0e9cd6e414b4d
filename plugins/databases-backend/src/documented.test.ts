import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { postgresUrl } from '@greenroom/plugin-portal-node/testUtils';
import { Client } from 'pg';
import { z } from 'zod';
import { PostgresClient } from './postgres/PostgresClient';
import * as queries from './postgres/queries';

/** What the documentation tells an administrator to grant. */
const documents = resolve(__dirname, '../../../docs/databases');
const read = (name: string) => readFileSync(resolve(documents, name), 'utf8');

it('the IAM policy allows what is asked of AWS, and nothing more', () => {
  const policy = z
    .object({ Statement: z.array(z.object({ Effect: z.literal('Allow'), Action: z.array(z.string()) })) })
    .parse(JSON.parse(read('aws-reader.json')));
  const folder = resolve(__dirname, 'aws');
  const services = { 'RdsClient.ts': 'rds', 'CloudWatchClient.ts': 'cloudwatch' };
  const asked = Object.entries(services).flatMap(([file, service]) => {
    const commands = readFileSync(resolve(folder, file), 'utf8').matchAll(/\b([A-Z]\w+)Command\b/g);
    return [...commands].map(([, name]) => `${service}:${name}`);
  });
  expect(
    readdirSync(folder)
      .filter(name => /Client\.ts$/.test(name))
      .sort(),
  ).toEqual(Object.keys(services).sort());
  expect(policy.Statement.flatMap(({ Action }) => Action)).toEqual([...new Set(asked)].sort());
});

describe('the role for PostgreSQL', () => {
  const url = new URL(postgresUrl());
  const admin = new Client({ connectionString: url.href });
  const database = url.pathname.slice(1);
  let client: PostgresClient;

  beforeAll(async () => {
    await admin.connect();
    await admin.query('drop role if exists greenroom');
    await admin.query(read('postgres-reader.sql'));
    await admin.query(`alter role greenroom password 'of a test'`);
    client = new PostgresClient(
      { kind: 'postgres', host: url.hostname, port: Number(url.port) },
      { user: 'greenroom', database, password: async () => 'of a test', tls: false },
    );
  });

  afterAll(async () => {
    await client.close();
    await admin.query('drop role if exists greenroom');
    await admin.end();
  });

  const ask = (sql: string) =>
    client.ask(session => session.rows(sql, z.looseObject({})), AbortSignal.timeout(5_000));

  const asked = Object.entries(queries).flatMap(([name, sql]) =>
    typeof sql === 'string' && /select/i.test(sql) ? [[name, sql] as const] : [],
  );

  it('may ask everything that the portal asks', async () => {
    expect(asked.length).toBeGreaterThan(8);
    for (const [, sql] of asked) {
      await expect(ask(sql)).resolves.toBeInstanceOf(Array);
    }
  });

  it('writes nothing, reads no table, and lasts no longer than it should', async () => {
    await expect(ask('create table greenroom_was_here (id int)')).rejects.toThrow(/read-only transaction/);
    await admin.query('create table if not exists private_of_others (id int)');
    await expect(ask('select id from private_of_others')).rejects.toThrow(/permission denied/);
    await admin.query('drop table private_of_others');
    const settings = await admin.query(
      `select rolsuper, rolconnlimit, rolconfig from pg_roles where rolname = 'greenroom'`,
    );
    expect(settings.rows).toEqual([
      {
        rolsuper: false,
        rolconnlimit: 6,
        rolconfig: [
          'default_transaction_read_only=on',
          'statement_timeout=5s',
          'idle_in_transaction_session_timeout=10s',
        ],
      },
    ]);
  });
});
