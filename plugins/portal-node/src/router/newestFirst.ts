import { InputError } from '@backstage/errors';
import type { Page } from './paging';
import { z } from 'zod';

/** Rows are read in batches of this, and at most so many of them for one page. */
const BATCH = 500;
const BATCHES = 8;

export interface NewestFirst<T, Position> {
  /** Rows before a position, newest first; fewer than `limit` only at the end. */
  read(before: Position | undefined, limit: number): Promise<readonly T[]>;
  positionOf(row: T): Position;
  /** Whether the caller may see it, and asked for it. */
  keep(row: T): boolean;
  /** Of a position as a cursor carries it. */
  position: z.ZodType<Position>;
}

/**
 * One page of rows that are too many to be sorted here and of which a caller sees only some. A page may be short, even
 * empty, and still have a cursor: then there is more behind it.
 * @throws InputError for a cursor that none of our pages gave
 */
export async function newestFirst<T, Position>(
  { read, positionOf, keep, position }: NewestFirst<T, Position>,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<T>> {
  const items: T[] = [];
  let before = cursor === undefined ? undefined : readCursor(cursor, position);
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const rows = await read(before, BATCH);
    for (const row of rows) {
      before = positionOf(row);
      if (keep(row) && items.push(row) === limit) {
        const more = rows.at(-1) !== row || rows.length === BATCH;
        return { items, ...(more && { nextCursor: writeCursor(before) }) };
      }
    }
    if (rows.length < BATCH) {
      return { items };
    }
  }
  return { items, nextCursor: writeCursor(before) };
}

function writeCursor(before: unknown): string {
  return Buffer.from(JSON.stringify({ before })).toString('base64url');
}

function readCursor<Position>(cursor: string, position: z.ZodType<Position>): Position {
  try {
    return z.strictObject({ before: position }).parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
      .before;
  } catch (error) {
    throw new InputError('query.cursor: not a cursor of this list', error);
  }
}
