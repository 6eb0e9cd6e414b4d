import { entityTag, isAmong } from './etag';

const tag = (value: unknown) => entityTag(JSON.stringify(value));
const source = { id: 'a', freshness: 'live', observedAt: '2026-11-21T10:00:00Z' };

describe('entityTag', () => {
  it('leaves out when something was observed, wherever that stands', () => {
    const later = { ...source, observedAt: '2026-11-21T10:00:02Z' };
    expect(tag({ items: [1], sources: [source] })).toBe(tag({ items: [1], sources: [later] }));
    expect(tag({ sources: [{ observedAt: 'a', id: 1 }] })).toBe(
      tag({ sources: [{ observedAt: 'b', id: 1 }] }),
    );
  });

  it('sees every other change', () => {
    expect(tag({ sources: [source] })).not.toBe(tag({ sources: [{ ...source, freshness: 'stale' }] }));
    expect(tag({ text: '"observedAt":"a"' })).not.toBe(tag({ text: '"observedAt":"b"' }));
  });

  it('is a strong one', () => {
    expect(tag({})).toMatch(/^"[\w-]{27}"$/);
  });
});

describe('isAmong', () => {
  it.each([
    [undefined, false],
    ['', false],
    ['"a"', true],
    ['W/"a"', true],
    ['"b", W/"a" ,"c"', true],
    ['"ab"', false],
    ['a', false],
    ['*', true],
  ])('finds "a" in %s: %s', (header, expected) => {
    expect(isAmong('"a"', header)).toBe(expected);
  });
});
