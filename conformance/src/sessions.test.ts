import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { databasesPlugin } from '@greenroom/plugin-databases-backend';
import { vaultLeasesPlugin } from '@greenroom/plugin-vault-leases-backend';
import { type Sandbox, startSandbox } from '@greenroom/sandbox';
import { Client } from 'pg';
import { z } from 'zod';
import { sleep } from './eventually';

const ACCOUNT = '402917760021';
const PATIENCE_MS = 30_000;
const leases = z.object({ items: z.array(z.object({ sessionsOfRole: z.number().optional() })) });
const roles = z.object({
  items: z.array(z.object({ role: z.string(), sessionsUntold: z.string().optional() })),
});

jest.setTimeout(60_000);

/** Both features as one portal has them, on the Vaults, the PostgreSQL and the AWS of one sandbox. */
describe('sessions that users of a Vault role hold', () => {
  const state = mkdtempSync(join(tmpdir(), 'greenroom-conformance-'));
  const stops: (() => Promise<unknown>)[] = [];
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({ state, world: { bare: [], databases: 'stacks', aws: 'stacks' } });
  });
  afterEach(() => Promise.all(stops.splice(0).map(stop => stop())));
  afterAll(async () => {
    await sandbox.stop();
    rmSync(state, { recursive: true });
  });

  const kept = (...path: string[]) => readFileSync(join(state, ...path), 'utf8').trim();
  const nodes = () => sandbox.ready().databases.find(({ name }) => name === 'rememberry')?.nodes ?? [];
  const password = () => kept('postgres-rememberry-portal-password');

  function vault(name: string, databases?: object[]) {
    const place = sandbox.endpoints().vaults.find(each => each.name === name);
    const file = (what: string) => join(state, `vault-${name}-viewer-${what}`);
    return {
      name,
      nodes: place?.nodes.map(node => ({ name: node.name, url: node.url })),
      caFile: sandbox.endpoints().certificateAuthority,
      viewer: { appRole: { roleIdFile: file('role-id'), secretIdFile: file('secret-id') } },
      ...(databases && { databases }),
    };
  }

  /** The PostgreSQL of rememberry, called as a test says. */
  function postgres(name: string) {
    const members = nodes().map((node, index) => ({
      name: `${name}-${index}`,
      host: '127.0.0.1',
      port: node.port,
    }));
    return { name, members, database: 'rememberry', user: 'portal', password: password(), tls: false };
  }

  async function portal(config: object) {
    const backend = await startTestBackend({
      features: [
        databasesPlugin,
        vaultLeasesPlugin,
        catalogServiceMock.factory({ entities: [] }),
        mockServices.database.factory(),
        mockServices.rootConfig.factory({ data: JSON.parse(JSON.stringify(config)) }),
      ],
    });
    stops.push(() => backend.stop());
    return async <T>(path: string, of: z.ZodType<T>): Promise<T> => {
      const answer = await fetch(`http://127.0.0.1:${backend.server.port()}/api/vault-leases/vaults/${path}`);
      return of.parse(await answer.json());
    };
  }

  /** As PostgreSQL itself counts them, on all members. */
  async function held(): Promise<number> {
    const counts = await Promise.all(
      nodes().map(async ({ port }) => {
        const client = new Client({
          host: '127.0.0.1',
          port,
          user: 'portal',
          password: password(),
          database: 'postgres',
        });
        await client.connect();
        const { rows } = await client.query<{ n: number }>(
          "select count(*)::int as n from pg_stat_activity where usename like 'v-%-deck-api-%'",
        );
        await client.end();
        return rows[0]?.n ?? 0;
      }),
    );
    return counts.reduce((sum, n) => sum + n, 0);
  }

  async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const seen = await look();
      if (seen !== undefined) return seen;
      if (Date.now() > until) throw new RangeError('it never was so');
      await sleep(200);
    }
  }

  it.each([
    ['of the database that is called like the connection', 'rememberry', undefined],
    [
      'of the one that the configuration names',
      'decks-on-metal',
      [{ mount: 'database', connection: 'rememberry', database: 'decks-on-metal' }],
    ],
  ])('are told %s, as many as it has', async (_name, name, databases) => {
    const ask = await portal({
      databases: { postgres: [postgres(name)] },
      vaultLeases: { vaults: [vault('rememberry', databases)] },
    });
    const told = await eventually(async () => {
      const before = await held();
      const { items } = await ask('rememberry/leases?mount=database&role=deck-api', leases);
      const sessions = items[0]?.sessionsOfRole;
      return sessions === before ? sessions : undefined;
    });
    expect(told).toBeGreaterThan(0);
  });

  it.each([
    ['no database is', 'rememberry', 'deck-api', /^the portal reads no database that is called rememberry/],
    ['it is at AWS', 'storefront', 'checkout', /^shop-aurora is read from AWS, which does not tell/],
  ])('are told with the reason why not where %s', async (_name, name, role, why) => {
    const place = { account: ACCOUNT, endpoint: sandbox.ready().aws };
    const ask = await portal({
      aws: {
        accounts: [
          {
            accountId: ACCOUNT,
            accessKeyId: kept('aws', `${ACCOUNT}.access-key-id`),
            secretAccessKey: kept('aws', `${ACCOUNT}.secret-access-key`),
          },
        ],
      },
      databases: { postgres: [postgres('decks-on-metal')], aws: [{ ...place, region: 'eu-central-1' }] },
      vaultLeases: {
        vaults: [
          vault('rememberry'),
          vault('storefront', [
            { connection: 'shop-aurora', database: `${ACCOUNT}/eu-central-1/shop-aurora` },
          ]),
        ],
      },
    });
    const untold = await eventually(async () => {
      await ask(`${name}/leases?mount=database&role=${role}`, leases);
      const { items } = await ask(`${name}/roles`, roles);
      const reason = items.find(each => each.role === role)?.sessionsUntold;
      return reason !== undefined && why.test(reason) ? reason : undefined;
    });
    expect(untold).toMatch(why);
  });
});
