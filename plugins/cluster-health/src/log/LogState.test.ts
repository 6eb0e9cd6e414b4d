import { LOG_END_MARK } from '@greenroom/plugin-cluster-health-common';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import fc from 'fast-check';
import { type LogEvent, type LogLimits, logLimits, type LogState, nothingRead, readOn } from './LogState';

const small: LogLimits = { lines: 5, characters: 60, line: 20 };
const refusal = { name: 'ServiceUnavailableError', message: 'eks-prod does not answer' };

const after = (events: readonly LogEvent[], limits = small) =>
  events.reduce<LogState>((state, event) => readOn(state, event, limits), nothingRead);
const came = (text: string): LogEvent => ({ type: 'came', text });
const texts = ({ lines }: LogState) => lines.map(({ text }) => text);

describe('a log that is read', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['lines', ['a\nb\n'], ['a', 'b']],
    ['a line in pieces', ['a', 'b', 'c\nd\n'], ['abc', 'd']],
    ['a last line without an end', ['a\nb'], ['a', 'b']],
    ['empty lines', ['\n\na\n'], ['', '', 'a']],
    ['line ends of other systems', ['a\r\nb\r', '\n'], ['a', 'b']],
    [
      'a line that is too long',
      [`${'x'.repeat(30)}\n`],
      [`${'x'.repeat(20)}… (10 more characters are not shown)`],
    ],
  ])('has %s', (_, pieces, lines) => {
    expect(texts(after([...pieces.map(came), { type: 'ended' }]))).toEqual(lines);
  });

  it('shows nothing of a line that has not ended', () => {
    expect(texts(after([came('a\nb')]))).toEqual(['a']);
  });

  it('says how many of the oldest lines fell out, and goes on counting', () => {
    const state = after([came('1\n2\n3\n4\n'), came('5\n6\n7\n')]);
    expect(texts(state)).toEqual(['3', '4', '5', '6', '7']);
    expect(state.fellOut).toBe(2);
    expect(state.lines[0]?.number).toBe(3);
  });

  it('tells the end of the server from a line of the container', () => {
    const state = after([came(`a\n${LOG_END_MARK}the pod is gone\n`), { type: 'ended' }], logLimits);
    expect(texts(state)).toEqual(['a']);
    expect(state.end).toBe('the pod is gone');
    expect(after([came(`${LOG_END_MARK}x\nb\n`), { type: 'ended' }], logLimits).end).toBeUndefined();
  });

  it('is refused when nothing came, and broken when something had', () => {
    expect(after([{ type: 'failed', refusal }])).toMatchObject({ phase: 'refused', refusal });
    const broken = after([came('a\nb'), { type: 'failed', refusal }]);
    expect(broken.phase).toBe('broken');
    expect(texts(broken)).toEqual(['a', 'b']);
  });

  it('begins anew when it is asked for again', () => {
    expect(after([came('a\n'), { type: 'ended' }, { type: 'asked' }])).toEqual(nothingRead);
  });
});

/** Any text, cut anywhere. */
const cutText = fc
  .tuple(
    fc.array(fc.stringMatching(/^[a-z ]{0,26}$/), { maxLength: 30 }),
    fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 12 }),
  )
  .map(([lines, cuts]) => {
    const text = lines.map(line => `${line}\n`).join('');
    const at = [0, ...cuts.filter(cut => cut < text.length).sort((a, b) => a - b), text.length];
    return { lines, text, pieces: at.slice(1).map((end, index) => text.slice(at[index], end)) };
  });

it('holds the newest lines, whole and in order, within its limits, however the text was cut', () => {
  fc.assert(
    fc.property(cutText, ({ lines, text, pieces }) => {
      const states = [nothingRead];
      for (const piece of pieces) {
        states.push(readOn(states.at(-1) ?? nothingRead, came(piece), small));
      }
      const state = states.at(-1) ?? nothingRead;
      expect({ ...state, phase: 'reading' }).toEqual(readOn(nothingRead, came(text), small));
      expect(state.fellOut + state.lines.length).toBe(lines.length);
      expect(state.lines.map(({ number }) => number)).toEqual(
        state.lines.map((_, index) => state.fellOut + index + 1),
      );
      lines.slice(state.fellOut).forEach((line, index) => {
        expect(state.lines[index]?.text.startsWith(line.slice(0, small.line))).toBe(true);
      });
      for (const each of states) {
        const kept = each.lines.reduce((sum, line) => sum + line.text.length, 0);
        expect(each.characters).toBe(kept);
        expect(each.lines.length).toBeLessThanOrEqual(small.lines);
        expect(each.lines.length <= 1 || kept <= small.characters).toBe(true);
        expect(each.rest.text.length).toBeLessThanOrEqual(small.line);
      }
    }),
    propertyRuns(),
  );
});
