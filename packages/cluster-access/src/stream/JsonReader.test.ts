import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import fc from 'fast-check';
import { both, everything, type Fields } from './Fields';
import { JsonReader } from './JsonReader';
import { StringTable } from './StringTable';

const reader = new JsonReader(new StringTable(64));
const read = (text: string, fields: Fields = everything) => reader.read(Buffer.from(text), fields);

/** Few names, so that fields and documents meet; some that could be mistaken for structure. */
const name = fc.constantFrom('a', 'b', 'metadata', '"', '\\', 'ü{', '__proto__', '');
const leaf = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"', '\\"', ']},{[', 'größer 😀', '\u2028', 'x'.repeat(150), null, true, false),
  // JSON has no negative zero.
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(number => number + 0),
  fc.integer(),
);
const { value } = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4 }),
  ),
}));
const { fields } = fc.letrec<{ fields: Fields }>(tie => ({
  fields: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Fields>(everything, {}),
    fc.record(
      {
        named: fc.dictionary(name, fc.option(tie('fields'), { freq: 4 }), { maxKeys: 3 }),
        others: tie('fields'),
      },
      { requiredKeys: [] },
    ),
  ),
}));
const spacing = fc.constantFrom(undefined, 1, '\t', '\r\n ');

/** What the reader is to build, from the whole. */
function pick(whole: unknown, wanted: Fields): unknown {
  if (Array.isArray(whole)) {
    return whole.map(item => pick(item, wanted));
  }
  if (typeof whole !== 'object' || whole === null) {
    return whole;
  }
  const kept = Object.entries(whole).flatMap(([key, inner]) => {
    const own = Object.hasOwn(wanted.named ?? {}, key) ? wanted.named?.[key] : wanted.others;
    return own ? [[key, pick(inner, own)] as const] : [];
  });
  return Object.fromEntries(kept);
}

describe('JsonReader', () => {
  it('builds of any document what is asked for, as it was written', () => {
    fc.assert(
      fc.property(value, fields, spacing, (whole, wanted, space) => {
        const text = JSON.stringify(whole, undefined, space);
        expect(read(text, wanted)).toEqual(pick(whole, wanted));
      }),
      propertyRuns(1_000),
    );
  });

  it('builds what any of two ask for', () => {
    fc.assert(
      fc.property(value, fields, fields, (whole, one, other) => {
        const text = JSON.stringify(whole);
        const together = read(text, both(one, other));
        expect(pick(together, one)).toEqual(pick(whole, one));
        expect(pick(together, other)).toEqual(pick(whole, other));
      }),
      propertyRuns(1_000),
    );
  });

  it('refuses every document that is cut off, wanted or not', () => {
    const text = JSON.stringify({ a: [1, { b: 'c"\\' }, true, null], d: { e: {} }, f: 'g' });
    for (let end = 0; end < text.length; end += 1) {
      for (const wanted of [everything, {}]) {
        expect(() => read(text.slice(0, end), wanted)).toThrow(SyntaxError);
      }
    }
  });

  it.each([
    ['a word that is none', '{"a":tru}'],
    ['a bare word', 'undefined'],
    ['two values', '{} {}'],
    ['a number that is none', '[1.2.3]'],
    ['a missing comma', '{"a":1 "b":2}'],
    ['a missing colon', '{"a" 1}'],
    ['a missing value', '{"a":}'],
    ['a name without quotes', '{a:1}'],
    ['an escape that is none', '["\\x"]'],
    ['nothing', '  '],
  ])('refuses %s', (_, text) => {
    expect(() => read(text)).toThrow(SyntaxError);
  });

  it('gives the same string for the same bytes, and never another', () => {
    const table = new StringTable(2);
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 4 }), { minLength: 1 }), texts => {
        for (const text of texts) {
          const bytes = Buffer.from(text);
          expect(table.read(bytes, 0, bytes.length) ?? text).toBe(text);
        }
      }),
      propertyRuns(200),
    );
  });
});
