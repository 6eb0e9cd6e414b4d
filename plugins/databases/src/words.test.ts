import { serviceNames } from './words';

it('names who uses a database, and not what stands for it in the catalog', () => {
  expect(
    serviceNames(['component:default/checkout', 'resource:default/shop-aurora', 'api:default/orders']),
  ).toEqual(['checkout', 'orders']);
});
