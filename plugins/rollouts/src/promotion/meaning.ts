import { changedSince, type Now } from './seen';
import type { Step } from './Step';

/**
 * Why an open dialogue is no longer about what the person saw, in a sentence. Also when only its meaning changed:
 * votes of others are not part of what a vote is pinned to, and may make one's own the last.
 */
export function outdated(opened: Step, now: Now, offered: readonly Step[]): string | undefined {
  const same = offered.find(({ does }) => JSON.stringify(does) === JSON.stringify(opened.does));
  return (
    changedSince(opened.seen, now) ??
    (same && same.consequence !== opened.consequence
      ? `It would mean something else now. ${same.consequence}`
      : undefined)
  );
}
