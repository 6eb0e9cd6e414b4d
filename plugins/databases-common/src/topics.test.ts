import fc from 'fast-check';
import { databaseRowKey, parseDatabaseRowKey } from './topics';

describe('keys of rows', () => {
  it('can be read again, whatever the id holds', () => {
    const section = fc.constantFrom('database', 'alarm', 'event', 'pool', 'sessions');
    const property = fc.property(section, fc.string(), (name, id) => {
      expect(parseDatabaseRowKey(databaseRowKey(name, id))).toEqual({ section: name, id });
    });
    fc.assert(property, { seed: 20261121, numRuns: 100 });
  });

  it.each(['', 'database', 'toString/x', 'node/x'])('are nobody’s when they are %j', key => {
    expect(parseDatabaseRowKey(key)).toBeUndefined();
  });
});
