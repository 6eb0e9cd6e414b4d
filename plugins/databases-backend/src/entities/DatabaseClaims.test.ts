import { DatabaseClaims } from './DatabaseClaims';

const entity = (name: string, databases?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    ...(databases !== undefined && { annotations: { 'greenroom.dev/databases': databases } }),
  },
  relations: [{ type: 'ownedBy', targetRef: `group:default/${name}s` }],
});

it('knows who claims a database by its name or its id, once each', () => {
  const claims = new DatabaseClaims();
  claims.replace([entity('a', 'shop, 1/eu/shop'), entity('b', '1/eu/shop'), entity('c'), entity('d', ' , ')]);
  const refs = (id: string, name: string) => claims.of({ id, name }).map(({ entityRef }) => entityRef);
  expect(refs('1/eu/shop', 'shop')).toEqual(['component:default/a', 'component:default/b']);
  expect(refs('2/eu/shop', 'shop')).toEqual(['component:default/a']);
  expect(refs('shop', 'shop')).toEqual(['component:default/a']);
  expect(refs('other', 'other')).toEqual([]);
  expect(claims.claimedBy('component:default/a')).toEqual(['shop', '1/eu/shop']);
  expect(claims.size).toBe(2);
  claims.replace([]);
  expect(refs('shop', 'shop')).toEqual([]);
});
