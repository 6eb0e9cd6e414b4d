import { RowMap } from '@greenroom/plugin-portal-common';
import { renderHook } from '@testing-library/react';
import { z } from 'zod';
import { useRow, useRows } from './useRows';

const schema = z.object({ n: z.number() });

describe('useRows', () => {
  it('parses each row once and keeps its object while the row is the same', () => {
    const parse = jest.spyOn(schema, 'safeParse');
    const one = { n: 1 };
    const first = RowMap.of<unknown>([['one', one]]);
    const { result, rerender } = renderHook(({ rows }) => useRows({ rows }, schema), {
      initialProps: { rows: first },
    });
    const before = result.current.rows.get('one');

    rerender({
      rows: RowMap.of<unknown>([
        ['one', one],
        ['two', { n: 2 }],
      ]),
    });
    expect(result.current.rows.get('one')).toBe(before);
    expect(result.current.rows.get('two')).toEqual({ n: 2 });
    expect(parse).toHaveBeenCalledTimes(2);
  });

  it('counts what cannot be read and shows the rest', () => {
    const rows = RowMap.of<unknown>([
      ['good', { n: 1 }],
      ['bad', { n: 'one' }],
      ['worse', null],
    ]);
    const { result } = renderHook(() => useRows({ rows }, schema));

    expect([...result.current.rows.keys()]).toEqual(['good']);
    expect(result.current.unreadable).toBe(2);
  });

  it('has no rows before there are any', () => {
    const { result } = renderHook(() => useRows({}, schema));
    expect([...result.current.rows]).toEqual([]);
    expect(result.current.unreadable).toBe(0);
  });
});

describe('useRow', () => {
  it.each([
    ['there', { row: { n: 1 }, unreadable: false }],
    ['missing', { row: undefined, unreadable: false }],
    ['broken', { row: undefined, unreadable: true }],
  ])('%s', (key, expected) => {
    const rows = RowMap.of<unknown>([
      ['there', { n: 1 }],
      ['broken', {}],
    ]);
    const { result } = renderHook(() => useRow({ rows }, key, schema));
    expect(result.current).toEqual(expected);
  });
});
