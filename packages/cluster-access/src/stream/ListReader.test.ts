import fc from 'fast-check';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import { everything } from './Fields';
import { JsonReader } from './JsonReader';
import { ListReader } from './ListReader';
import { StringTable } from './StringTable';

const reader = new JsonReader(new StringTable(64));

function read(bytes: Buffer, cuts: number[]): { items: unknown[]; frame: unknown } {
  const items: unknown[] = [];
  // A look at every chunk, however small.
  const onItem = (item: unknown) => items.push(item);
  const list = new ListReader({ reader, fields: everything, onItem, enough: 1 });
  const ends = [...new Set(cuts.map(cut => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  [...ends, bytes.length].reduce((start, end) => {
    list.push(bytes.subarray(start, end));
    return end;
  }, 0);
  return { items, frame: list.end() };
}

/** Everything that could be mistaken for structure, in names and values. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('items', '"items":[{', '\\', '\\"', ']}', '{"a":1}', '\u2028', '😀 größer', '\n\t'),
);
const item = fc.dictionary(nasty, fc.oneof(nasty, fc.jsonValue({ maxDepth: 3 })), { maxKeys: 5 });
const lists = fc.record({
  before: fc.dictionary(
    nasty.filter(key => key !== 'items'),
    fc.jsonValue({ maxDepth: 2 }),
    { maxKeys: 3 },
  ),
  items: fc.array(item, { maxLength: 6 }),
  after: fc.dictionary(
    nasty.filter(key => key !== 'items'),
    fc.jsonValue({ maxDepth: 2 }),
    { maxKeys: 3 },
  ),
  indent: fc.constantFrom(0, 2),
});

describe('ListReader', () => {
  it('gives the same items however the bytes are cut', () => {
    fc.assert(
      fc.property(lists, fc.array(fc.nat(), { maxLength: 20 }), ({ before, items, after, indent }, cuts) => {
        const whole = { ...before, ...after, items };
        const ordered = { ...before, items, ...after };
        const bytes = Buffer.from(JSON.stringify(ordered, undefined, indent));
        const parsed: unknown = JSON.parse(bytes.toString());
        expect(parsed).toEqual(JSON.parse(JSON.stringify(whole)));
        const found = read(bytes, cuts);
        expect(found.items).toEqual(JSON.parse(JSON.stringify(items)));
        expect(found.frame).toEqual({ ...(parsed as object), items: [] });
      }),
      propertyRuns(300),
    );
  });

  it('gives the same items when every byte comes alone', () => {
    const items = [{ a: 'größer 😀 "quoted" \\ ]}' }, { b: [{ items: [1, { c: '{' }] }] }, {}];
    const bytes = Buffer.from(
      JSON.stringify({ kind: 'items', metadata: { continue: '', items: [{}] }, items }),
    );
    const cuts = Array.from(bytes, (_, index) => index);
    const { items: found, frame } = read(bytes, cuts);
    expect(found).toEqual(items);
    expect(frame).toEqual({ kind: 'items', metadata: { continue: '', items: [{}] }, items: [] });
  });

  it.each([
    ['null items', '{"items":null,"metadata":{}}', { items: null, metadata: {} }],
    ['no items', '{"metadata":{}}', { metadata: {} }],
    ['items that are no list', '{"items":{"items":[{}]}}', { items: { items: [{}] } }],
  ])('takes %s as part of the frame', (_, text, frame) => {
    expect(read(Buffer.from(text), [3])).toEqual({ items: [], frame });
  });

  it.each([
    ['in an item', '{"items":[{"a":1},{"b":'],
    ['between items', '{"items":[{"a":1},'],
    ['after the items', '{"items":[{"a":1}],"metadata":{'],
    ['in a string', '{"items":[{"a":"x'],
    ['at once', ''],
  ])('refuses a list that ends %s', (_, text) => {
    expect(() => read(Buffer.from(text), [])).toThrow(SyntaxError);
  });

  it.each([
    ['an item that is no JSON', '{"items":[{"a":tru}]}'],
    ['items that are no objects', '{"items":[1,2]}'],
  ])('refuses %s', (_, text) => {
    expect(() => read(Buffer.from(text), [])).toThrow(SyntaxError);
  });

  it('refuses an item that is larger than any object can be', () => {
    const list = new ListReader({ reader, fields: everything, onItem: () => {}, largest: 100 });
    list.push(Buffer.from(`{"items":[{"a":"${'x'.repeat(50)}`));
    expect(() => list.push(Buffer.from('x'.repeat(100)))).toThrow(RangeError);
  });
});
