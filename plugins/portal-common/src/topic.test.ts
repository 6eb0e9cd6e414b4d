import fc from 'fast-check';
import { propertyRuns } from './__testUtils__/propertyRuns';
import { applyDelta, frameSchemas, streamRequestSchema, topicId } from './topic';

describe('topics', () => {
  it('have one string each', () => {
    expect(topicId({ type: 'rollout', key: 'eks/shop/rollout/web' })).toBe('rollout:eks/shop/rollout/web');
  });

  it.each([
    [{ topics: [{ type: 'a', key: '' }] }, true],
    [{ topics: [{ type: 'a', key: 'x'.repeat(512) }] }, true],
    [{ topics: [] }, false],
    [{ topics: Array.from({ length: 65 }, () => ({ type: 'a', key: '' })) }, false],
    [{ topics: [{ type: '', key: '' }] }, false],
    [{ topics: [{ type: 'a', key: 'x'.repeat(513) }] }, false],
    [{ topics: [{ type: 'a' }] }, false],
    [{ topics: [{ type: 'a', key: '', more: 1 }] }, false],
    [{ topics: [{ type: 'a', key: '' }], more: 1 }, false],
    [undefined, false],
  ])('are asked for by a request that is right: %#', (request, right) => {
    expect(streamRequestSchema.safeParse(request).success).toBe(right);
  });

  it('are told of in frames that old pages read too', () => {
    const frame = { topic: 'a:', version: '1', data: {}, sources: [], added: 'later' };
    expect(frameSchemas.snapshot.parse(frame)).toEqual({ topic: 'a:', version: '1', data: {}, sources: [] });
  });
});

describe('applyDelta', () => {
  const held = { version: '1', data: { a: 1, b: 2 } };

  it('puts, changes and removes', () => {
    const delta = { base: '1', version: '2', upserts: { b: 3, c: 4 }, removals: ['a'] };
    expect(applyDelta(held, delta)).toEqual({ version: '2', data: { b: 3, c: 4 } });
    expect(held.data).toEqual({ a: 1, b: 2 });
  });

  it('refuses a change of another version', () => {
    expect(applyDelta(held, { base: '0', version: '2', upserts: {}, removals: [] })).toBeUndefined();
  });

  it('leads from any data to any other', () => {
    const data = fc.dictionary(fc.string(), fc.nat(3));
    fc.assert(
      fc.property(data, data, (before, after) => {
        const upserts = Object.fromEntries(Object.entries(after).filter(([key, row]) => before[key] !== row));
        const removals = Object.keys(before).filter(key => !Object.hasOwn(after, key));
        const applied = applyDelta(
          { version: 'x', data: before },
          { base: 'x', version: 'y', upserts, removals },
        );
        expect(applied?.data).toEqual(after);
      }),
      propertyRuns(),
    );
  });
});
