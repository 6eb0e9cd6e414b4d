import { InputError } from '@backstage/errors';
import { z } from 'zod';

const MOST = 1000;
const limitWords = `a whole number from 1 to ${MOST}`;

/** The query fields of every list. */
export const pagingQuery = {
  limit: z
    .string()
    .regex(/^\d{1,5}$/, limitWords)
    .transform(Number)
    .pipe(z.number().min(1, limitWords).max(MOST, limitWords))
    .default(100),
  cursor: z.string().max(2048).optional(),
};

export interface Paging {
  limit: number;
  cursor?: string;
}

export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

const cursorSchema = z.strictObject({ after: z.string() });

/**
 * One page of `items`, in the order of their keys (code units). The cursor holds the last key of the page before, so
 * that rows which come and go move nothing. Keys are unique.
 * @throws InputError for a cursor that none of our pages gave
 */
export function pageOf<T>(items: Iterable<T>, keyOf: (item: T) => string, paging: Paging): Page<T> {
  const after = paging.cursor === undefined ? undefined : readCursor(paging.cursor);
  const rest = [...items]
    .map(item => ({ key: keyOf(item), item }))
    .filter(({ key }) => after === undefined || key > after)
    .sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  const page = rest.slice(0, paging.limit);
  const last = page.at(-1);
  return {
    items: page.map(({ item }) => item),
    ...(last && rest.length > page.length && { nextCursor: writeCursor(last.key) }),
  };
}

function writeCursor(after: string): string {
  return Buffer.from(JSON.stringify({ after })).toString('base64url');
}

function readCursor(cursor: string): string {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString())).after;
  } catch {
    throw new InputError('query.cursor: not a cursor of this list');
  }
}
