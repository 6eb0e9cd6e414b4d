import type { Hand } from '../hands/Hand';
import type { Restart, Seen } from './RolloutWriter';
import type { Change, Test } from './guard';
import type { Look, Subject } from './Look';
import { short } from './words';

/** What is told at the end; when, and whether anything was sent, is added by who performs it. */
export type Ending =
  | { kind: 'done'; text: string }
  | { kind: 'waits'; text: string }
  | { kind: 'superseded'; by: string; hand?: Hand }
  | { kind: 'refused'; why: string }
  | { kind: 'failed'; why: string }
  | { kind: 'unknown'; why: string };

/**
 * What an act comes to when it looks at the rollout before anything was sent. `hope`: what a write is better kept for, for
 * some seconds.
 */
export type Plan =
  | {
      kind: 'write';
      subresource?: 'status';
      preconditions: Test[];
      change: Change[];
      restart?: Restart;
      hope?: string;
    }
  /** Not yet; looked at again soon. */
  | { kind: 'wait'; why: string }
  | { kind: 'end'; ending: Ending };

/** How the rollout stands towards an act. */
export type Standing =
  | { kind: 'end'; ending: Ending }
  /** As if nothing had been written. */
  | { kind: 'untouched' }
  /** It is written in the object, and the controller has not acted. `nudge`: under what a change may wake it, where that helps. */
  | { kind: 'ignored'; nudge?: Test[] }
  | {
      kind: 'moving';
      text: string;
      /** It goes on as long as it takes: an analysis ends by itself. */
      lasts?: boolean;
      /** What is told when it says the same for so many milliseconds. */
      after?: { milliseconds: number; ending: Ending };
    };

/** What all acts know. */
export interface ActOptions {
  subject: Subject;
  seen: Seen;
  requestId: string;
}

/**
 * One write with what comes of it. An act that has sent its write is asked for its standing only; one that nobody sent
 * (`find`) likewise: it must not conclude from its own memory what the object does not say.
 */
export interface Act {
  /**
   * How quiet the object has to be. `needed`: unwritten for two seconds, or it is refused in the end. `hoped`: as long
   * is waited for it, then written anyway. Changes of the specification are missed as those of the status are: of 24
   * templates written within 20 ms after the controller's own write 22 were (1.9.2).
   */
  readonly quiet: 'needed' | 'hoped';
  /** How long it may wait before it writes, milliseconds; ten seconds when left out. */
  readonly patience?: number;
  plan(look: Look): Plan | Promise<Plan>;
  standing(look: Look): Standing;
}

export function end(ending: Ending): { kind: 'end'; ending: Ending } {
  return { kind: 'end', ending };
}

export function refused(why: string) {
  return end({ kind: 'refused', why });
}

/** @param hand - where somebody did it: it may have been the portal's own */
export function supersededBy(by: string, hand?: Hand) {
  return end({ kind: 'superseded', by, ...(hand && { hand }) });
}

/** The specification asks for another revision than the one that was seen. */
export function turnedTo(revision: string | undefined) {
  const by = `revision ${short(revision)}`;
  return supersededBy(by, revision === undefined ? undefined : { did: 'turned', revision });
}
