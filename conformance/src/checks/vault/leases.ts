import { expect } from 'expect';
import { eventually } from '../../eventually';
import type { VaultCheck } from '../../vault/VaultTarget';
import { refusedThere, Workbench } from '../../vault/Workbench';

const unknown = 'database/creds/nope/AAAAAAAAAAAAAAAAAAAAAAAA';

/** What becomes of a lease. */
export const leaseChecks: readonly VaultCheck[] = [
  {
    id: 'vault/credentials',
    title: 'a role gives a user named after who asked, the role and the second, with a lease of its own',
    run: target =>
      Workbench.use(target, async bench => {
        const { body } = await bench.must('GET', `${bench.mount}/creds/works`);
        expect(body).toMatchObject({
          renewable: true,
          lease_duration: 3_600,
          wrap_info: null,
          warnings: null,
          auth: null,
        });
        expect(body.lease_id).toMatch(new RegExp(`^${bench.mount}/creds/works/[A-Za-z0-9]{24}$`));
        expect(body.data).toEqual({
          username: expect.stringMatching(/^v-root-works-[A-Za-z0-9]{20}-\d{10}$/),
          password: expect.any(String),
        });
      }),
  },
  {
    id: 'vault/lookup',
    title: 'a lease is told with its times, its path and what is left, and nothing of who holds it',
    run: target =>
      Workbench.use(target, async bench => {
        const id = await bench.lease();
        const { body } = await bench.lookup(id);
        const stamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/);
        expect(body.data).toEqual({
          expire_time: stamp,
          id,
          issue_time: stamp,
          last_renewal: null,
          path: `${bench.mount}/creds/works`,
          renewable: true,
          ttl: expect.any(Number),
        });
        expect(Number(body.data?.ttl)).toBeGreaterThan(3_580);
        expect(Number(body.data?.ttl)).toBeLessThanOrEqual(3_600);
      }),
  },
  {
    id: 'vault/lookup-refusals',
    title:
      'an unknown id, none, and what is no id are refused in words of their own; what is not a field is told',
    run: target =>
      Workbench.use(target, async bench => {
        const ask = (body?: object | string) => bench.ask('PUT', 'sys/leases/lookup', { body });
        const said = async (body?: object | string) => {
          const told = await ask(body);
          return [told.status, ...(told.body.errors ?? [])];
        };
        expect(await said({ lease_id: unknown })).toEqual([400, 'invalid lease']);
        expect(await said({})).toEqual([400, 'lease_id must be specified']);
        expect(await said()).toEqual([400, 'lease_id must be specified']);
        expect(await said({ lease_id: 5 })).toEqual([400, 'invalid lease ID']);
        expect(await said('{"lease_id":')).toEqual([400, 'failed to decode JSON input: unexpected EOF']);
        const more = await ask({ lease_id: await bench.lease(), foo: 1 });
        expect(more.body.warnings).toEqual(['Endpoint ignored these unrecognized parameters: [foo]']);
        const path = await bench.ask('POST', `sys/leases/lookup/${unknown}`, { body: {} });
        expect([path.status, path.body.errors]).toEqual([
          405,
          ['1 error occurred:\n\t* unsupported operation\n\n'],
        ]);
      }),
  },
  {
    id: 'vault/list',
    title: 'leases are listed by folder, with and without the slash, as LIST and as GET, and never by pages',
    run: target =>
      Workbench.use(target, async bench => {
        const made = [await bench.lease(), await bench.lease()].map(id => id.split('/').at(-1)).sort();
        const folder = `sys/leases/lookup/${bench.mount}`;
        const keys = async (method: string, path: string) => (await bench.must(method, path)).body.data?.keys;
        expect(await keys('LIST', folder)).toEqual(['creds/']);
        expect(await keys('LIST', `${folder}/creds/`)).toEqual(['works/']);
        expect(await keys('LIST', `${folder}/creds/works`)).toEqual(made);
        expect(await keys('GET', `${folder}/creds/works/?list=true`)).toEqual(made);
        const limited = await bench.must('LIST', `${folder}/creds/works?limit=1`);
        expect([limited.body.data?.keys, limited.body.warnings]).toEqual([
          made,
          ['Endpoint ignored these unrecognized parameters: [limit]'],
        ]);
        const empty = await bench.ask('LIST', `${folder}/creds/gone`);
        expect([empty.status, empty.body.errors]).toEqual([404, []]);
      }),
  },
  {
    id: 'vault/renew',
    title: 'a renewal shortens as well as prolongs, and is cut at the ceiling with a warning',
    run: target =>
      Workbench.use(target, async bench => {
        const id = await bench.lease();
        const renew = (increment?: unknown) =>
          bench.ask('PUT', 'sys/leases/renew', { body: { lease_id: id, increment } });
        expect((await renew(600)).body).toMatchObject({
          lease_id: id,
          renewable: true,
          lease_duration: 600,
          data: null,
          warnings: null,
        });
        expect((await bench.lookup(id)).body.data?.last_renewal).toEqual(expect.any(String));
        expect((await renew('20m')).body.lease_duration).toBe(1_200);
        expect((await renew()).body.lease_duration).toBe(3_600);
        const capped = (await renew('9000h')).body;
        expect(capped.lease_duration).toBeGreaterThan(86_370);
        expect(capped.lease_duration).toBeLessThanOrEqual(86_400);
        expect(capped.warnings?.[0]).toMatch(
          /^TTL of "9000h" exceeded the effective max_ttl of "(23h59m\d\ds|24h)"; TTL value is capped accordingly$/,
        );
      }),
  },
  {
    id: 'vault/renew-refusals',
    title: 'increments that are none, and leases that are not there, are refused',
    run: target =>
      Workbench.use(target, async bench => {
        const id = await bench.lease();
        const said = async (body: object) => {
          const told = await bench.ask('PUT', 'sys/leases/renew', { body });
          return [told.status, ...(told.body.errors ?? [])];
        };
        const field = 'Field validation failed: error converting input for field "increment":';
        expect(await said({ lease_id: id, increment: -1 })).toEqual([
          400,
          `${field} cannot provide negative value '-1'`,
        ]);
        expect(await said({ lease_id: id, increment: 'NaN' })).toEqual([
          400,
          `${field} time: invalid duration "NaN"`,
        ]);
        expect(await said({ lease_id: id, increment: 1.5 })).toEqual([
          400,
          `${field} time: missing unit in duration "1.5"`,
        ]);
        expect(await said({ lease_id: unknown })).toEqual([400, 'lease not found']);
        expect(await said({})).toEqual([400, 'lease_id must be specified']);
      }),
  },
  {
    id: 'vault/revoke',
    title: 'a revoked lease is unknown at once, and revoking what nobody knows is no refusal',
    run: target =>
      Workbench.use(target, async bench => {
        const id = await bench.lease();
        const revoke = () => bench.ask('PUT', 'sys/leases/revoke', { body: { lease_id: id, sync: true } });
        expect((await revoke()).status).toBe(204);
        expect((await bench.lookup(id)).body.errors).toEqual(['invalid lease']);
        expect((await revoke()).status).toBe(204);
      }),
  },
  {
    id: 'vault/revoke-prefix',
    title: 'all leases of a role are revoked by their prefix',
    run: target =>
      Workbench.use(target, async bench => {
        const ids = [await bench.lease(), await bench.lease()];
        const prefix = `sys/leases/revoke-prefix/${bench.mount}/creds/works`;
        expect((await bench.ask('PUT', prefix, { body: { sync: true } })).status).toBe(204);
        for (const id of ids) expect((await bench.lookup(id)).status).toBe(400);
      }),
  },
  {
    id: 'vault/database-gone',
    title:
      'with the database gone, credentials, renewals and revocations are refused in its driver’s words, and the lease stays',
    run: target =>
      Workbench.use(target, async bench => {
        const id = await bench.lease();
        await bench.loseDatabase();
        const said = async (path: string, body: object) => {
          const told = await bench.ask('PUT', path, { body });
          return [told.status, ...(told.body.errors ?? [])];
        };
        const failed = 'entry: resp: (*logical.Response)(nil) err:';
        expect(await said('sys/leases/renew', { lease_id: id })).toEqual([
          400,
          `failed to renew ${failed} 1 error occurred:\n\t* ${refusedThere}\n\n`,
        ]);
        expect(await said('sys/leases/revoke', { lease_id: id })).toEqual([
          400,
          `failed to revoke ${failed} ${refusedThere}`,
        ]);
        expect(await said(`sys/leases/revoke-prefix/${bench.mount}`, { sync: true })).toEqual([
          400,
          `failed to revoke "${id}" (1 / 1): failed to revoke ${failed} ${refusedThere}`,
        ]);
        const refused = await bench.ask('GET', `${bench.mount}/creds/gone`);
        expect([refused.status, refused.body.errors]).toEqual([
          500,
          [`1 error occurred:\n\t* unable to start transaction: ${refusedThere}\n\n`],
        ]);
        expect((await bench.lookup(id)).body.data).toMatchObject({ id, renewable: true });
      }),
  },
  {
    id: 'vault/expired-not-revoked',
    title: 'a lease that ended and cannot be revoked has a negative ttl and is not renewable',
    run: target =>
      Workbench.use(target, async bench => {
        const id = await bench.lease();
        await bench.must('PUT', 'sys/leases/renew', { body: { lease_id: id, increment: 1 } });
        await bench.loseDatabase();
        const late = await eventually(async () => {
          const { data } = (await bench.lookup(id)).body;
          expect(Number(data?.ttl)).toBeLessThan(0);
          return data;
        });
        expect(late).toMatchObject({ id, renewable: false });
      }),
  },
  {
    id: 'vault/irrevocable-numbers',
    title: 'irrevocable leases are counted and listed by that type only',
    run: target =>
      Workbench.use(target, async bench => {
        const codes = async (query: string) =>
          Promise.all(
            ['sys/leases/count', 'sys/leases'].map(
              async path => (await bench.ask('GET', path + query)).status,
            ),
          );
        expect(await codes('')).toEqual([404, 404]);
        expect(await codes('?type=all')).toEqual([404, 404]);
        expect(await codes('?type=irrevocable')).toEqual([200, 200]);
        const counted = await bench.must('GET', 'sys/leases/count?type=irrevocable');
        expect(counted.body.data).toEqual({ counts: expect.any(Object), lease_count: expect.any(Number) });
        const listed = await bench.must('GET', 'sys/leases?type=irrevocable&limit=none');
        expect(listed.body.data).toEqual({ lease_count: expect.any(Number), leases: expect.any(Array) });
      }),
  },
];
