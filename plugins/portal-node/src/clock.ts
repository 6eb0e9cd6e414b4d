/** A moment in milliseconds. */
export type Now = () => number;

/** The time of this machine, since 1970. */
export const wallClock: Now = () => Date.now();

/** For measuring how long ago something was: never steps back, and says nothing about the date. */
export const steadyClock: Now = () => performance.now();
