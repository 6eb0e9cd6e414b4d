import { expect } from 'expect';
import { z } from 'zod';
import { ask, refusal } from '../../vault/asking';
import type { VaultCheck } from '../../vault/VaultTarget';
import { Workbench } from '../../vault/Workbench';

const self = 'path "auth/token/*" { capabilities = ["read", "update"] }';

/** Tokens, wrapping, and ways to sign in. */
export const tokenChecks: readonly VaultCheck[] = [
  {
    id: 'vault/lookup-self',
    title: 'a token is told everything about itself, its secrets too',
    run: target =>
      Workbench.use(target, async bench => {
        const token = await bench.token(self, { meta: { a: 'b' } });
        const { body } = await ask(target, 'GET', 'auth/token/lookup-self', { token });
        expect(body.data).toEqual({
          accessor: expect.stringMatching(/^[A-Za-z0-9]{24}$/),
          creation_time: expect.any(Number),
          creation_ttl: 300,
          display_name: 'token',
          entity_id: '',
          expire_time: expect.any(String),
          explicit_max_ttl: 0,
          id: token,
          issue_time: expect.any(String),
          meta: { a: 'b' },
          num_uses: 0,
          orphan: false,
          path: 'auth/token/create',
          policies: [`${bench.mount}-0`],
          renewable: true,
          ttl: expect.any(Number),
          type: 'service',
        });
      }),
  },
  {
    id: 'vault/renew-self',
    title:
      'a token is renewed to its period, not past its own ceiling, and not at all when it is not renewable',
    run: target =>
      Workbench.use(target, async bench => {
        const renew = (token: string, body = {}) =>
          ask(target, 'POST', 'auth/token/renew-self', { token, body });
        const periodic = await bench.token(self, { period: '6s' });
        expect((await renew(periodic)).body.auth).toMatchObject({
          lease_duration: 6,
          renewable: true,
          token_type: 'service',
        });
        const short = await bench.token(self, { ttl: '30s', explicit_max_ttl: '40s' });
        const cut = await renew(short, { increment: '60s' });
        expect(cut.body.auth?.lease_duration).toBeGreaterThan(37);
        expect(cut.body.warnings?.[0]).toMatch(
          /^TTL of "1m" exceeded the effective max_ttl of "(40|39|38)s"; TTL value/,
        );
        const fixed = await bench.token(self, { renewable: false });
        expect((await renew(fixed)).body.errors).toEqual(['lease is not renewable']);
        expect((await renew(target.root)).body.errors).toEqual(['invalid lease ID']);
      }),
  },
  {
    id: 'vault/uses',
    title: 'a token that may be used twice is gone after the second time',
    run: target =>
      Workbench.use(target, async bench => {
        const token = await bench.token(self, { num_uses: 2 });
        const look = () => ask(target, 'GET', 'auth/token/lookup-self', { token });
        expect((await look()).body.data?.num_uses).toBe(1);
        expect((await look()).body.data?.num_uses).toBe(-1);
        expect([(await look()).status]).toEqual([403]);
      }),
  },
  {
    id: 'vault/token-lease',
    title: 'a token has a lease under the path it was made by, which ends with it',
    run: target =>
      Workbench.use(target, async bench => {
        const list = async () => {
          const told = await bench.ask('LIST', 'sys/leases/lookup/auth/token/create');
          return z.array(z.string()).parse(told.body.data?.keys ?? []);
        };
        const before = await list();
        const token = await bench.token(self);
        const [made] = (await list()).filter(key => !before.includes(key));
        expect(made).toMatch(/^h[0-9a-f]{64}$/);
        await ask(target, 'POST', 'auth/token/revoke-self', { token });
        expect(await list()).not.toContain(made);
      }),
  },
  {
    id: 'vault/wrapping',
    title: 'what is wrapped says where it comes from, and opens once',
    run: target =>
      Workbench.use(target, async bench => {
        const path = `${bench.mount}/roles/works`;
        const wrapped = await bench.must('GET', path, { headers: { 'x-vault-wrap-ttl': '60s' } });
        expect(wrapped.body).toMatchObject({
          data: null,
          wrap_info: {
            ttl: 60,
            creation_path: path,
            token: expect.any(String),
            accessor: expect.any(String),
          },
        });
        const token = wrapped.body.wrap_info?.token ?? '';
        const look = () => ask(target, 'POST', 'sys/wrapping/lookup', { token: '', body: { token } });
        expect((await look()).body.data).toEqual({
          creation_path: path,
          creation_time: expect.any(String),
          creation_ttl: 60,
        });
        const open = () => ask(target, 'POST', 'sys/wrapping/unwrap', { token });
        expect((await open()).body.data).toMatchObject({
          db_name: 'db',
          default_ttl: 3_600,
          max_ttl: 86_400,
        });
        const invalid = [400, ['wrapping token is not valid or does not exist']];
        for (const { status, body } of [await open(), await look()])
          expect([status, body.errors]).toEqual(invalid);
      }),
  },
  {
    id: 'vault/approle',
    title: 'a role id and a wrapped secret id sign in once, with the role’s policies and times',
    run: target =>
      Workbench.use(target, async bench => {
        const mount = `auth/${bench.mount}`;
        await bench.must('POST', `sys/${mount}`, { body: { type: 'approle' } });
        const role = { token_policies: ['x'], token_ttl: '20m', token_max_ttl: '1h', secret_id_num_uses: 1 };
        await bench.must('POST', `${mount}/role/portal`, { body: role });
        const role_id = (await bench.must('GET', `${mount}/role/portal/role-id`)).body.data?.role_id;
        const wrapped = await bench.must('POST', `${mount}/role/portal/secret-id`, {
          headers: { 'x-vault-wrap-ttl': '60s' },
        });
        const token = wrapped.body.wrap_info?.token;
        const secret_id = (await ask(target, 'POST', 'sys/wrapping/unwrap', { token })).body.data?.secret_id;
        const login = (body: object) => ask(target, 'POST', `${mount}/login`, { token: '', body });
        const signedIn = await login({ role_id, secret_id });
        expect(signedIn.body.auth).toMatchObject({
          policies: ['default', 'x'],
          metadata: { role_name: 'portal' },
          lease_duration: 1_200,
          renewable: true,
          orphan: true,
        });
        const refused = [400, ['invalid role or secret ID']];
        for (const body of [
          { role_id, secret_id },
          { role_id: 'x', secret_id: 'y' },
        ]) {
          const told = await login(body);
          expect([told.status, told.body.errors]).toEqual(refused);
        }
        expect((await login({ role_id })).body.errors).toEqual(['missing secret_id']);
        await bench.must('DELETE', `sys/${mount}`);
      }),
  },
  {
    id: 'vault/kubernetes',
    title: 'a login by Kubernetes names what is missing: the role, the token, the cluster',
    run: target =>
      Workbench.use(target, async bench => {
        const mount = `auth/${bench.mount}`;
        await bench.must('POST', `sys/${mount}`, { body: { type: 'kubernetes' } });
        const login = (body: object) => refusal(target, 'POST', `${mount}/login`, { token: '', body });
        expect(await login({ role: 'nope', jwt: 'x.y.z' })).toEqual([400, ['invalid role name "nope"']]);
        await bench.must('POST', `${mount}/role/portal`, {
          body: {
            bound_service_account_names: ['greenroom'],
            bound_service_account_namespaces: ['greenroom'],
          },
        });
        expect(await login({ role: 'portal', jwt: 'x.y.z' })).toEqual([
          500,
          ['could not load backend configuration'],
        ]);
        expect(await login({ jwt: 'x.y.z' })).toEqual([400, ['missing role']]);
        expect(await login({ role: 'portal' })).toEqual([400, ['missing jwt']]);
        await bench.must('DELETE', `sys/${mount}`);
      }),
  },
];
