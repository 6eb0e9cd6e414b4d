import fc from 'fast-check';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import { diffLines, withContext } from './lines';

const signs = { same: ' ', gone: '-', new: '+' };
const drawn = (before: string, after: string) =>
  diffLines(before, after).map(({ kind, text }) => `${signs[kind]}${text}`);

describe('diffLines', () => {
  it.each([
    ['a\nb\nc\n', 'a\nx\nc\n', [' a', '-b', '+x', ' c']],
    ['', 'a\nb\n', ['+a', '+b']],
    ['a\n', '', ['-a']],
    ['a\nb\n', 'a\nb\n', [' a', ' b']],
    ['a\nb\nc\nd\n', 'b\nd\ne\n', ['-a', ' b', '-c', ' d', '+e']],
    ['x\n\ny', 'x\ny', [' x', '-', ' y']],
  ])('from %j to %j', (before, after, expected) => {
    expect(drawn(before, after)).toEqual(expected);
  });

  it('has both texts in it, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
      .map(lines => lines.map(line => `${line}\n`).join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after);
        const side = (kind: 'gone' | 'new') =>
          lines
            .filter(line => line.kind !== kind)
            .map(line => `${line.text}\n`)
            .join('');
        expect([side('new'), side('gone')]).toEqual([before, after]);
      }),
      propertyRuns(),
    );
  });

  it('does not compare what is too long line by line', () => {
    const long = (letter: string) =>
      Array.from({ length: 2_500 }, (_, index) => `${letter}${index}`).join('\n');
    expect(diffLines(long('a'), long('b'))).toHaveLength(5_000);
  });
});

it('leaves out what is far from a change', () => {
  const before = Array.from({ length: 20 }, (_, index) => `${index}`).join('\n');
  const shown = withContext(diffLines(before, before.replace('10', 'ten')), 1);
  expect(shown.map(line => line?.text)).toEqual(['9', '10', 'ten', '11', undefined]);
});
