import { propertyRuns, propertyTimeout } from '@greenroom/plugin-portal-common/testUtils';
import fc from 'fast-check';
import { Lane } from './__testUtils__/Lane';
import { faults } from './__testUtils__/faultScripts';
import { type Schedule, schedule } from './__testUtils__/schedules';
import { fastTuning } from './__testUtils__/watching';

// 10,000 schedules in a deep run. They mostly wait: many are played at once, each on a cluster that goes on from where
// the last left it.
const { numRuns, seed = Date.now() } = propertyRuns(200);
const lanes = process.env.GREENROOM_DEEP ? 24 : 12;
const within = 5_000;

/** Faults while which nothing that is written reaches the cache. */
const cutOff = new Set(['reset', 'half-open', 'killed', 'stopped', 'hung', 'unauthorized', 'throttled']);

/** What is written right after such a fault. */
function writtenWhileCutOff(steps: Schedule): string[] {
  return steps.flatMap((step, index) => {
    const before = steps[index - 1];
    return before?.act === 'fault' && cutOff.has(before.fault) && step.act !== 'fault' ? [step.act] : [];
  });
}

it('schedules have every fault in them, and writes, deletes and emptied namespaces while the cache is cut off', () => {
  const all = fc.sample(schedule, { numRuns: 200, seed });
  const inflicted = new Set(all.flat().flatMap(step => (step.act === 'fault' ? [step.fault] : [])));
  expect([...inflicted].sort()).toEqual([...faults].sort());
  expect(new Set(all.flatMap(writtenWhileCutOff))).toEqual(new Set(['put', 'remove', 'empty', 'wait']));
});

describe('whatever happens to a watch', () => {
  const open: Lane[] = [];

  beforeAll(async () => {
    for (let n = 0; n < lanes; n += 1) {
      open.push(await Lane.open(`lane-${n}`, fastTuning));
    }
  }, 20_000);
  afterAll(() => Promise.all(open.map(lane => lane.close())));

  it(
    `the rows are the server's five seconds after it is over, no delete is lost, nothing older put over newer`,
    async () => {
      const left = fc.sample(schedule, { numRuns, seed });
      const bad: { steps: Schedule; wrong: string[] }[] = [];
      const healed: number[] = [];
      const playAll = async (lane: Lane) => {
        for (let steps = left.pop(); steps && bad.length < 20; steps = left.pop()) {
          const { wrong, healedAfter } = await lane.play(steps, within);
          healed.push(healedAfter);
          if (wrong.length > 0) {
            bad.push({ steps, wrong });
          }
        }
      };
      await Promise.all(open.map(playAll));
      expect({ seed, bad }).toEqual({ seed, bad: [] });
      expect(healed).toHaveLength(numRuns);
      expect(Math.max(...healed)).toBeLessThan(within);
    },
    propertyTimeout,
  );
});
