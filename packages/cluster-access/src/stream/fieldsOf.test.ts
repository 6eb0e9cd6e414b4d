import { z } from 'zod';
import { each, flag, part, text, texts } from '../kinds/tolerant';
import { everything } from './Fields';
import { fieldsOf } from './fieldsOf';

const any = { others: {} };

it.each([
  ['an object', z.object({ a: text, b: flag }), { named: { a: {}, b: {} } }],
  ['what may be missing', part({ a: part({ b: text }) }), { named: { a: { named: { b: {} } } } }],
  ['a list', each(z.object({ a: z.string() })), { named: { a: {} } }],
  ['names that nobody knows before', texts, any],
  ['one of several', z.union([z.object({ a: text }), z.object({ b: text })]), { named: { a: {}, b: {} } }],
  ['what is changed afterwards', z.object({ a: text }).transform(({ a }) => a), { named: { a: {} } }],
  ['what is changed before', z.preprocess(value => value, z.object({ a: text })), everything],
  ['what is not described', z.unknown(), everything],
  ['more than is described', z.looseObject({ a: text }), { named: { a: {} }, others: everything }],
])('%s', (_, schema, fields) => {
  expect(fieldsOf(schema)).toEqual(fields);
});
