import { RowMap } from '@greenroom/plugin-portal-common';
import { useMemo } from 'react';
import type { z } from 'zod';
import type { TopicView } from '../api/StreamApi';
import { RowReader } from '../rows/RowReader';

export interface Rows<T> {
  /** By the topic's row keys, in the order the server sent them. */
  rows: RowMap<T>;
  /** How many rows could not be read: say so on the page. */
  unreadable: number;
}

const nothing = RowMap.of();

/** Reads the rows of a topic, each once: a row that did not change is the same object at the next call. */
export function useRows<T>(view: Pick<TopicView, 'rows'>, schema: z.ZodType<T>): Rows<T> {
  const reader = useMemo(() => new RowReader(schema), [schema]);
  const { rows = nothing } = view;
  return useMemo(() => {
    reader.readSome(rows);
    return { rows: reader.rows, unreadable: reader.unreadable };
  }, [rows, reader]);
}

/** The one row of that key: `undefined` when it is not there; `unreadable` when it is there and cannot be read. */
export function useRow<T>(
  view: Pick<TopicView, 'rows'>,
  key: string,
  schema: z.ZodType<T>,
): { row?: T; unreadable: boolean } {
  const there = view.rows?.has(key) ?? false;
  const row = view.rows?.get(key);
  return useMemo(() => {
    const read = there ? schema.safeParse(row) : undefined;
    return { row: read?.data, unreadable: there && !read?.success };
  }, [there, row, schema]);
}
