/** From `wall` on, sandbox time went on from `elapsed` with `rate` sandbox milliseconds to a wall millisecond. */
interface Stretch {
  wall: number;
  elapsed: number;
  rate: number;
}

/** More changes of speed than anybody makes while a wait lasts. */
const kept = 1000;

/** How sandbox time went on over wall time: a line with a bend at each change of speed, pause and jump. */
export class Timeline {
  private readonly stretches: Stretch[];

  constructor(wall: number, rate: number) {
    this.stretches = [{ wall, elapsed: 0, rate }];
  }

  /** Sandbox milliseconds at a wall time, past or, at the present rate, to come. */
  elapsedAt(wall: number): number {
    const stretch = this.stretchAt(wall);
    return stretch.elapsed + (wall - stretch.wall) * stretch.rate;
  }

  /** From now on at another rate, having jumped by `jump` sandbox milliseconds. */
  bend(wall: number, rate: number, jump = 0): void {
    const last = this.stretchAt(wall);
    // An advance bends at each task it runs: those of one millisecond are one jump, or older bends would be forgotten.
    if (last.rate === rate && wall - last.wall < 1) {
      last.elapsed += jump;
      return;
    }
    this.stretches.push({ wall, elapsed: this.elapsedAt(wall) + jump, rate });
    if (this.stretches.length > kept) this.stretches.shift();
  }

  private stretchAt(wall: number): Stretch {
    const found = this.stretches.findLast(stretch => stretch.wall <= wall) ?? this.stretches[0];
    return found ?? { wall, elapsed: 0, rate: 0 };
  }
}
