import { InputError } from '@backstage/errors';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import { canonical } from './canonical';

const sortedKeys = (value: unknown) => JSON.parse(canonicalize(value) ?? 'null');

it.each<[unknown, string]>([
  [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
  [{ 10: 1, 9: 2 }, '{"10":1,"9":2}'],
  [[{ z: 0, é: 1, '\u20ac': 2, '😀': 3, ﬀ: 4 }], '[{"z":0,"é":1,"€":2,"😀":3,"ﬀ":4}]'],
  [{ a: undefined, b: [undefined, null] }, '{"b":[null,null]}'],
  [{ at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
  [[-0, 1e21, 1e-7, 0.1, 333333333.33333329], '[0,1e+21,1e-7,0.1,333333333.3333333]'],
  ['\u0000\u001f"\\/\u007f😀', '"\\u0000\\u001f\\"\\\\/\u007f😀"'],
])('%j has one form', (value, text) => {
  expect(canonical(value)).toBe(text);
});

it.each([
  ['half a character', 'a\ud800'],
  ['a key with half a character', { '\udc00': 1 }],
  ['no number', { a: [NaN] }],
  ['no end', { a: Infinity }],
])('refuses %s', (_what, value) => {
  expect(() => canonical(value)).toThrow(InputError);
});

it('is RFC 8785, whatever the order of the keys', () => {
  const key = fc.oneof(fc.string({ unit: 'grapheme' }), fc.nat(99).map(String));
  const { tree } = fc.letrec(tie => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue(),
      fc.dictionary(key, tie('tree'), { noNullPrototype: true }),
      fc.array(tie('tree')),
    ),
  }));
  fc.assert(
    fc.property(tree, value => {
      expect(canonical(value)).toBe(canonicalize(value));
      expect(canonical(sortedKeys(value))).toBe(canonicalize(value));
    }),
    propertyRuns(60),
  );
});
