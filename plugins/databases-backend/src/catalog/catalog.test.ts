import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { FeatureReader } from '@greenroom/plugin-portal-node';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeSeen } from '../__testUtils__/FakeSource';
import { readCatalogConfig } from './config';
import { DatabaseEntityProvider } from './DatabaseEntityProvider';
import { entitiesOf } from './entities';

const { database } = makeSeen('shop-aurora', {
  entityRefs: ['component:default/checkout', 'resource:default/other'],
});
const OWNER = 'group:default/platform';

describe('databases as entities', () => {
  it('are resources that say which database they are and who uses it', () => {
    expect(entitiesOf([database], OWNER)).toMatchObject([
      {
        kind: 'Resource',
        metadata: {
          name: 'shop-aurora',
          title: 'shop-aurora',
          description: 'Aurora PostgreSQL in eu-central-1',
          annotations: { 'greenroom.dev/databases': '402917760021/eu-central-1/shop-aurora' },
        },
        spec: { type: 'database', owner: OWNER, dependencyOf: ['component:default/checkout'] },
      },
    ]);
  });

  it('are owned by who the database says, if it does', () => {
    const owned = entitiesOf([{ ...database, owner: 'group:default/storefront' }], OWNER);
    expect(owned[0]?.spec?.owner).toBe('group:default/storefront');
  });

  it('have names of their own, that the catalog takes', () => {
    const databases = [
      database,
      { ...database, id: '402917760021/eu-west-1/shop-aurora' },
      { ...database, id: 'x', name: `..ä ${'long-'.repeat(30)}end.` },
    ];
    const names = entitiesOf(databases, OWNER).map(({ metadata }) => metadata.name);
    expect(names.slice(0, 2)).toEqual([
      '402917760021-eu-central-1-shop-aurora',
      '402917760021-eu-west-1-shop-aurora',
    ]);
    expect(names[2]).toMatch(/^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$/);
  });

  it('are off unless the configuration says who owns them', () => {
    expect(readCatalogConfig(new ConfigReader({ databases: {} }))).toBeUndefined();
    expect(
      readCatalogConfig(
        new ConfigReader({ databases: { catalog: { owner: 'group:platform', every: { hours: 1 } } } }),
      ),
    ).toEqual({ owner: OWNER, everyMs: 3_600_000 });
    expect(() =>
      readCatalogConfig(new ConfigReader({ databases: { catalog: { owner: 'platform' } } })),
    ).toThrow('is no entity ref');
  });

  it('are told to the catalog page by page, and not before every source was looked at', async () => {
    let freshness = 'connecting';
    const asked: string[] = [];
    const server = createServer((request, answer) => {
      asked.push(`${request.headers.authorization?.slice(0, 6)} ${request.url}`);
      const isSecond = request.url?.includes('cursor=');
      answer.end(
        JSON.stringify({
          items: [isSecond ? { ...database, id: 'b', name: 'b' } : database],
          ...(!isSecond && { nextCursor: 'next' }),
          sources: [{ id: 'aws:1/eu', kind: 'aws', freshness }],
        }),
      );
    });
    await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
    const provider = new DatabaseEntityProvider({
      reader: new FeatureReader({
        auth: mockServices.auth(),
        discovery: { getBaseUrl: async () => `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
        pluginId: 'databases',
      }),
      logger: mockServices.rootLogger.mock(),
      owner: OWNER,
    });
    const applied: { type: string; entities: unknown[] }[] = [];
    await provider.connect({
      applyMutation: async mutation => void (mutation.type === 'full' && applied.push({ ...mutation })),
      refresh: async () => undefined,
    });
    const signal = AbortSignal.timeout(5_000);
    expect([await provider.refresh(signal), applied]).toEqual([false, []]);
    freshness = 'unreachable';
    expect(await provider.refresh(signal)).toBe(true);
    expect(applied).toMatchObject([
      {
        type: 'full',
        entities: [
          { entity: { metadata: { name: 'shop-aurora' } } },
          { entity: { metadata: { name: 'b' } } },
        ],
      },
    ]);
    expect(asked.slice(-2)).toEqual([
      'Bearer /databases?limit=1000',
      'Bearer /databases?limit=1000&cursor=next',
    ]);
    server.close();
  });
});
