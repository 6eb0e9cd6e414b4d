import fc from 'fast-check';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import { playBoth } from './__testUtils__/model';
import { commands, play } from './__testUtils__/Stage';

/** A deep run takes its time. */
const LONGEST_MS = 3_600_000;
const SAMPLE = propertyRuns(100);
const RUNS = SAMPLE.seed === undefined ? { numRuns: 100_000 } : SAMPLE;

it(
  'whatever comes in between, exactly what was voted for goes live once, and every request ends as it was',
  async () => {
    const ends = new Map<string, number>();
    let written = 0;
    await fc.assert(
      fc.asyncProperty(fc.commands(commands, { maxCommands: 60, size: 'max' }), async sequence => {
        const { wrong, states, writes } = await play(sequence);
        states.forEach(state => ends.set(state, (ends.get(state) ?? 0) + 1));
        written += writes;
        expect(wrong).toEqual([]);
      }),
      RUNS,
    );
    // Where nothing happens nothing goes wrong: it has to have been tried.
    expect(written).toBeGreaterThan(10);
    expect(ends.get('promoted')).toBeGreaterThan(10);
    expect(ends.get('superseded')).toBeGreaterThan(10);
  },
  LONGEST_MS,
);

it(
  'the same lives are no harmless ones: the official program’s patch lets go live what nobody voted for',
  async () => {
    const { portal, cli } = await playBoth({ lives: SAMPLE.numRuns, seed: 20_261_121 });
    expect(portal).toMatchObject({ wrong: 0, untrue: 0 });
    expect(cli.wrong).toBeGreaterThan(0);
    expect(cli.untrue).toBeGreaterThan(0);
  },
  LONGEST_MS,
);
