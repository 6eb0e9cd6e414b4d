import { ManualClock } from '../clock/ManualClock';
import { rootToken, startVaults } from './__testUtils__/startVaults';
import { unsealKeysOf } from './server/sealing';

const minute = 60_000;
const clock = new ManualClock();
let tried: Awaited<ReturnType<typeof startVaults>>;
beforeAll(async () => {
  tried = await startVaults(clock);
});
afterAll(() => tried.stop());

const ask = (...args: [string, string, Parameters<typeof tried.ask>[3]?]) => tried.ask('storefront', ...args);
const signIn = async (identity: 'viewer' | 'operator') => {
  const body = { role_id: `${identity}-role`, secret_id: `${identity}-secret` };
  const { body: answer } = await ask('PUT', 'auth/approle/login', { token: '', body });
  return answer.auth?.client_token ?? '';
};

/** Until a node that was down has its port again. */
async function listening(node: number): Promise<void> {
  const answers = await ask('GET', 'sys/health', { node }).catch(() => undefined);
  if (!answers) await listening(node);
}

/** Ends a fault and waits until there is a leader again. */
function mend(target: string) {
  tried.vaults.inject(target, 'none');
  clock.advance(5_000);
}

describe('a day begins', () => {
  it('with a leader, and two that follow', async () => {
    const codes = await Promise.all(
      [0, 1, 2].map(async node => (await ask('GET', 'sys/health', { node })).status),
    );
    expect(codes).toEqual([200, 429, 429]);
  });

  it('with a lease within a quarter of an hour of its ceiling at any moment, and one that nobody can revoke', async () => {
    for (let step = 0; step < 12; step += 1) {
      const { body } = await ask('LIST', 'sys/leases/lookup/database/creds/payments');
      const left = await Promise.all(
        (body.data?.keys ?? []).map(async key => {
          const asked = { body: { lease_id: `database/creds/payments/${key}` } };
          const { data } = (await ask('PUT', 'sys/leases/lookup', asked)).body;
          return Date.parse(String(data?.issue_time)) + 60 * minute - clock.now().getTime();
        }),
      );
      expect(Math.min(...left)).toBeLessThanOrEqual(15 * minute);
      expect(Math.min(...left)).toBeGreaterThan(-minute);
      clock.advance(7 * minute);
    }
    const { body } = await ask('GET', 'sys/leases/count?type=irrevocable');
    expect(body.data).toMatchObject({ lease_count: 1 });
  });

  it('with a user in the database for each lease, and no other', async () => {
    const users = tried.vaults.usersIn('rememberry');
    const { body } = await tried.ask('rememberry', 'LIST', 'sys/leases/lookup/database/creds/deck-api');
    expect(users).toHaveLength(body.data?.keys?.length ?? 0);
    expect(users[0]).toMatchObject({ role: 'deck-api', holder: 'rememberry-api-0' });
    expect(users[0]?.name).toMatch(/^v-kubernet-deck-api-\w{20}-\d{10}$/);
  });
});

describe('the identities of the portal', () => {
  it('see leases and are given no secret', async () => {
    const token = await signIn('viewer');
    expect(
      (await ask('LIST', 'sys/leases/lookup/database/creds/checkout', { token })).body.data?.keys,
    ).toHaveLength(3);
    for (const path of [
      'database/creds/checkout',
      'database/static-creds/reporting',
      'database/config/shop-aurora',
    ]) {
      const { status, body } = await ask('GET', path, { token });
      expect([status, body.errors]).toEqual([403, ['1 error occurred:\n\t* permission denied\n\n']]);
    }
  });

  it('renew and revoke as the second only', async () => {
    const made = await ask('GET', 'database/creds/checkout');
    const body = { lease_id: made.body.lease_id };
    const [viewer, operator] = [await signIn('viewer'), await signIn('operator')];
    expect((await ask('PUT', 'sys/leases/renew', { token: viewer, body })).status).toBe(403);
    expect((await ask('PUT', 'sys/leases/renew', { token: operator, body })).body.lease_duration).toBe(3_600);
    expect((await ask('PUT', 'sys/leases/revoke', { token: operator, body })).status).toBe(204);
    expect((await ask('PUT', 'sys/leases/lookup', { body })).body.errors).toEqual(['invalid lease']);
  });

  it('end with their time, and tell it by the words of a dead token', async () => {
    const token = await signIn('viewer');
    clock.advance(21 * minute);
    const { status, body } = await ask('GET', 'auth/token/lookup-self', { token });
    expect([status, body.errors]).toEqual([403, ['permission denied']]);
  });
});

describe('a fault', () => {
  it.each([
    ['dr-secondary', 472],
    ['performance-standby', 473],
    ['ha-unhealthy', 474],
    ['uninitialised', 501],
    ['sealed', 503],
    ['removed', 530],
  ])('%s of a node is told by its health as %d', async (fault, code) => {
    tried.vaults.inject('vault:storefront/vault-2', fault);
    expect((await ask('GET', 'sys/health', { node: 2 })).status).toBe(code);
    mend('vault:storefront/vault-2');
    expect((await ask('GET', 'sys/health', { node: 2 })).status).toBe(429);
  });

  it('of the leader has another one lead, which writes go to', async () => {
    tried.vaults.inject('vault:storefront/vault-0', 'down');
    await expect(ask('GET', 'sys/health')).rejects.toThrow(/ECONNREFUSED|ECONNRESET|hang up/);
    const refused = await ask('GET', 'database/creds/cart', { node: 1 });
    expect([refused.status, refused.body.errors]).toEqual([
      500,
      ['local node not active but active cluster node not found'],
    ]);
    clock.advance(12_000);
    expect((await ask('GET', 'sys/health', { node: 1 })).status).toBe(200);
    expect((await ask('GET', 'database/creds/cart', { node: 2 })).status).toBe(200);
    const { data } = (await ask('GET', 'sys/storage/raft/autopilot/state', { node: 1 })).body;
    expect(data).toMatchObject({
      healthy: false,
      failure_tolerance: 0,
      servers: { 'vault-0': { healthy: false, node_status: 'alive' } },
    });
    tried.vaults.inject('vault:storefront/vault-0', 'none');
    await listening(0);
    clock.advance(5_000);
    tried.vaults.inject('vault:storefront', 'leader-change');
    clock.advance(1_000);
    expect((await ask('GET', 'sys/health')).status).toBe(200);
  });

  it('no-leader leaves every node a standby, and reads work', async () => {
    tried.vaults.inject('vault:storefront', 'no-leader');
    const nodes = [1, 2];
    const codes = await Promise.all(
      nodes.map(async node => (await ask('GET', 'sys/health', { node })).status),
    );
    expect(codes).toEqual([429, 429]);
    const { body } = await ask('GET', 'sys/leader', { node: 1 });
    expect(body).toMatchObject({ leader_address: '' });
    expect((await ask('GET', 'sys/mounts', { node: 1 })).status).toBe(200);
    mend('vault:storefront');
  });

  it('quota-exhausted answers a 429 that is none of a standby', async () => {
    tried.vaults.inject('vault:storefront', 'quota-exhausted');
    const { status, body } = await ask('GET', 'sys/mounts', { node: 1 });
    expect([status, body.errors]).toEqual([429, ['request path "sys/mounts": rate limit quota exceeded']]);
    mend('vault:storefront');
  });

  it('revocation-fails leaves what has ended with a negative ttl, and at last irrevocable with its error', async () => {
    const made = await tried.ask('rememberry', 'GET', 'database/creds/deck-api');
    const body = { lease_id: made.body.lease_id };
    await tried.ask('rememberry', 'PUT', 'sys/leases/renew', { body: { ...body, increment: 30 } });
    tried.vaults.inject('vault:rememberry', 'revocation-fails');
    const refused = await tried.ask('rememberry', 'PUT', 'sys/leases/revoke', { body });
    expect([refused.status, refused.body.errors?.[0]]).toEqual([
      400,
      expect.stringContaining('connection refused'),
    ]);
    clock.advance(minute);
    const late = await tried.ask('rememberry', 'PUT', 'sys/leases/lookup', { body });
    expect(late.body.data).toMatchObject({ ttl: expect.any(Number), renewable: false });
    expect(Number(late.body.data?.ttl)).toBeLessThan(0);
    clock.advance(30 * minute);
    const over = await tried.ask('rememberry', 'PUT', 'sys/leases/lookup', { body });
    expect(over.body.data).toMatchObject({ revoke_error: expect.stringContaining('out of retries') });
    tried.vaults.inject('vault:rememberry', 'none');
  });

  it('rotation-fails leaves a static role at a rotation that is too long ago', async () => {
    const rotation = async () => {
      const { body } = await tried.ask('rememberry', 'GET', 'database/static-roles/backup');
      return Date.parse(String(body.data?.last_vault_rotation));
    };
    tried.vaults.inject('vault:rememberry', 'rotation-fails');
    const before = await rotation();
    expect(before + 24 * 60 * minute).toBeLessThan(clock.now().getTime());
    clock.advance(30 * 60 * minute);
    expect(await rotation()).toBe(before);
    tried.vaults.inject('vault:rememberry', 'none');
    clock.advance(minute);
    expect(await rotation()).toBeGreaterThan(before);
  });
});

it('takes back what was leased with a token when the token goes', async () => {
  const policy = 'path "database/creds/*" { capabilities = ["read"] }';
  await ask('PUT', 'sys/policies/acl/creds', { body: { policy } });
  const { body } = await ask('POST', 'auth/token/create', { body: { policies: ['creds'], ttl: '1h' } });
  const token = body.auth?.client_token ?? '';
  const made = await ask('GET', 'database/creds/cart', { token });
  await ask('POST', 'auth/token/revoke', { body: { token } });
  clock.advance(100);
  const gone = await ask('PUT', 'sys/leases/lookup', { body: { lease_id: made.body.lease_id } });
  expect(gone.body.errors).toEqual(['invalid lease']);
});

it('unseals by two of its three keys', async () => {
  tried.vaults.inject('vault:storefront/vault-2', 'sealed');
  const [first, second] = unsealKeysOf(rootToken);
  const one = await ask('PUT', 'sys/unseal', { node: 2, token: '', body: { key: first } });
  expect(one.body).toMatchObject({ sealed: true, progress: 1, t: 2, n: 3 });
  const two = await ask('PUT', 'sys/unseal', { node: 2, token: '', body: { key: second } });
  expect(two.body).toMatchObject({ sealed: false, progress: 0 });
});

it('opens what is wrapped once', async () => {
  const wrapped = await ask('PUT', 'auth/approle/role/greenroom-viewer/secret-id', {
    headers: { 'x-vault-wrap-ttl': '60s' },
  });
  const token = wrapped.body.wrap_info?.token ?? '';
  expect((await ask('PUT', 'sys/wrapping/lookup', { token: '', body: { token } })).body.data).toMatchObject({
    creation_path: 'auth/approle/role/greenroom-viewer/secret-id',
    creation_ttl: 60,
  });
  expect((await ask('PUT', 'sys/wrapping/unwrap', { token })).body.data).toMatchObject({
    secret_id: expect.any(String),
  });
  const again = await ask('PUT', 'sys/wrapping/unwrap', { token });
  expect([again.status, again.body.errors]).toEqual([400, ['wrapping token is not valid or does not exist']]);
});

it('tells numbers of leases by its active node only', async () => {
  const states = await Promise.all([0, 1, 2].map(node => ask('GET', 'sys/health', { node })));
  const active = states.findIndex(({ status }) => status === 200);
  const standby = states.findIndex(({ status }) => status === 429);
  const metrics = async (node: number) => (await ask('GET', 'sys/metrics?format=prometheus', { node })).text;
  expect(await metrics(active)).toMatch(/^vault_expire_num_irrevocable_leases 1$/m);
  expect(await metrics(standby)).not.toContain('vault_expire_');
  const count = await ask('GET', 'sys/leases/count?type=irrevocable', { node: standby });
  expect(count.body.data).toEqual({ counts: {}, lease_count: 0 });
});
