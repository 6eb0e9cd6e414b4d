import type { Interest } from './InterestStore';
import { INTEREST_MS, RENEW_MS } from './pace';

interface Watched extends Interest {
  watchers: number;
  /** When somebody came of whom nothing has been written down since, by the steady clock. */
  askedAt?: number | undefined;
  /** When it was written down last, by the steady clock. */
  writtenAt: number;
}

/** What is watched on this replica, and what of that has to be written down. Pure but for what it remembers. */
export class Watchers {
  readonly #watched = new Map<string, Watched>();

  /** Whether it is the first for a while. */
  add(interest: Interest, now: number): boolean {
    const key = keyOf(interest);
    const known = this.#watched.get(key);
    const watched = known ?? { ...interest, watchers: 0, writtenAt: -Infinity };
    watched.watchers += 1;
    if (now - watched.writtenAt >= RENEW_MS) {
      watched.askedAt = now;
    }
    this.#watched.set(key, watched);
    return watched.askedAt !== undefined;
  }

  remove(interest: Interest): void {
    const watched = this.#watched.get(keyOf(interest));
    if (watched) {
      watched.watchers -= 1;
    }
  }

  /** Whether anything of this replica counts, watched or left a moment ago. */
  isAnything(now: number): boolean {
    for (const [key, { watchers, askedAt = -Infinity, writtenAt }] of this.#watched) {
      if (watchers === 0 && now - Math.max(askedAt, writtenAt) >= INTEREST_MS) {
        this.#watched.delete(key);
      }
    }
    return this.#watched.size > 0;
  }

  /** What has to be written down now. What could not be for so long that nobody would wait for it is not. */
  due(now: number): Interest[] {
    return this.isAnything(now)
      ? [...this.#watched.values()]
          .filter(
            ({ watchers, askedAt, writtenAt }) =>
              askedAt !== undefined || (watchers > 0 && now - writtenAt >= RENEW_MS),
          )
          .map(({ source, thing }) => ({ source, thing }))
      : [];
  }

  written(interests: readonly Interest[], now: number): void {
    for (const interest of interests) {
      const watched = this.#watched.get(keyOf(interest));
      if (watched) {
        watched.askedAt = undefined;
        watched.writtenAt = now;
      }
    }
  }
}

function keyOf({ source, thing }: Interest): string {
  return JSON.stringify([source, thing]);
}
