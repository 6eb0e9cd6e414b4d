/** What makes one list of another. */
export interface ListChanges<T> {
  gone: readonly T[];
  come: readonly T[];
}

/** So many neighbours may go or come at once. */
const AHEAD = 16;

/**
 * What one list has that another has not, for lists whose common rows stand in the same order; `undefined` where there is
 * so much of it that nothing is gained by knowing. Only objects are compared: of tens of thousands of rows a handful is
 * another one at each change.
 */
export function changesBetween<T>(before: readonly T[], now: readonly T[]): ListChanges<T> | undefined {
  const most = Math.max(AHEAD, now.length / 8);
  const gone: T[] = [];
  const come: T[] = [];
  let [from, to] = [0, 0];
  while (from < before.length || to < now.length) {
    if (from < before.length && to < now.length && before[from] === now[to]) {
      from += 1;
      to += 1;
      continue;
    }
    if (gone.length + come.length > most) {
      return undefined;
    }
    const [left, right] = stepsUntilEqual(before, from, now, to);
    gone.push(...before.slice(from, from + left));
    come.push(...now.slice(to, to + right));
    from += left;
    to += right;
  }
  return { gone, come };
}

/** How much of each list stands before what both have; one of each where that is not near. */
function stepsUntilEqual<T>(
  before: readonly T[],
  from: number,
  now: readonly T[],
  to: number,
): readonly [number, number] {
  const [left, right] = [before.length - from, now.length - to];
  if (left === 0 || right === 0) {
    return [left, right];
  }
  for (let steps = 1; steps <= AHEAD; steps += 1) {
    if (steps <= left && before[from + steps] === now[to]) return [steps, 0];
    if (steps <= right && now[to + steps] === before[from]) return [0, steps];
    if (steps <= left && steps <= right && before[from + steps] === now[to + steps]) return [steps, steps];
  }
  return [1, 1];
}
