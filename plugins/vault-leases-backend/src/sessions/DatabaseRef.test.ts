import { databaseOf } from './DatabaseRef';

const connected = [
  { mount: 'team/database', connection: 'shop', database: '402917760021/eu-central-1/shop' },
  { connection: 'orders', database: 'orders-on-metal' },
];

it.each([
  ['team/database', 'shop', { id: '402917760021/eu-central-1/shop' }],
  ['database', 'shop', { name: 'shop' }],
  ['database', 'orders', { id: 'orders-on-metal' }],
  ['database', 'cart', { name: 'cart' }],
])('the connection of %s called %s leads to %j', (mount, connection, database) => {
  expect(databaseOf(connected, { mount, connection })).toEqual(database);
});
