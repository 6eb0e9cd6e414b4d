import { type Clock } from './Clock';

/**
 * What those need who compare stamps: since the speed changes how long a wait lasts but never a stamp, the difference
 * of two stamps is not how much sandbox time lies between them.
 */
export interface ScaledClock extends Clock {
  /** Whether time is being played by hand at this moment, with no wall time for anything outside of it to happen. */
  readonly isPlayed: boolean;
  /** Milliseconds of sandbox time since the clock was made. */
  elapsed(): number;
  /** Milliseconds of sandbox time since that wall time; negative for one to come, at the present speed. */
  since(moment: Date): number;
  /** The wall time at which that many milliseconds of sandbox time will have passed, at the present speed. */
  wallAfter(milliseconds: number): Date;
}
