import type { Interest } from './InterestStore';
import { INTEREST_MS, RENEW_MS } from './pace';

interface Watched extends Interest {
  watchers: number;
  /** Somebody came and it has not been written down since. */
  isAsked: boolean;
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
    const watched = known ?? { ...interest, watchers: 0, isAsked: false, writtenAt: -Infinity };
    watched.watchers += 1;
    watched.isAsked ||= now - watched.writtenAt >= RENEW_MS;
    this.#watched.set(key, watched);
    return watched.isAsked;
  }

  remove(interest: Interest): void {
    const watched = this.#watched.get(keyOf(interest));
    if (watched) {
      watched.watchers -= 1;
    }
  }

  /** Whether anything of this replica counts, watched or left a moment ago. */
  isAnything(now: number): boolean {
    for (const [key, watched] of this.#watched) {
      if (watched.watchers === 0 && !watched.isAsked && now - watched.writtenAt >= INTEREST_MS) {
        this.#watched.delete(key);
      }
    }
    return this.#watched.size > 0;
  }

  /** What has to be written down now. */
  due(now: number): Interest[] {
    return [...this.#watched.values()]
      .filter(({ watchers, isAsked, writtenAt }) => isAsked || (watchers > 0 && now - writtenAt >= RENEW_MS))
      .map(({ source, thing }) => ({ source, thing }));
  }

  written(interests: readonly Interest[], now: number): void {
    for (const interest of interests) {
      const watched = this.#watched.get(keyOf(interest));
      if (watched) {
        watched.isAsked = false;
        watched.writtenAt = now;
      }
    }
  }
}

function keyOf({ source, thing }: Interest): string {
  return JSON.stringify([source, thing]);
}
