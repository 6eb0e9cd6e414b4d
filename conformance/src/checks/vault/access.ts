import { expect } from 'expect';
import { ask, forbidden, refusal } from '../../vault/asking';
import { viewerPolicy } from '../../vault/documentedPolicy';
import type { VaultCheck } from '../../vault/VaultTarget';
import { Workbench } from '../../vault/Workbench';

/** Policies, and how a refusal is worded. */
export const accessChecks: readonly VaultCheck[] = [
  {
    id: 'vault/refusals',
    title:
      'no token, one that is none and one that has ended are refused in other words than a live one without the right',
    run: target =>
      Workbench.use(target, async bench => {
        const path = `${bench.mount}/roles/works`;
        expect(await refusal(target, 'GET', path, { token: '' })).toEqual([403, ['permission denied']]);
        expect(await refusal(target, 'GET', path, { token: 's.nonsense' })).toEqual([
          403,
          ['permission denied'],
        ]);
        const token = await bench.token('path "a" { capabilities = ["read"] }');
        expect(await refusal(target, 'GET', path, { token })).toEqual([403, [forbidden]]);
        await bench.must('POST', 'auth/token/revoke', { body: { token } });
        expect(await refusal(target, 'GET', path, { token })).toEqual([403, ['permission denied']]);
      }),
  },
  {
    id: 'vault/viewer',
    title:
      'the viewer’s policy is enough to see leases, roles, raft and metrics, and opens no secret and no act',
    run: target =>
      Workbench.use(target, async bench => {
        const lease_id = await bench.lease();
        const token = await bench.token(viewerPolicy(bench.mount));
        const status = async (method: string, path: string, body?: object) =>
          (await ask(target, method, path, { token, body })).status;
        const { mount } = bench;
        const allowed: [string, string, object?][] = [
          ['LIST', `sys/leases/lookup/${mount}/creds/works`],
          ['PUT', 'sys/leases/lookup', { lease_id }],
          ['GET', 'sys/leases/count?type=irrevocable'],
          ['GET', 'sys/leases?type=irrevocable'],
          ['GET', 'sys/ha-status'],
          ['GET', 'sys/storage/raft/configuration'],
          ['GET', 'sys/storage/raft/autopilot/state'],
          ['GET', 'sys/metrics?format=prometheus'],
          ['GET', 'sys/mounts'],
          ['LIST', `${mount}/roles`],
          ['GET', `${mount}/roles/works`],
          ['GET', 'auth/token/lookup-self'],
          ['POST', 'auth/token/renew-self', {}],
        ];
        for (const [method, path, body] of allowed)
          expect([path, await status(method, path, body)]).toEqual([path, 200]);
        const denied: [string, string, object?][] = [
          ['GET', `${mount}/creds/works`],
          ['GET', `${mount}/config/db`],
          ['PUT', 'sys/leases/renew', { lease_id }],
          ['PUT', 'sys/leases/revoke', { lease_id }],
          ['PUT', `sys/leases/revoke-prefix/${mount}`, {}],
          ['LIST', 'sys/leases/lookup/'],
          ['LIST', 'auth/token/accessors'],
          ['LIST', `${mount}/config`],
          ['LIST', 'pki/certs/detailed'],
          ['POST', 'sys/capabilities-self', { paths: [mount] }],
        ];
        for (const [method, path, body] of denied)
          expect([path, await status(method, path, body)]).toEqual([path, 403]);
      }),
  },
  {
    id: 'vault/patterns',
    title: 'an exact rule shadows a pattern, a plus is one part of the path, and a denial wins',
    run: target =>
      Workbench.use(target, async bench => {
        await bench.lease();
        const { mount } = bench;
        const lookup = 'path "sys/leases/lookup" { capabilities = ["update"] }';
        const rows: [policy: string, path: string, status: number][] = [
          ['path "sys/leases/lookup/*" { capabilities = ["list", "sudo"] }', 'sys/leases/lookup/', 200],
          [
            `${lookup} path "sys/leases/lookup/*" { capabilities = ["list", "sudo"] }`,
            'sys/leases/lookup/',
            403,
          ],
          [
            `${lookup} path "sys/leases/lookup/*" { capabilities = ["list", "sudo"] }`,
            `sys/leases/lookup/${mount}/`,
            200,
          ],
          [
            `${lookup} path "sys/leases/lookup/" { capabilities = ["list", "sudo"] }`,
            'sys/leases/lookup/',
            200,
          ],
          [
            `path "sys/leases/lookup/${mount}/*" { capabilities = ["list"] }`,
            `sys/leases/lookup/${mount}/`,
            403,
          ],
          [
            'path "sys/leases/lookup/+/creds/*" { capabilities = ["list", "sudo"] }',
            `sys/leases/lookup/${mount}/creds/`,
            200,
          ],
          [
            'path "sys/leases/lookup/+/creds/*" { capabilities = ["list", "sudo"] }',
            `sys/leases/lookup/${mount}/`,
            403,
          ],
          [
            `path "${mount}/*" { capabilities = ["list"] } path "${mount}/roles" { capabilities = ["deny"] }`,
            `${mount}/roles/`,
            403,
          ],
        ];
        for (const [policy, path, status] of rows) {
          const token = await bench.token(policy);
          expect([policy, path, (await ask(target, 'LIST', path, { token })).status]).toEqual([
            policy,
            path,
            status,
          ]);
        }
      }),
  },
  {
    id: 'vault/capabilities',
    title: 'a token is told what it may, path by path',
    run: target =>
      Workbench.use(target, async bench => {
        const { mount } = bench;
        const asking = 'path "sys/capabilities-self" { capabilities = ["update"] }';
        const token = await bench.token(`${viewerPolicy(mount)}\n${asking}`);
        const paths = [`${mount}/roles/works`, `${mount}/creds/works`, `sys/leases/lookup/${mount}/creds/`];
        const { body } = await ask(target, 'POST', 'sys/capabilities-self', { token, body: { paths } });
        expect(body.data).toEqual({
          [`${mount}/roles/works`]: ['read'],
          [`${mount}/creds/works`]: ['deny'],
          [`sys/leases/lookup/${mount}/creds/`]: ['list', 'sudo'],
        });
      }),
  },
  {
    id: 'vault/paths',
    title:
      'a path that nobody serves, one that is not for that, and one that ends in a slash are refused apart',
    run: target =>
      Workbench.use(target, async bench => {
        const { mount } = bench;
        expect(await refusal(target, 'GET', 'nobody/serves')).toEqual([
          404,
          ['no handler for route "nobody/serves". route entry not found.'],
        ]);
        expect(await refusal(target, 'GET', `${mount}/nothing`)).toEqual([
          404,
          ['1 error occurred:\n\t* unsupported path\n\n'],
        ]);
        expect(await refusal(target, 'DELETE', `${mount}/creds/works`)).toEqual([
          405,
          ['1 error occurred:\n\t* unsupported operation\n\n'],
        ]);
        expect(await refusal(target, 'POST', `${mount}/roles/works/`, { body: {} })).toEqual([
          400,
          ["cannot write to a path ending in '/'"],
        ]);
        expect(await refusal(target, 'GET', `${mount}/roles/nothing`)).toEqual([404, []]);
      }),
  },
  {
    id: 'vault/policies',
    title: 'what is no policy is refused with its reason',
    async run(target) {
      const said = (policy: string) =>
        refusal(target, 'PUT', 'sys/policies/acl/conformance', { body: { policy } });
      expect(await said('')).toEqual([400, ["'policy' parameter not supplied or empty"]]);
      expect(await said('path "a" { capabilities = ["fly"] }')).toEqual([
        400,
        ['failed to parse policy: path "a": invalid capability "fly"'],
      ]);
      expect(await said('nope "a" { }')).toEqual([
        400,
        ['failed to parse policy: 1 error occurred:\n\t* invalid key "nope" on line 0\n\n'],
      ]);
    },
  },
];
