import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { eachDatabase, type OpenDatabase, until } from '@greenroom/plugin-portal-node/testUtils';
import { z } from 'zod';
import { EverythingSaid } from './__testUtils__/EverythingSaid';
import { startDoor } from './__testUtils__/startDoor';
import { startVaultLeases } from './__testUtils__/startVaultLeases';
import { VaultSandbox } from './__testUtils__/VaultSandbox';

type Knex = Awaited<ReturnType<OpenDatabase>>;

/** In an error text of a Vault, as engines put them there. */
const PLANTED = 'Pl4nt3d-P4ssw0rd-0f-The-Engine';
const madeSchema = z.object({ lease_id: z.string(), data: z.object({ password: z.string() }) });
const ROLE = 'mount=database&role=deck-api';

it('finds what is hidden in what was said', () => {
  const said = new EverythingSaid();
  const secret = 'database/creds/deck-api/7mJQ4sAsXk1cBvtE9wL2dYhZ';
  expect(said.found([secret])).toEqual([]);
  for (const form of [secret, encodeURIComponent(secret), Buffer.from(`q${secret}q`).toString('base64')]) {
    const one = new EverythingSaid();
    one.logger().child({}).warn('told', { form });
    expect(one.found([secret, 'another'])).toEqual([secret]);
  }
});

describe('no secret of a Vault leaves the backend', () => {
  let world: VaultSandbox;
  let door: Awaited<ReturnType<typeof startDoor>>;
  let saysOnRevoke: string | undefined;
  const planted: string[] = [];

  beforeAll(async () => {
    world = await VaultSandbox.start(0);
    const { nodes, operator, root, viewer } = world.place('rememberry');
    door = await startDoor(nodes[0]?.url ?? '', world.entry('rememberry').caFile, path =>
      path.endsWith('/sys/leases/revoke') ? saysOnRevoke : undefined,
    );
    for (let lease = 0; lease < 3; lease += 1) {
      const { text } = await world.root('rememberry', 'GET', 'database/creds/deck-api');
      const { data, lease_id: id } = madeSchema.parse(JSON.parse(text));
      planted.push(id, id.split('/').pop() ?? '', data.password);
    }
    planted.push(root, viewer.secretId, operator.secretId, viewer.roleId, operator.roleId, PLANTED);
  }, 60_000);

  afterAll(async () => {
    door.stop();
    await world.stop();
  });

  async function tablesOf(knex: Knex): Promise<string[]> {
    const isSqlite = String(knex.client.config.client).includes('sqlite');
    const rows = isSqlite
      ? await knex('sqlite_master').where({ type: 'table' }).select('name')
      : await knex('information_schema.tables')
          .whereRaw('table_schema = current_schema()')
          .select({ name: 'table_name' });
    return rows.map(({ name }: { name: string }) => name);
  }

  eachDatabase((_engine, open) => {
    it('in answers, frames, logs, sources, the ledger and all tables', async () => {
      const said = new EverythingSaid();
      const knex = await open();
      const portal = await startVaultLeases({
        config: {
          vaultLeases: {
            vaults: [{ ...world.entry('rememberry'), nodes: [{ name: 'vault-0', url: door.url }] }],
          },
        },
        policy: () => ({ result: AuthorizeResult.ALLOW }),
        database: knex,
        logger: said.logger(),
      });
      const get = async (path: string) => {
        const { body, headers, text } = await portal.get('dana', path);
        said.add(text, headers);
        return body;
      };
      const revoke = async (fingerprint: string, reason: string) => {
        const body = { mount: 'database', role: 'deck-api', confirmation: fingerprint, reason };
        const path = `/vaults/rememberry/leases/${fingerprint}/revoke`;
        const { status, text } = await portal.post('dana', path, body);
        said.add(text);
        return status;
      };

      const handles = [
        ['vaults', ''],
        ['vault', 'rememberry'],
        ['role', 'rememberry/database/deck-api/0'],
        ['watched', ''],
      ].map(([type, key = '']) => portal.topics.find({ type: `vault-leases.${type}`, key }).open());
      handles.forEach(handle => handle.onChange(change => said.add([...(change?.upserts ?? [])])));
      await until(async () => (await get(`/vaults/rememberry/leases?${ROLE}`)).items?.length >= 3, 15_000);
      await get('/vaults');
      await get('/vaults/rememberry');
      await get('/vaults/rememberry/roles');
      await get('/vaults/rememberry/roles/database/deck-api/statements');
      await get('/vaults/rememberry/roles/database/nothing/statements');
      await get('/services?entityRef=component:none');

      const { items } = await get(`/vaults/rememberry/leases?${ROLE}`);
      const { fingerprint } = items[0];
      saysOnRevoke = JSON.stringify({
        errors: [
          `failed to revoke entry: failed to connect to postgresql://vaultadmin:${PLANTED}@10.0.0.7: lease_id ${planted[0]}`,
        ],
      });
      expect(await revoke(fingerprint, 'because of that')).toBeGreaterThanOrEqual(400);
      saysOnRevoke = undefined;
      expect(await revoke(fingerprint, `the lease ${planted[0]}`)).toBe(400);
      expect(await revoke(fingerprint, 'because of that')).toBeLessThan(500);
      await get('/ledger');
      await get('/ledger/verification');
      said.add((await portal.get('dana', '/ledger/export').buffer(true)).text);
      handles.forEach(handle => said.add([...handle.rows()], handle.sources()));
      handles.forEach(handle => handle.close());

      const tables = await tablesOf(knex);
      for (const table of tables) {
        said.add(table, await knex(table).select());
      }
      await portal.stop();
      expect(tables).toEqual(
        expect.arrayContaining(['lease_acts', 'vault_leases_ledger', 'vault_looks_sources']),
      );
      expect(said.length).toBeGreaterThan(20_000);
      const tokens = door.tokens();
      expect(tokens.length).toBeGreaterThanOrEqual(2);
      expect([...planted, ...tokens].filter(secret => secret.length < 12)).toEqual([]);
      expect(said.found([...planted, ...tokens])).toEqual([]);
    }, 60_000);
  });
});
