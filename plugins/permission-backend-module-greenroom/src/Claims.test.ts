import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Claims } from './Claims';

describe('Claims', () => {
  let now = 0;
  const catalog = catalogServiceMock.mock();
  const auth = mockServices.auth.mock();
  let claims: Claims;

  beforeEach(() => {
    now = 0;
    catalog.getEntitiesByRefs.mockReset();
    catalog.getEntitiesByRefs.mockResolvedValue({ items: [undefined] });
    claims = new Claims({ catalog, auth, now: () => now, ttlMs: 1_000 });
  });

  it('asks the catalog once for all who ask at the same time, and again a second later', async () => {
    await Promise.all([claims.of('user:default/ada'), claims.of('user:default/ada')]);
    now = 999;
    await claims.of('user:default/ada');
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(1);
    await claims.of('user:default/ben');
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(2);
    now = 1_000;
    await claims.of('user:default/ada');
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(3);
  });

  it('does not remember a failure', async () => {
    catalog.getEntitiesByRefs.mockRejectedValueOnce(new TypeError('fetch failed'));
    await expect(claims.of('user:default/ada')).rejects.toThrow('fetch failed');
    await expect(claims.of('user:default/ada')).resolves.toEqual(['user:default/ada']);
  });
});
