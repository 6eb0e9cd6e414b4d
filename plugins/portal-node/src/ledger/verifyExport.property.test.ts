import fc from 'fast-check';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import { makeChain } from '../__testUtils__/ledgerLines';
import { canonical } from './canonical';
import { chained, exportLine, genesis, sha256 } from './chain';
import { verifyExport } from './verifyExport';

const chain = makeChain(12);
const whole = chain.map(exportLine);
const expected = { chain: 'rollouts', anchor: { seq: 12, hash: chain[11]?.hash ?? '' } };
const index = fc.nat({ max: whole.length - 1 });
const text = whole.join('\n');

const place = { seq: 1, at: '2026-11-21T05:00:00.000Z', previous: genesis('rollouts') };

/** Lines are made by hand here: whoever forges a ledger computes its hashes, too. */
function forge(seq: number, words: string, previous: string) {
  const line = { kind: 'vote', by: 'user:default/eve', subject: 'web', text: words, data: {} };
  return chained(line, { seq, at: '2026-11-21T05:00:00.000Z', previous });
}

/** The same chain with one line of another text, and everything after it hashed anew. */
function rewrite(at: number, words: string): string[] {
  let previous = genesis('rollouts');
  return chain.map((line, position) => {
    const { seq, at: when, hash: _, previous: __, ...rest } = line;
    const next = chained(position === at ? { ...rest, text: words } : rest, { seq, at: when, previous });
    previous = next.hash;
    return exportLine(next);
  });
}

/** What somebody may do to an export: answers its lines. */
const tampering: fc.Arbitrary<{ deed: string; lines: string[] }> = fc.oneof(
  fc
    .record({
      at: fc.nat({ max: text.length - 1 }),
      length: fc.nat({ max: 3 }),
      put: fc.string({ maxLength: 3 }),
    })
    .map(({ at, length, put }) => ({
      deed: 'edit of characters',
      lines: (text.slice(0, at) + put + text.slice(at + length)).split('\n'),
    })),
  fc.record({ at: fc.nat({ max: text.length - 1 }), bit: fc.nat({ max: 7 }) }).map(({ at, bit }) => {
    const bytes = Buffer.from(text);
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
    return { deed: 'flipped bit', lines: bytes.toString('utf8').split('\n') };
  }),
  fc
    .record({
      at: index,
      key: fc.constantFrom('at', 'by', 'kind', 'subject', 'text', 'request'),
      value: fc.string(),
    })
    .map(({ at, key, value }) => ({
      deed: 'edit of a field',
      lines: whole.map((line, position) =>
        position === at ? exportLine({ ...JSON.parse(line), [key]: value }) : line,
      ),
    })),
  fc.record({ at: index, value: fc.dictionary(fc.string(), fc.jsonValue()) }).map(({ at, value }) => ({
    deed: 'edit of the data',
    lines: chain.map((line, position) =>
      exportLine(position === at ? { ...line, data: JSON.parse(JSON.stringify(value)) } : line),
    ),
  })),
  fc
    .record({ at: index, words: fc.string() })
    .map(({ at, words }) => ({ deed: 'edit with all hashes made anew', lines: rewrite(at, words) })),
  fc.record({ at: fc.nat({ max: whole.length }), from: index }).map(({ at, from }) => ({
    deed: 'insertion of a copy',
    lines: whole.toSpliced(at, 0, whole[from] ?? ''),
  })),
  fc.record({ at: fc.nat({ max: whole.length }), words: fc.string() }).map(({ at, words }) => ({
    deed: 'insertion of a forged line that continues the chain',
    lines: whole.toSpliced(
      at,
      0,
      exportLine(forge(at + 1, words, chain[at - 1]?.hash ?? genesis('rollouts'))),
    ),
  })),
  fc.record({ at: index, count: fc.integer({ min: 1, max: 12 }) }).map(({ at, count }) => ({
    deed: 'deletion',
    lines: whole.toSpliced(at, count),
  })),
  fc.integer({ min: 0, max: whole.length - 1 }).map(length => ({
    deed: 'truncation',
    lines: whole.slice(0, length),
  })),
  fc.nat({ max: text.length - 1 }).map(length => ({
    deed: 'truncation within a line',
    lines: text.slice(0, length).split('\n'),
  })),
  fc.shuffledSubarray(whole, { minLength: whole.length }).map(lines => ({ deed: 'reordering', lines })),
  fc.record({ one: index, other: index }).map(({ one, other }) => ({
    deed: 'exchange of two lines',
    lines: whole.with(one, whole[other] ?? '').with(other, whole[one] ?? ''),
  })),
  fc.record({ at: index, words: fc.string() }).map(({ at, words }) => ({
    deed: 'another history from here on',
    lines: [
      ...whole.slice(0, at),
      exportLine(forge(at + 1, words, chain[at - 1]?.hash ?? genesis('rollouts'))),
    ],
  })),
);

it('holds as it was exported', () => {
  expect(verifyExport(whole, expected)).toMatchObject({ valid: true, entries: 12 });
});

it('finds every change to an export whose head was kept', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(
      // What leaves every byte as it was is no change.
      tampering.filter(({ lines }) => lines.join('\n') !== text),
      ({ deed, lines }) => {
        const check = verifyExport(lines, expected);
        expect(check.valid).toBe(false);
        const firstOther = lines.findIndex((line, position) => line !== whole[position]);
        const cutAt = firstOther === -1 ? lines.length : firstOther;
        // Only who made all later hashes anew is found later than where it begins: at the head that was kept.
        expect(check.firstBroken).toBeGreaterThanOrEqual(cutAt + 1);
        expect(check.firstBroken).toBeLessThanOrEqual(whole.length + 1);
        seen.set(deed, (seen.get(deed) ?? 0) + 1);
      },
    ),
    propertyRuns(2000),
  );
  // A deep run makes it 100,000.
  expect(seen.size).toBe(13);
  expect([...seen.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(2000);
}, 600_000);

it('hashes and exports the canonical form, whatever the words', () => {
  const words = fc.string({ unit: 'grapheme' });
  const lines = fc.record(
    {
      kind: words,
      by: words,
      subject: words,
      request: words,
      text: words,
      data: fc.dictionary(words, fc.jsonValue()),
    },
    { requiredKeys: ['kind', 'by', 'subject', 'text', 'data'] },
  );
  fc.assert(
    fc.property(lines, line => {
      const recorded = chained({ ...line, data: JSON.parse(JSON.stringify(line.data)) }, place);
      const { hash, ...rest } = recorded;
      expect(hash).toBe(sha256(canonical(rest)));
      expect(exportLine(recorded)).toBe(canonical(recorded));
    }),
    propertyRuns(200),
  );
});
