import { FakeCollection } from '../__testUtils__/FakeCluster';
import type { CollectionState, RowChange, RowIdentity } from '../types';
import { Gathered } from './Gathered';

const row = (namespace: string, name: string): RowIdentity => ({
  uid: `${namespace}-${name}`,
  namespace,
  name,
});
const cart = row('shop', 'cart');
const stock = row('store', 'stock');

function stage() {
  const shop = new FakeCollection<RowIdentity>('shop');
  const store = new FakeCollection<RowIdentity>('store');
  const gathered = new Gathered([shop, store]);
  return { shop, store, gathered };
}

describe('rows of several namespaces as one collection', () => {
  it('has those of each, as they come, change and go', () => {
    const { shop, store, gathered } = stage();
    shop.put(cart);
    store.put(stock);
    expect([...gathered.rows().keys()].sort()).toEqual(['shop/cart', 'store/stock']);
    const changed = { ...cart, uid: 'again' };
    shop.put(changed);
    expect(gathered.get('shop/cart')).toBe(changed);
    store.remove('store/stock');
    expect([...gathered.rows().keys()]).toEqual(['shop/cart']);
  });

  it('keeps what it is told of one when the other is taken away whole', () => {
    const { shop, store, gathered } = stage();
    shop.put(cart, row('shop', 'web'));
    store.put(stock);
    shop.remove('shop/cart', 'shop/web');
    expect([...gathered.rows().keys()]).toEqual(['store/stock']);
  });

  it('has taken in what it tells, before it tells it, and tells nobody who has gone', () => {
    const { shop, store, gathered } = stage();
    const heard: (readonly RowChange<RowIdentity>[])[] = [];
    const held: number[] = [];
    const forget = gathered.subscribe(changes => {
      heard.push(changes);
      held.push(gathered.rows().size);
    });
    shop.put(cart);
    store.put(stock);
    forget();
    shop.remove('shop/cart');
    expect(heard.map(changes => changes.map(({ key }) => key))).toEqual([['shop/cart'], ['store/stock']]);
    expect(held).toEqual([1, 2]);
  });

  it('has no rows once it is dropped', () => {
    const { shop, gathered } = stage();
    shop.put(cart);
    gathered.drop();
    expect(gathered.rows().size).toBe(0);
  });
});

describe('how far it can be believed', () => {
  const at = (time: string) => `2026-11-21T${time}:00.000Z`;

  it.each<[CollectionState['freshness'], CollectionState['freshness'], CollectionState['freshness']]>([
    ['live', 'live', 'live'],
    ['live', 'denied', 'denied'],
    ['unreachable', 'denied', 'denied'],
    ['stale', 'unreachable', 'unreachable'],
    ['connecting', 'stale', 'stale'],
    ['live', 'connecting', 'connecting'],
    ['not-installed', 'connecting', 'connecting'],
    ['live', 'not-installed', 'not-installed'],
  ])('one %s and one %s is %s, whichever comes first', (one, other, worst) => {
    const { shop, store, gathered } = stage();
    shop.become({ freshness: one });
    store.become({ freshness: other });
    expect(gathered.state.freshness).toBe(worst);
    shop.become({ freshness: other });
    store.become({ freshness: one });
    expect(gathered.state.freshness).toBe(worst);
  });

  it('says why of each that limits it and of no other, since the first of them', () => {
    const { shop, store, gathered } = stage();
    shop.become({ freshness: 'denied', reason: 'cannot list pods in shop', since: at('11:00') });
    store.become({ freshness: 'stale', reason: 'the watch broke', since: at('10:00') });
    expect(gathered.state).toMatchObject({ reason: 'cannot list pods in shop', since: at('11:00') });
    store.become({ freshness: 'denied', reason: 'cannot list pods in store', since: at('10:30') });
    expect(gathered.state).toMatchObject({
      reason: 'cannot list pods in shop; cannot list pods in store',
      since: at('10:30'),
    });
    store.become({ reason: 'cannot list pods in shop' });
    expect(gathered.state.reason).toBe('cannot list pods in shop');
  });

  it('says of which namespaces it is so, where others are live', () => {
    const { shop, store, gathered } = stage();
    expect(gathered.state).not.toHaveProperty('lostIn');
    store.become({ freshness: 'denied' });
    expect(gathered.state.lostIn).toEqual(['store']);
    shop.become({ freshness: 'stale' });
    expect(gathered.state).not.toHaveProperty('lostIn');
  });

  it('was confirmed when the part was that was confirmed longest ago', () => {
    const { shop, store, gathered } = stage();
    expect(gathered.state).not.toHaveProperty('observedAt');
    shop.become({ observedAt: at('10:05') });
    store.become({ observedAt: at('10:01') });
    expect(gathered.state.observedAt).toBe(at('10:01'));
  });

  it('of no namespace at all is live and empty', () => {
    const gathered = new Gathered<RowIdentity>([]);
    expect([gathered.state.freshness, gathered.rows().size]).toEqual(['live', 0]);
  });
});
