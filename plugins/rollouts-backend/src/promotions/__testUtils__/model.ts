import fc from 'fast-check';
import { commands, type Hand, play } from './Stage';

/** What came of the same lives of a rollout. */
export interface ModelCount {
  lives: number;
  /** Requests that ended as promoted. */
  promoted: number;
  /** Revisions that went live by the promotion of another one. */
  wrong: number;
  /** Requests that are called promoted and of which the revision was never live. */
  untrue: number;
}

/** The model test's lives, each lived twice: what has its votes is written by the portal's hand, and by the official program's. */
export async function playBoth(options: { lives: number; seed: number }): Promise<Record<Hand, ModelCount>> {
  const counts = { portal: none(), cli: none() };
  const sequences = fc.commands(commands, { maxCommands: 60, size: 'max' });
  await fc.assert(
    fc.asyncProperty(sequences, async sequence => {
      for (const hand of ['portal', 'cli'] as const) {
        const { states, wronglyPromoted, untrue } = await play(sequence, hand);
        counts[hand].lives += 1;
        counts[hand].promoted += states.filter(state => state === 'promoted').length;
        counts[hand].wrong += wronglyPromoted;
        counts[hand].untrue += untrue;
      }
    }),
    { numRuns: options.lives, seed: options.seed },
  );
  return counts;
}

function none(): ModelCount {
  return { lives: 0, promoted: 0, wrong: 0, untrue: 0 };
}
