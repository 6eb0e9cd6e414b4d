import fc from 'fast-check';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import { LineSplitter } from './LineSplitter';

function push(splitter: LineSplitter, bytes: Buffer): string[] {
  const lines: string[] = [];
  splitter.push(bytes, line => lines.push(line.toString()));
  return lines;
}

describe('LineSplitter', () => {
  it('gives the same lines however the bytes are cut', () => {
    const line = fc.string({ unit: 'binary', minLength: 1 }).map(text => JSON.stringify(text));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 20 }), (lines, cuts) => {
        const bytes = Buffer.from(lines.map(text => `${text}\n`).join(''));
        const ends = [...cuts.map(cut => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
        const splitter = new LineSplitter();
        const read: string[] = [];
        ends.reduce((start, end) => {
          read.push(...push(splitter, bytes.subarray(start, end)));
          return end;
        }, 0);
        expect(read).toEqual(lines);
        expect(splitter.pending).toBe(0);
      }),
      propertyRuns(300),
    );
  });

  it('knows that a line was cut off', () => {
    const splitter = new LineSplitter();
    expect(push(splitter, Buffer.from('{"a":1}\n{"b"'))).toEqual(['{"a":1}']);
    expect(splitter.pending).toBe(4);
  });

  it('leaves out empty lines, with the carriage returns of proxies or without', () => {
    expect(push(new LineSplitter(), Buffer.from('\n{"a":1}\r\n\r\n'))).toEqual(['{"a":1}\r']);
  });

  it('refuses a line that is longer than any event can be', () => {
    const splitter = new LineSplitter(10);
    push(splitter, Buffer.from('12345678'));
    expect(() => push(splitter, Buffer.from('90123'))).toThrow(RangeError);
  });
});
