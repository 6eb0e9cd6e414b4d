import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readSourcesConfig } from './sourcesConfig';

const read = (...vaults: JsonObject[]) => readSourcesConfig(new ConfigReader({ vaultLeases: { vaults } }));
const viewer = { kubernetes: { role: 'greenroom-viewer', tokenFile: '/token' } };
const shop = { name: 'shop', nodes: [{ name: 'vault-0', url: 'https://vault-0:8200/' }], viewer };

describe('the configuration of Vaults', () => {
  it('is read with what holds when nothing is said', () => {
    const [vault] = read({ ...shop, mounts: ['/team-a/database/'] });
    expect(vault).toMatchObject({
      mounts: ['team-a/database'],
      viewer: { kubernetes: { mount: 'kubernetes' } },
      budget: { requestsPerSecond: 20, concurrency: 4 },
    });
    expect(readSourcesConfig(new ConfigReader({}))).toEqual([]);
  });

  const appRole = { secretIdFile: '/secret' };
  it.each<[JsonObject, RegExp]>([
    [{ ...shop, nodes: [] }, /vaultLeases\.vaults\.0\.nodes: name at least one/],
    [
      { ...shop, nodes: [...shop.nodes, ...shop.nodes] },
      /vaults\.0\.nodes: every node has a name of its own/,
    ],
    [{ ...shop, nodes: [{ name: 'v', url: 'vault:8200' }] }, /nodes\.0\.url: give a URL/],
    [
      { ...shop, nodes: [{ name: 'v', url: 'https://a:s3cret@vault' }] },
      /nodes\.0\.url: .*without credentials/,
    ],
    [{ ...shop, nodes: [{ name: 'v', url: 'https://vault/v1' }] }, /nodes\.0\.url: .*without a path/],
    [{ ...shop, viewer: {} }, /vaults\.0\.viewer: give kubernetes or appRole/],
    [{ ...shop, viewer: { ...viewer, appRole: { ...appRole, roleId: 'x' } } }, /give kubernetes or appRole/],
    [{ ...shop, viewer: { appRole } }, /viewer\.appRole: give roleId or roleIdFile/],
    [{ ...shop, viewer: { token: 's.s3cret' } }, /vaults\.0\.viewer/],
    [{ ...shop, token: 's.s3cret' }, /vaults\.0: /],
    [{ ...shop, budget: { concurrency: 0 } }, /vaults\.0\.budget\.concurrency: /],
    [{ ...shop, mounts: ['/'] }, /vaults\.0\.mounts\.0: give the path of the engine/],
  ])('names the key that is wrong, and no value: %j', (vault, expected) => {
    expect(() => read(vault)).toThrow(expected);
    expect(() => read(vault)).not.toThrow(/s3cret/);
  });

  it('has every Vault once', () => {
    expect(() => read(shop, shop)).toThrow('every Vault has a name of its own');
  });
});
