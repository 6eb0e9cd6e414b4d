import { TooManyRequestsError } from '@greenroom/plugin-portal-node';

export interface PersonLimitOptions {
  /** So many in `windowMs`. */
  most: number;
  windowMs: number;
  /** So many at the same time. */
  atOnce: number;
  /** Milliseconds that never step back. */
  now(): number;
  /** What is limited, for the message. */
  what: string;
}

/** How many people are remembered; more than that share what is left after one forgets the oldest. */
const PEOPLE = 5_000;

/** Bounds what one person may have the portal ask outside, in a time and at once. */
export class PersonLimit {
  readonly #options: PersonLimitOptions;
  readonly #people = new Map<string, { times: number[]; running: number }>();

  constructor(options: PersonLimitOptions) {
    this.#options = options;
  }

  /** @throws TooManyRequestsError */
  async run<T>(person: string, work: () => Promise<T>): Promise<T> {
    const { most, windowMs, atOnce, now, what } = this.#options;
    const known = this.#of(person);
    known.times = known.times.filter(time => time > now() - windowMs);
    if (known.times.length >= most || known.running >= atOnce) {
      throw new TooManyRequestsError(`${what}: at most ${most} in ${windowMs / 1_000} s, ${atOnce} at once.`);
    }
    known.times.push(now());
    known.running += 1;
    try {
      return await work();
    } finally {
      known.running -= 1;
    }
  }

  #of(person: string) {
    const known = this.#people.get(person) ?? { times: [], running: 0 };
    this.#people.delete(person);
    this.#people.set(person, known);
    const oldest =
      this.#people.size > PEOPLE ? [...this.#people].find(([, { running }]) => running === 0) : undefined;
    if (oldest && oldest[0] !== person) {
      this.#people.delete(oldest[0]);
    }
    return known;
  }
}
