import { Client } from 'pg';
import { ManualClock } from '../clock/ManualClock';
import { Databases } from './Databases';
import { stackDatabases } from './plans';

const passwords: Record<string, string> = { portal: 'right', guest: 'also right' };
const clock = new ManualClock();
let databases: Databases;

beforeAll(async () => {
  databases = await Databases.start({
    plans: stackDatabases,
    clock,
    seed: 1,
    port: () => 0,
    passwordOf: (_database, user) => passwords[user],
  });
});
afterAll(() => databases.stop());

function portOf(name: string): number {
  const all = databases
    .places()
    .flatMap(({ nodes, pools }) => [
      ...nodes,
      ...pools.map(pool => ({ ...pool, name: `pgpool ${pool.name}` })),
    ]);
  return all.find(place => place.name === name)?.port ?? 0;
}

async function asked(name: string, sql: string, config: object = {}) {
  const client = new Client({
    host: '127.0.0.1',
    port: portOf(name),
    user: 'portal',
    password: 'right',
    database: 'postgres',
    ...config,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

it('shows the standby on the primary', async () => {
  const { rows, fields } = await asked(
    'rememberry-0',
    `select application_name, state, sync_state, pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)::bigint as lag_bytes, replay_lag
     from pg_stat_replication`,
  );
  expect(rows).toEqual([
    expect.objectContaining({ application_name: 'rememberry-1', state: 'streaming', sync_state: 'async' }),
  ]);
  expect(fields.map(({ dataTypeID }) => dataTypeID)).toEqual([25, 25, 25, 20, 1186]);
});

it('shows the nodes of a pgpool', async () => {
  const { rows } = await asked('pgpool rememberry-0', 'SHOW POOL_NODES');
  expect(rows).toMatchObject([
    { node_id: '0', status: 'up', pg_status: 'up', role: 'primary', pg_role: 'primary' },
    { node_id: '1', status: 'up', pg_status: 'up', role: 'standby', replication_state: 'streaming' },
  ]);
});

it('takes the settings that a client starts with', async () => {
  const config = { options: '-c default_transaction_read_only=on', statement_timeout: 3_000 };
  const { rows } = await asked(
    'rememberry-0',
    "select current_setting('default_transaction_read_only')",
    config,
  );
  expect(rows).toEqual([{ current_setting: 'on' }]);
});
