import { useMemo } from 'react';
import type { z } from 'zod';
import type { TopicView } from '../api/StreamApi';

export interface Rows<T> {
  /** By the topic's row keys, in the order the server sent them. */
  rows: ReadonlyMap<string, T>;
  /** How many rows could not be read: say so on the page. */
  unreadable: number;
}

/** Parses the rows of a topic, each once: a row that did not change is the same object at the next call. */
export function useRows<T>(view: Pick<TopicView, 'rows'>, schema: z.ZodType<T>): Rows<T> {
  const readRow = useMemo(() => rowReader(schema), [schema]);
  const { rows } = view;
  return useMemo(() => readRows(rows ?? new Map(), readRow), [rows, readRow]);
}

/** The one row of that key: `undefined` when it is not there; `unreadable` when it is there and cannot be read. */
export function useRow<T>(
  view: Pick<TopicView, 'rows'>,
  key: string,
  schema: z.ZodType<T>,
): { row?: T; unreadable: boolean } {
  const readRow = useMemo(() => rowReader(schema), [schema]);
  const there = view.rows?.has(key) ?? false;
  const row = view.rows?.get(key);
  return useMemo(() => {
    const read = there ? readRow(row) : undefined;
    return { row: read?.data, unreadable: there && !read?.success };
  }, [there, row, readRow]);
}

type ReadRow<T> = (row: unknown) => z.ZodSafeParseResult<T>;

/** Remembers what it read for as long as the row itself lives. */
function rowReader<T>(schema: z.ZodType<T>): ReadRow<T> {
  const known = new WeakMap<object, z.ZodSafeParseResult<T>>();
  return row => {
    if (typeof row !== 'object' || row === null) {
      return schema.safeParse(row);
    }
    const read = known.get(row) ?? schema.safeParse(row);
    known.set(row, read);
    return read;
  };
}

function readRows<T>(rows: ReadonlyMap<string, unknown>, readRow: ReadRow<T>): Rows<T> {
  const result = new Map<string, T>();
  let unreadable = 0;
  for (const [key, row] of rows) {
    const read = readRow(row);
    if (read.success) {
      result.set(key, read.data);
    } else {
      unreadable += 1;
    }
  }
  return { rows: result, unreadable };
}
