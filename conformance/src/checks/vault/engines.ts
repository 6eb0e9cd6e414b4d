import { expect } from 'expect';
import { ask, refusal } from '../../vault/asking';
import { operatorPolicy, viewerPolicy } from '../../vault/documentedPolicy';
import type { VaultCheck } from '../../vault/VaultTarget';
import { Workbench } from '../../vault/Workbench';

/** Roles, quotas, namespaces, certificates. */
export const engineChecks: readonly VaultCheck[] = [
  {
    id: 'vault/role',
    title: 'a role tells its connection, its times and its statements',
    run: target =>
      Workbench.use(target, async bench => {
        const { body } = await bench.must('GET', `${bench.mount}/roles/works`);
        expect(body.data).toEqual({
          creation_statements: [expect.stringContaining('CREATE ROLE')],
          credential_type: 'password',
          db_name: 'db',
          default_ttl: 3_600,
          max_ttl: 86_400,
          renew_statements: [],
          revocation_statements: [],
          rollback_statements: [],
        });
        expect((await bench.must('LIST', `${bench.mount}/roles`)).body.data?.keys).toEqual(['gone', 'works']);
        expect(await refusal(target, 'GET', `${bench.mount}/creds/nope`)).toEqual([
          400,
          ['unknown role: nope'],
        ]);
      }),
  },
  {
    id: 'vault/static-role',
    title: 'a static role tells its last rotation and no password, and moves it when it is rotated',
    run: target =>
      Workbench.use(target, async bench => {
        const { mount } = bench;
        const body = { db_name: 'db', username: target.database.user, rotation_period: '1h' };
        await bench.must('POST', `${mount}/static-roles/report`, { body });
        const read = async () => (await bench.must('GET', `${mount}/static-roles/report`)).body.data;
        const before = await read();
        expect(before).toEqual({
          credential_type: 'password',
          db_name: 'db',
          last_vault_rotation: expect.any(String),
          rotation_period: 3_600,
          rotation_statements: [],
          username: target.database.user,
        });
        await bench.must('POST', `${mount}/rotate-role/report`);
        expect((await read())?.last_vault_rotation).not.toBe(before?.last_vault_rotation);
        const bad = { db_name: 'db', username: 'u' };
        expect(await refusal(target, 'POST', `${mount}/static-roles/x`, { body: bad })).toEqual([
          400,
          ['rotation_period is required to create static accounts'],
        ]);
        await bench.must('DELETE', `${mount}/static-roles/report`);
      }),
  },
  {
    id: 'vault/quota',
    title:
      'past a rate limit the answer is 429 with a word that no standby has, before anybody looks at the token',
    run: target =>
      Workbench.use(target, async bench => {
        const quota = `sys/quotas/rate-limit/${bench.mount}`;
        await bench.must('POST', quota, { body: { path: `${bench.mount}/`, rate: 2, interval: '1m' } });
        const path = `${bench.mount}/roles/works`;
        const codes = [await bench.ask('GET', path), await bench.ask('GET', path)].map(
          ({ status }) => status,
        );
        const told = [429, [`request path "${path}": rate limit quota exceeded`]];
        const refused = [
          await refusal(target, 'GET', path),
          await refusal(target, 'GET', path, { token: '' }),
        ];
        await bench.must('DELETE', quota);
        expect([codes, refused]).toEqual([
          [200, 200],
          [told, told],
        ]);
      }),
  },
  {
    id: 'vault/namespaces',
    title: 'a namespace has its own leases, and nothing of the nodes',
    run: target =>
      Workbench.use(target, async bench => {
        const name = `${bench.mount}-team`;
        await bench.must('POST', `sys/namespaces/${name}`, { body: {} });
        const headers = { 'x-vault-namespace': name };
        expect(await refusal(target, 'LIST', 'sys/leases/lookup/', { headers })).toEqual([404, []]);
        const unavailable = [400, ['operation unavailable in namespaces']];
        expect(await refusal(target, 'GET', 'sys/health', { headers })).toEqual(unavailable);
        expect(await refusal(target, 'GET', 'sys/metrics', { headers })).toEqual(unavailable);
        const unknown = { headers: { 'x-vault-namespace': 'nobody' } };
        expect(await refusal(target, 'GET', 'sys/mounts', unknown)).toEqual([404, ['namespace not found']]);
        await bench.must('DELETE', `sys/namespaces/${name}`);
      }),
  },
  {
    id: 'vault/namespace-leases',
    title:
      'ids of leases and tokens of a namespace end in what it is called, and are asked for where they say',
    run: target =>
      Workbench.inNamespace(target, bench =>
        Workbench.use(target, async root => {
          const id = await bench.lease();
          expect(id).toMatch(new RegExp(`^${bench.mount}/creds/works/\\w{24}\\.\\w{6}$`));
          const suffix = id.split('.').at(-1) ?? '';
          const { keys } =
            (await bench.must('LIST', `sys/leases/lookup/${bench.mount}/creds/works`)).body.data ?? {};
          expect(keys).toEqual([id.split('/').at(-1)]);
          const inside = `sys/leases/lookup/${bench.namespace}/${bench.mount}/creds/works`;
          expect(await refusal(target, 'LIST', inside)).toEqual([404, []]);
          const token = await bench.token(`${viewerPolicy(bench.mount)}\n${operatorPolicy()}`);
          expect(token.endsWith(`.${suffix}`)).toBe(true);
          const path = `${bench.mount}/creds/works`;
          const told = { id, path, namespace_path: `${bench.namespace}/`, renewable: true };
          expect((await bench.lookup(id)).body.data).toMatchObject(told);
          const body = { lease_id: id };
          expect((await root.ask('PUT', 'sys/leases/lookup', { token, body })).body.data).toMatchObject(told);
          const others = { token, body: { lease_id: await root.lease() } };
          const tried = (verb: string) => bench.ask('PUT', `sys/leases/${verb}`, others);
          expect((await tried('lookup')).body.errors).toEqual(['invalid lease']);
          expect((await tried('renew')).body.errors).toEqual(['lease not found']);
          expect((await tried('revoke')).status).toBe(204);
          expect((await root.lookup(others.body.lease_id)).status).toBe(200);
          const asked = { token };
          expect((await root.ask('GET', 'sys/ha-status', asked)).status).toBe(403);
          expect((await bench.ask('GET', 'sys/ha-status', asked)).body.data).toMatchObject({
            nodes: [expect.anything(), expect.anything(), expect.anything()],
          });
          expect((await root.ask('GET', 'auth/token/lookup-self', asked)).status).toBe(200);
          for (const rootOnly of ['sys/storage/raft/configuration', 'sys/storage/raft/autopilot/state']) {
            expect((await bench.ask('GET', rootOnly)).body.errors).toEqual([
              'operation unavailable in namespaces',
            ]);
          }
        }),
      ),
  },
  {
    id: 'vault/certificates',
    title: 'a certificate has a lease where its role says so, which is not renewed and revokes it',
    run: target =>
      Workbench.use(target, async bench => {
        const mount = `${bench.mount}-pki`;
        await bench.must('POST', `sys/mounts/${mount}`, { body: { type: 'pki' } });
        await bench.must('POST', `${mount}/root/generate/internal`, {
          body: { common_name: 'conformance', ttl: '100h' },
        });
        const role = { allow_any_name: true, ttl: '1h', generate_lease: true, key_type: 'ec', key_bits: 256 };
        await bench.must('POST', `${mount}/roles/web`, { body: role });
        const { body } = await bench.must('POST', `${mount}/issue/web`, { body: { common_name: 'a.test' } });
        expect(body.renewable).toBe(false);
        // What is left until the certificate ends, in whole seconds: making it may take one.
        expect(body.lease_duration).toBeGreaterThanOrEqual(3_598);
        expect(body.lease_duration).toBeLessThanOrEqual(3_600);
        const lease_id = body.lease_id ?? '';
        expect(await refusal(target, 'PUT', 'sys/leases/renew', { body: { lease_id } })).toEqual([
          400,
          ['lease is not renewable'],
        ]);
        await bench.must('PUT', 'sys/leases/revoke', { body: { lease_id, sync: true } });
        const path = `${mount}/cert/${String(body.data?.serial_number)}`;
        const revoked = await ask(target, 'GET', path, { token: '' });
        expect(Number(revoked.body.data?.revocation_time)).toBeGreaterThan(0);
        await bench.must('DELETE', `sys/mounts/${mount}`);
      }),
  },
];
