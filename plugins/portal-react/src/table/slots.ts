/** The elements that rows are drawn in, in the order of the page: by row key, each with a number of its own. */
export interface Slots {
  of: ReadonlyMap<string, number>;
  /** The row that the keyboard is in, or would come into. */
  current: string | undefined;
  /** The next number that no element has had. */
  next: number;
}

export const noSlots: Slots = { of: new Map(), current: undefined, next: 0 };

/**
 * Which element each row is drawn in: a row keeps its own, and one that comes takes that of one that left, so that scrolling
 * makes few elements. No element passes that of the current row, and nobody takes it over: one that is moved within the page
 * loses the keyboard, and of one that has it already a screen reader does not tell that it is another row now.
 *
 * @param keys - of the rows that are drawn now, in their order
 */
export function nextSlots(keys: readonly string[], current: string | undefined, before: Slots): Slots {
  const free = freeSlots(keys, current, before);
  let { next } = before;
  let isPast = false;
  const of = new Map<string, number>();
  for (const key of keys) {
    isPast ||= key === current;
    const own = before.of.get(key) ?? (isPast ? free.behind : free.ahead).shift();
    of.set(key, own ?? next);
    next += Number(own === undefined);
  }
  return { of, current, next };
}

/** What rows left, ahead of the current one and behind it; where that is not known, anywhere is ahead of it. */
function freeSlots(keys: readonly string[], current: string | undefined, before: Slots) {
  const drawn = new Set(keys);
  const ahead: number[] = [];
  const behind: number[] = [];
  const stays = current !== undefined && before.of.has(current);
  let isPast = false;
  for (const [key, slot] of before.of) {
    isPast ||= stays && key === current;
    if (!drawn.has(key) && key !== before.current) {
      (isPast ? behind : ahead).push(slot);
    }
  }
  return { ahead, behind };
}
