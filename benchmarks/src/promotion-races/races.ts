/** What somebody else does while a person promotes. */
export const disturbances = ['new-image', 'pause', 'scale', 'none'] as const;
export type Disturbance = (typeof disturbances)[number];

/** One race: times in milliseconds after the pause was seen. */
export interface Race {
  number: number;
  disturbance: Disturbance;
  disturbedAfter: number;
  clickedAfter: number;
  /** Sandbox only: the controller misses the next promotion that somebody writes, as 1.9.2 does at times. */
  missed: boolean;
}

/** The same races for the same seed: each writer is given all of them. */
export function* races(seed: number, count: number): Generator<Race> {
  const random = randomOf(seed);
  for (let number = 0; number < count; number += 1) {
    const isWide = random() < 0.5;
    const disturbance = disturbances[Math.floor(random() ** 1.5 * disturbances.length)] ?? 'none';
    yield {
      number,
      disturbance,
      disturbedAfter: random() * (isWide ? 1_500 : 60),
      clickedAfter: random() * (isWide ? 4_500 : 80),
      missed: random() < 0.2,
    };
  }
}

/** mulberry32: small, and the same everywhere. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
