import fc from 'fast-check';
import { pageOf, pagingQuery } from './paging';
import { z } from 'zod';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';

const query = z.object(pagingQuery);

describe('paging', () => {
  it.each([
    [{}, { limit: 100 }],
    [{ limit: '1' }, { limit: 1 }],
    [
      { limit: '1000', cursor: 'x' },
      { limit: 1000, cursor: 'x' },
    ],
  ])('reads %j', (given, expected) => {
    expect(query.parse(given)).toEqual(expected);
  });

  it.each(['0', '1001', '-1', '1.5', '1e2', '', ' 5', '99999999999999999999'])(
    'refuses a limit of %j',
    limit => {
      expect(() => query.parse({ limit })).toThrow('a whole number from 1 to 1000');
    },
  );

  it('refuses a cursor that none of its pages gave', () => {
    for (const cursor of [
      'x',
      Buffer.from('{"after":1}').toString('base64url'),
      Buffer.from('[]').toString('base64url'),
    ]) {
      expect(() => pageOf(['a'], key => key, { limit: 1, cursor })).toThrow('query.cursor');
    }
  });

  it('shows every row once, in order, while others come and go', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string(), { minLength: 1 }),
        fc.uniqueArray(fc.string()),
        fc.integer({ min: 1, max: 7 }),
        (stay, others, limit) => {
          const coming = others.filter(other => !stay.includes(other));
          const seen: string[] = [];
          let cursor: string | undefined;
          let round = 0;
          do {
            const there = round % 2 === 0 ? stay : [...coming, ...stay];
            const page = pageOf(there, key => key, { limit, cursor });
            expect(page.items.length).toBeLessThanOrEqual(limit);
            seen.push(...page.items);
            cursor = page.nextCursor;
            round += 1;
          } while (cursor !== undefined);
          const byCodeUnits = (a: string, b: string) => (a < b ? -1 : Number(a > b));
          expect(seen.filter(key => stay.includes(key))).toEqual([...stay].sort(byCodeUnits));
          expect(new Set(seen).size).toBe(seen.length);
        },
      ),
      propertyRuns(),
    );
  });
});
