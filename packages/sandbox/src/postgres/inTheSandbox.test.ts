import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startSandbox, type Sandbox } from '..';

const state = mkdtempSync(join(tmpdir(), 'greenroom-sandbox-'));
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ state, world: { bare: [], databases: 'stacks' } });
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(state, { recursive: true });
});

const file = join(state, 'postgres-coursework-portal-password');
const places = () => sandbox.ready().databases;

async function nameOfServer(name: string): Promise<string> {
  const port = places().find(place => place.name === name)?.nodes[0]?.port;
  const password = readFileSync(file, 'utf8');
  const client = new Client({ host: '127.0.0.1', port, user: 'portal', password, database: 'postgres' });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>("select current_setting('cluster_name') as name");
    return rows[0]?.name ?? '';
  } finally {
    await client.end();
  }
}

it('leaves a password of its own for each database, readable by this user only', async () => {
  expect(await nameOfServer('coursework')).toBe('coursework');
  await expect(nameOfServer('rememberry')).rejects.toMatchObject({ code: '28P01' });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('tells its faults to the control interface, and takes them from there', async () => {
  expect(sandbox.faults()).toMatchObject({
    'postgres:coursework': expect.arrayContaining(['primary-killed', 'none']),
    'pgpool:rememberry-1': ['not-attached', 'attach', 'refuse', 'hang', 'none'],
  });
  sandbox.inject({ target: 'postgres:coursework', fault: 'primary-killed' });
  await expect(nameOfServer('coursework')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  expect(() => sandbox.inject({ target: 'pgpool:rememberry-0', fault: 'lag' })).toThrow(/no fault lag/);
});

it('begins anew on the same ports, with the same passwords', async () => {
  const before = places();
  await sandbox.reset();
  expect(places()).toEqual(before);
  expect(await nameOfServer('coursework')).toBe('coursework');
});
