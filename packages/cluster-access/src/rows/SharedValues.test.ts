import fc from 'fast-check';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import { SharedValues } from './SharedValues';

const rows = fc.dictionary(fc.constantFrom('labels', 'images', 'owner'), fc.jsonValue({ maxDepth: 3 }));

describe('SharedValues', () => {
  it('never changes what a row says, and never grows over its bound', () => {
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 30 }), all => {
        const shared = new SharedValues(16);
        for (const row of all) {
          const before = structuredClone(row);
          expect(shared.row(row)).toEqual(before);
          expect(shared.size).toBeLessThanOrEqual(16);
        }
      }),
      propertyRuns(),
    );
  });

  it('holds once what rows have in common, however deep', () => {
    const shared = new SharedValues();
    const row = (name: string) => ({ name, labels: { app: 'a' }, last: { at: name, run: { code: 1 } } });
    const [one, two] = [shared.row(row('one')), shared.row(row('two'))];
    expect(two.labels).toBe(one.labels);
    expect(two.last).not.toBe(one.last);
    expect(two.last.run).toBe(one.last.run);
  });

  it('lets nobody change what is not theirs alone', () => {
    const { labels } = new SharedValues().row({ labels: { app: 'a' } });
    expect(() => Object.assign(labels, { app: 'b' })).toThrow(TypeError);
  });

  it('keeps apart what only JSON says alike', () => {
    const shared = new SharedValues();
    expect(shared.row({ a: [NaN] }).a).toEqual([NaN]);
    expect(shared.row({ a: [null] }).a).toEqual([null]);
  });

  it('keeps what is seen again and again while others come and go', () => {
    const shared = new SharedValues(10);
    const { labels } = shared.row({ labels: { app: 'often' } });
    for (let i = 0; i < 100; i++) {
      shared.row({ labels: { app: `one-${i}` } });
      expect(shared.row({ labels: { app: 'often' } }).labels).toBe(labels);
    }
  });
});
