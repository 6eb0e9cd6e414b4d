import fc from 'fast-check';
import { propertyRuns } from '../__testUtils__/propertyRuns';
import { InternTable } from './InternTable';

describe('InternTable', () => {
  it('never changes what a value says, and never grows over its bound', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 30 }), values => {
        const table = new InternTable(16);
        for (const value of values) {
          const copy: unknown = JSON.parse(JSON.stringify(value));
          expect(table.value(copy)).toEqual(JSON.parse(JSON.stringify(value)));
          expect(table.size).toBeLessThanOrEqual(16);
        }
      }),
      propertyRuns(),
    );
  });

  it('keeps what is seen again and again while others come and go', () => {
    const table = new InternTable(10);
    for (let i = 0; i < 100; i++) {
      table.string(`one-${i}`);
      table.string('default');
    }
    const size = table.size;
    table.string('default');
    expect(table.size).toBe(size);
  });

  it('leaves long texts alone', () => {
    const table = new InternTable(10, 5);
    table.string('123456');
    expect(table.size).toBe(0);
  });
});
