import { z } from 'zod';
import { newestFirst } from './newestFirst';

/** Rows from `count` down to 1. */
function listOf(count: number, keep: (row: number) => boolean = () => true) {
  const reads: (number | undefined)[] = [];
  const list = {
    read: async (before: number | undefined, limit: number) => {
      reads.push(before);
      const first = (before ?? count + 1) - 1;
      return Array.from({ length: Math.min(limit, first) }, (_, index) => first - index);
    },
    positionOf: (row: number) => row,
    keep,
    position: z.number(),
  };
  return { list, reads };
}

async function everyPage(count: number, limit: number, keep?: (row: number) => boolean) {
  const { list } = listOf(count, keep);
  const pages: number[][] = [];
  let cursor: string | undefined;
  do {
    const page = await newestFirst(list, { limit, ...(cursor !== undefined && { cursor }) });
    pages.push(page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return pages;
}

it.each([
  [5, 2, [[5, 4], [3, 2], [1]]],
  [
    4,
    2,
    [
      [4, 3],
      [2, 1],
    ],
  ],
  [0, 2, [[]]],
])('%d rows in pages of %d', async (count, limit, expected) => {
  expect(await everyPage(count, limit)).toEqual(expected);
});

it('gives every row that may be seen once, however few those are', async () => {
  const seen = await everyPage(12_345, 100, row => row % 1_000 === 0);
  expect(seen.flat()).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map(thousand => thousand * 1_000));
});

it('reads a bounded number of rows for one page, and says that there is more', async () => {
  const { list, reads } = listOf(1_000_000, () => false);
  const page = await newestFirst(list, { limit: 100 });
  expect(page).toMatchObject({ items: [], nextCursor: expect.any(String) });
  expect(reads).toHaveLength(8);
});

it.each(['x', Buffer.from('{"before":"a"}').toString('base64url'), Buffer.from('{}').toString('base64url')])(
  'refuses the cursor %s',
  async cursor => {
    await expect(newestFirst(listOf(3).list, { limit: 1, cursor })).rejects.toThrow('query.cursor');
  },
);
