import { expect } from 'expect';
import { z } from 'zod';
import { activeNode, ask, refusal, standbyNode, unseal } from '../../vault/asking';
import type { VaultCheck } from '../../vault/VaultTarget';
import { Workbench } from '../../vault/Workbench';

const stays = { 'x-vault-no-request-forwarding': 'true' };

/** Nodes, who leads, and what a standby does. */
export const clusterChecks: readonly VaultCheck[] = [
  {
    id: 'vault/health',
    title: 'health tells by its status what a node is, as GET and as HEAD, and another status on request',
    async run(target) {
      const [active, standby] = [await activeNode(target), await standbyNode(target)];
      const code = async (node: string, query = '', method = 'GET') =>
        (await ask(target, method, `sys/health${query}`, { node, token: '' })).status;
      expect([await code(active), await code(standby)]).toEqual([200, 429]);
      expect([await code(active, '', 'HEAD'), await code(standby, '', 'HEAD')]).toEqual([200, 429]);
      expect(await code(standby, '?standbyok=true')).toBe(200);
      expect(await code(standby, '?perfstandbyok=true')).toBe(429);
      expect([await code(standby, '?standbycode=222'), await code(active, '?standbycode=222')]).toEqual([
        222, 200,
      ]);
      expect(await code(standby, '?standbycode=zz')).toBe(400);
      const { body } = await ask(target, 'GET', 'sys/health', { node: standby, token: '' });
      expect(Object.keys(body).sort()).toEqual([
        'cluster_id',
        'cluster_name',
        'initialized',
        'replication_dr_mode',
        'replication_performance_mode',
        'sealed',
        'server_time_utc',
        'standby',
        'version',
      ]);
      expect(body).toMatchObject({ initialized: true, sealed: false, standby: true });
    },
  },
  {
    id: 'vault/leader',
    title: 'every node names the leader, and only the leader says it is one',
    async run(target) {
      const [active, standby] = [await activeNode(target), await standbyNode(target)];
      const told = async (node: string) => (await ask(target, 'GET', 'sys/leader', { node, token: '' })).body;
      expect(await told(active)).toMatchObject({
        ha_enabled: true,
        is_self: true,
        leader_address: active,
        active_time: expect.any(String),
      });
      const other = await told(standby);
      expect(other).toMatchObject({ ha_enabled: true, leader_address: active });
      expect(Object.keys(other)).not.toContain('is_self');
    },
  },
  {
    id: 'vault/seal-status',
    title: 'every node tells its seal without a token',
    async run(target) {
      for (const node of target.nodes) {
        const { body } = await ask(target, 'GET', 'sys/seal-status', { node, token: '' });
        expect(body).toMatchObject({
          type: 'shamir',
          initialized: true,
          sealed: false,
          t: 2,
          n: 3,
          progress: 0,
          storage_type: 'raft',
        });
      }
    },
  },
  {
    id: 'vault/nodes',
    title:
      'nodes are told to who has a token, at the top level too, with who is active and when the others were heard',
    async run(target) {
      expect(await refusal(target, 'GET', 'sys/ha-status', { token: '' })).toEqual([
        403,
        ['permission denied'],
      ]);
      const { body } = await ask(target, 'GET', 'sys/ha-status');
      expect(body.nodes).toEqual(body.data?.nodes);
      const node = {
        hostname: expect.any(String),
        api_address: expect.any(String),
        cluster_address: expect.any(String),
        active_node: expect.any(Boolean),
        version: expect.any(String),
        upgrade_version: expect.any(String),
      };
      expect(body.data?.nodes).toEqual(
        expect.arrayContaining([
          { ...node, active_node: true, last_echo: null },
          { ...node, active_node: false, last_echo: expect.any(String) },
        ]),
      );
    },
  },
  {
    id: 'vault/raft',
    title: 'raft tells who should be there, who is well, and how many may be lost',
    async run(target) {
      const configuration = (await ask(target, 'GET', 'sys/storage/raft/configuration')).body.data;
      expect(configuration).toEqual({
        config: {
          index: expect.any(Number),
          servers: expect.arrayContaining([
            {
              node_id: expect.any(String),
              address: expect.any(String),
              leader: true,
              protocol_version: '3',
              voter: true,
            },
          ]),
        },
      });
      const state = (await ask(target, 'GET', 'sys/storage/raft/autopilot/state')).body.data ?? {};
      expect(state).toMatchObject({ failure_tolerance: 1, healthy: true, leader: expect.any(String) });
      const [server = {}] = Object.values(z.record(z.string(), z.looseObject({})).parse(state.servers));
      expect(Object.keys(server).sort()).toEqual([
        'address',
        'healthy',
        'id',
        'last_contact',
        'last_index',
        'last_term',
        'name',
        'node_status',
        'node_type',
        'stable_since',
        'status',
        'version',
      ]);
    },
  },
  {
    id: 'vault/standby-reads',
    title: 'a standby serves what only reads by itself, and tells of no irrevocable leases',
    run: target =>
      Workbench.use(target, async bench => {
        const lease_id = await bench.lease();
        const node = await standbyNode(target);
        const status = async (method: string, path: string, body?: object) =>
          (await ask(target, method, path, { node, body, headers: stays })).status;
        expect(await status('GET', 'sys/mounts')).toBe(200);
        expect(await status('LIST', `sys/leases/lookup/${bench.mount}/creds/works`)).toBe(200);
        expect(await status('PUT', 'sys/leases/lookup', { lease_id })).toBe(200);
        const counted = await ask(target, 'GET', 'sys/leases/count?type=irrevocable', { node });
        expect(counted.body.data).toEqual({ counts: {}, lease_count: 0 });
        const metrics = await ask(target, 'GET', 'sys/metrics?format=prometheus', { node });
        expect(metrics.text).toMatch(/^vault_core_active(\{[^}]*\})? 0$/m);
      }),
  },
  {
    id: 'vault/standby-writes',
    title: 'a standby passes writes on, or names the leader when that is not wanted',
    run: target =>
      Workbench.use(target, async bench => {
        const [active, node] = [await activeNode(target), await standbyNode(target)];
        const path = `${bench.mount}/creds/works`;
        expect((await ask(target, 'GET', path, { node })).status).toBe(200);
        const redirected = await ask(target, 'GET', path, { node, headers: stays });
        expect([redirected.status, redirected.headers.location]).toEqual([307, `${active}/v1/${path}`]);
        const body = { lease_id: 'x' };
        const renewal = await ask(target, 'PUT', 'sys/leases/renew', { node, body, headers: stays });
        expect([renewal.status, renewal.headers.location]).toEqual([307, `${active}/v1/sys/leases/renew`]);
      }),
  },
  {
    id: 'vault/metrics',
    title: 'the active node counts leases in the Prometheus format, without a mount',
    async run(target) {
      const { text, headers } = await ask(target, 'GET', 'sys/metrics?format=prometheus');
      expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
      expect(text).toMatch(/^vault_expire_num_leases \d+$/m);
      expect(text).toMatch(/^vault_expire_num_irrevocable_leases \d+$/m);
      expect(text).toMatch(/^vault_core_active\{cluster="vault-cluster-\w+"\} 1$/m);
      expect(text).toMatch(/^vault_autopilot_failure_tolerance 1$/m);
    },
  },
  {
    id: 'vault/step-down',
    title: 'after a step-down another node leads, and no lease is lost',
    run: target =>
      Workbench.use(target, async bench => {
        const id = await bench.lease();
        const before = await activeNode(target);
        await bench.must('PUT', 'sys/step-down');
        const deadline = performance.now() + 20_000;
        let after = before;
        while (after === before && performance.now() < deadline) after = await activeNode(target);
        expect(after).not.toBe(before);
        expect((await bench.lookup(id)).status).toBe(200);
      }),
  },
  {
    id: 'vault/sealed',
    title: 'a sealed node refuses everything but its health, and opens by two of three keys',
    seals: true,
    async run(target) {
      const node = await standbyNode(target);
      expect((await ask(target, 'PUT', 'sys/seal', { node })).status).toBe(204);
      const told = await ask(target, 'GET', 'sys/health', { node, token: '' });
      expect(told.status).toBe(503);
      expect(told.body).toMatchObject({ initialized: true, sealed: true, standby: true });
      expect(Object.keys(told.body)).not.toContain('cluster_name');
      for (const path of ['sys/leader', 'sys/mounts']) {
        expect(await refusal(target, 'GET', path, { node })).toEqual([503, ['Vault is sealed']]);
      }
      expect(await unseal(target, node)).toMatchObject([
        { sealed: true, t: 2, n: 3, progress: 1 },
        { sealed: false, progress: 0 },
      ]);
    },
  },
];
