import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startSandbox, type Sandbox } from '..';
import { SandboxError } from '../SandboxError';
import { client } from './__testUtils__/startVaults';

const state = mkdtempSync(join(tmpdir(), 'greenroom-sandbox-'));
let sandbox: Sandbox;
let vault: ReturnType<typeof client>;
beforeAll(async () => {
  sandbox = await startSandbox({ state, world: { bare: ['scw-par-1'], databases: 'stacks', leases: 5_000 } });
  const { nodes = [], root } = place();
  const authority = readFileSync(sandbox.endpoints().certificateAuthority, 'utf8');
  vault = client(
    nodes.map(({ url }) => url),
    authority,
    root,
  );
});
afterAll(async () => {
  vault.close();
  await sandbox.stop();
  rmSync(state, { recursive: true });
});

function place() {
  const found = sandbox.endpoints().vaults.find(({ name }) => name === 'rememberry');
  if (!found) throw new SandboxError('There is no Vault.');
  return found;
}

async function usersInDatabase(): Promise<string[]> {
  const port = sandbox.ready().databases.find(({ name }) => name === 'rememberry')?.nodes[0]?.port;
  const password = readFileSync(join(state, 'postgres-rememberry-portal-password'), 'utf8');
  const database = new Client({ host: '127.0.0.1', port, user: 'portal', password, database: 'postgres' });
  await database.connect();
  try {
    const { rows } = await database.query<{ rolname: string }>(
      "select rolname from pg_roles where rolname like 'v-%'",
    );
    return rows.map(({ rolname }) => rolname);
  } finally {
    await database.end();
  }
}

it('makes a user in the PostgreSQL of the sandbox with each lease, and takes it away with the lease', async () => {
  const made = await vault.ask('GET', 'database/creds/deck-api');
  const name = made.body.data?.username;
  expect(await usersInDatabase()).toContain(name);
  await vault.ask('PUT', 'sys/leases/revoke', { body: { lease_id: made.body.lease_id } });
  expect(await usersInDatabase()).not.toContain(name);
});

it('can revoke nothing while that PostgreSQL refuses', async () => {
  const made = await vault.ask('GET', 'database/creds/deck-api');
  const body = { lease_id: made.body.lease_id };
  sandbox.inject({ target: 'postgres:rememberry', fault: 'refuse' });
  const refused = await vault.ask('PUT', 'sys/leases/revoke', { body });
  expect([refused.status, refused.body.errors?.[0]]).toEqual([
    400,
    expect.stringContaining('connection refused'),
  ]);
  sandbox.inject({ target: 'postgres:rememberry', fault: 'none' });
  expect((await vault.ask('PUT', 'sys/leases/revoke', { body })).status).toBe(204);
});

it('lets a service account in whom its cluster knows, and nobody else', async () => {
  const jwt = sandbox.cluster('scw-par-1').tokens.portal;
  const login = (body: object) => vault.ask('PUT', 'auth/kubernetes/login', { token: '', body });
  const { body } = await login({ role: 'greenroom-viewer', jwt });
  expect(body.auth).toMatchObject({
    policies: ['greenroom-viewer'],
    lease_duration: 1_200,
    metadata: { service_account_name: 'greenroom', service_account_namespace: 'greenroom' },
  });
  const unknown = await login({ role: 'greenroom-viewer', jwt: 'x.y.z' });
  expect([unknown.status, unknown.body.errors]).toEqual([403, ['permission denied']]);
  const other = await login({ role: 'greenroom-operator', jwt });
  expect([other.status, other.body.errors]).toEqual([403, ['service account name not authorized']]);
});

it('answers a token review as an API server does', async () => {
  const { url, tokens } = sandbox.cluster('scw-par-1');
  const authority = readFileSync(sandbox.endpoints().certificateAuthority, 'utf8');
  const review = (token: string) =>
    new Promise<unknown>((resolve, reject) => {
      const headers = { authorization: `Bearer ${tokens.admin}`, 'content-type': 'application/json' };
      const path = '/apis/authentication.k8s.io/v1/tokenreviews';
      const sent = request(
        `${url}${path}`,
        { method: 'POST', ca: authority, headers, agent: false },
        async answer => {
          resolve(JSON.parse((await answer.setEncoding('utf8').toArray()).join('')).status);
        },
      );
      sent.on('error', reject);
      sent.end(
        JSON.stringify({ apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token } }),
      );
    });
  expect(await review(tokens.portal)).toMatchObject({
    authenticated: true,
    user: { username: 'system:serviceaccount:greenroom:greenroom' },
  });
  expect(await review('nobody')).toEqual({ user: {}, error: 'invalid bearer token' });
});

it('has so many leases as a world asks for, counted and listed', async () => {
  const { text } = await vault.ask('GET', 'sys/metrics?format=prometheus');
  expect(Number(/^vault_expire_num_leases (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(5_000);
  const { body } = await vault.ask('LIST', 'sys/leases/lookup/database/creds/deck-api');
  expect(body.data?.keys?.length).toBeGreaterThanOrEqual(5_000);
});

it('tells whoever searches for them what it keeps, and puts it into texts on request', async () => {
  const made = await vault.ask('GET', 'database/creds/deck-api');
  const { secrets = [] } = sandbox.secrets().vaults.find(each => each.vault === 'rememberry') ?? {};
  const texts = (what: string) => secrets.filter(each => each.what === what).map(({ text }) => text);
  expect(texts('lease id')).toEqual(
    expect.arrayContaining([made.body.lease_id, made.body.lease_id?.split('/').pop()]),
  );
  expect(texts('password')).toContain(made.body.data?.password);
  expect(texts('token')).toContain(place().root);
  const [connection = ''] = texts('connection string');
  expect(texts('password').filter(password => connection.includes(`vault:${password}@`))).toHaveLength(1);

  sandbox.inject({ target: 'vault:rememberry', fault: 'secrets-in-texts' });
  const refused = await vault.ask('PUT', 'sys/leases/renew', { body: { lease_id: made.body.lease_id } });
  const given = await vault.ask('GET', 'sys/leases?type=irrevocable');
  const role = await vault.ask('GET', 'database/roles/deck-api');
  const held = [connection, place().root, texts('accessor')[0] ?? ''];
  expect(held.filter(secret => !refused.text.includes(secret))).toEqual([]);
  expect(held.filter(secret => !given.text.includes(secret))).toEqual([]);
  expect(texts('password').filter(password => role.text.includes(password))).toHaveLength(1);
  sandbox.inject({ target: 'vault:rememberry', fault: 'none' });
  expect((await vault.ask('GET', 'database/roles/deck-api')).text).toContain('{{password}}');
  const [irrevocable = ''] = texts('lease id').filter(id => given.text.includes(`"${id}"`));
  await vault.ask('PUT', `sys/leases/revoke-force/${irrevocable}`);
});

it('leaves what opens it in files of this user alone, and tells its faults and what it was asked', () => {
  expect(statSync(join(state, 'vault-rememberry-root')).mode & 0o777).toBe(0o600);
  expect(sandbox.faults()).toMatchObject({
    'vault:rememberry': expect.arrayContaining(['leader-change', 'irrevocable', 'none']),
    'vault:rememberry/vault-1': expect.arrayContaining(['down', 'sealed', 'none']),
  });
  const [{ auditBytes, requests } = { auditBytes: 0, requests: [] }] = sandbox.requests().vaults;
  expect(auditBytes).toBeGreaterThan(10_000);
  expect(requests).toContainEqual({ request: 'GET /v1/sys/metrics', count: 1 });
});

it('is another one after a reset, on the same ports', async () => {
  const before = place().nodes;
  await sandbox.reset();
  expect(place().nodes).toEqual(before);
});
