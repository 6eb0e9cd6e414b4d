import type { Reading } from '@greenroom/plugin-databases-common';
import { at, makeCircumstances, makeUnjudged } from '../__testUtils__/makeUnjudged';
import type { Rule } from '../Unjudged';
import { ebsBalance, localStorage } from './load';

const GIB = 1024 ** 3;
const reading = (
  metric: Reading['metric'],
  value: number,
  of: string,
  sustained: number | undefined = value,
): Reading => ({ metric, value, of, at: at(1), ...(sustained !== undefined && { sustained }) });
function told(rule: Rule, ...readings: Reading[]): string[] {
  const seen = makeUnjudged({ database: { readings } });
  return rule(seen, makeCircumstances(seen)).map(({ text }) => text);
}

// AWS's recommended alarms: Best_Practice_Recommended_Alarms_AWS_Services, AWS/RDS.
describe('FreeLocalStorage', () => {
  it('is told below 10 % of what the class has, for 5 of 5', () => {
    expect(told(localStorage, reading('free-local-storage', 3 * GIB, 'writer'))).toEqual([
      expect.stringMatching(/^3\.0 GiB of 32 GiB local storage of the writer is free, less than 10 %/),
    ]);
    expect(told(localStorage, reading('free-local-storage', 4 * GIB, 'writer'))).toEqual([]);
    expect(told(localStorage, reading('free-local-storage', 3 * GIB, 'writer', 20 * GIB))).toEqual([]);
  });
});

describe('EBSByteBalance% and EBSIOBalance%', () => {
  it('are told below 10 for 3 of 3, each for itself', () => {
    expect(
      told(
        ebsBalance,
        reading('ebs-byte-balance', 4, 'primary'),
        reading('ebs-io-balance', 9.5, 'primary', 30),
      ),
    ).toEqual(['4 % of the throughput credits of the primary are left, less than 10 % for 3 minutes']);
    expect(told(ebsBalance, reading('ebs-io-balance', 10, 'primary'))).toEqual([]);
  });
});
