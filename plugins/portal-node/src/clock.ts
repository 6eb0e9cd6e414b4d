/** Now, in milliseconds since 1970. */
export type Now = () => number;

/** The time of this machine. */
export const wallClock: Now = () => Date.now();
