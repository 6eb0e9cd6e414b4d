/** Time and chance, as the stream needs them. */
export interface StreamClock {
  now(): Date;
  /** From 0 to just below 1. */
  random(): number;
  /** Calls once after that time, unless the returned function was called before. */
  after(ms: number, call: () => void): () => void;
}

export const browserStreamClock: StreamClock = {
  now: () => new Date(),
  random: () => Math.random(),
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
