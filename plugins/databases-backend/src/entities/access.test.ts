import { createAccess } from './access';

const shop = { entityRef: 'component:default/shop', owners: ['group:default/storefront'] };
const thief = { entityRef: 'component:default/thief', owners: ['group:default/intruders'] };
const database = { id: '1/eu/shop-aurora', name: 'shop-aurora' };

describe('who may read a database', () => {
  const access = createAccess({
    audiences: [
      { database: 'shop-*', readers: ['group:default/approvers'] },
      { database: '2/*', readers: ['group:default/others'] },
    ],
    trust: [{ database: '*/trusted', entities: ['component:default/sh*'] }],
  });

  it('is nobody because of an entity that only says so itself', () => {
    expect(access(database, [shop, thief])).toEqual({
      entityRefs: ['component:default/shop', 'component:default/thief'],
      agreed: [],
      readers: ['group:default/approvers'],
    });
  });

  it('is the owners of those that the database names too', () => {
    const named = { ...database, namedEntities: [shop.entityRef, 'component:default/unregistered'] };
    expect(access(named, [shop, thief])).toEqual({
      entityRefs: ['component:default/shop', 'component:default/thief', 'component:default/unregistered'],
      agreed: ['component:default/shop'],
      readers: ['group:default/approvers', 'group:default/storefront'],
    });
  });

  it('is nobody because of a name that no entity answers to', () => {
    const named = { id: 'x', name: 'x', namedEntities: [shop.entityRef] };
    expect(access(named, [])).toEqual({ entityRefs: [shop.entityRef], agreed: [], readers: [] });
    expect(access(named, [thief]).readers).toEqual([]);
  });

  it('is the owners of those that the configuration trusts, of all of them', () => {
    const trusted = { id: '1/eu/trusted', name: 'trusted' };
    const ship = { entityRef: 'component:default/ship', owners: ['user:default/ada'] };
    expect(access(trusted, [shop, ship, thief])).toMatchObject({
      agreed: ['component:default/ship', 'component:default/shop'],
      readers: ['group:default/storefront', 'user:default/ada'],
    });
  });
});
