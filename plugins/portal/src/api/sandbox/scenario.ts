import { z } from 'zod';

export const scenarioSchema = z.object({
  name: z.string(),
  state: z.enum(['running', 'paused']),
  /** How many seconds of waiting pass in one second. */
  speed: z.number().positive(),
  now: z.iso.datetime({ offset: true }),
  next: z
    .object({
      at: z.iso.datetime({ offset: true }),
      /** From `now`, at the present speed; where it is missing `at` says it. */
      inSeconds: z.number().optional(),
      text: z.string(),
    })
    .optional(),
  seed: z.union([z.number(), z.string()]),
});
/** The scripted day that the sandbox plays. */
export type Scenario = z.infer<typeof scenarioSchema>;

/** What can be done to the scenario, by the name of its route. */
export type ScenarioAct =
  | { act: 'pause' | 'resume' | 'reset' }
  | { act: 'speed'; speed: number }
  /** Seconds of the sandbox’s own time. */
  | { act: 'advance'; seconds: number };

/** Milliseconds until the next event by the clock on the wall, `elapsedMs` after the sandbox was asked. */
export function untilNext({ next, now, state }: Scenario, elapsedMs: number): number | undefined {
  if (!next) {
    return undefined;
  }
  const left = next.inSeconds === undefined ? Date.parse(next.at) - Date.parse(now) : next.inSeconds * 1000;
  return Math.max(0, state === 'paused' ? left : left - elapsedMs);
}
