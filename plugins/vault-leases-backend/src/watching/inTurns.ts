/** How long one look goes on with what is many. */
export interface Turns {
  signal: AbortSignal;
  /** What has not begun by then is left for the next look. */
  isOver(): boolean;
}

/** More than most budgets let go at a time: they decide, and nobody waits for this. */
const AT_A_TIME = 8;

/**
 * Does each, some at a time, and nothing more once one has failed: what one is refused, the others would be too. Some are
 * done in any case, so that a look that has no time left comes further, too.
 * @throws what the first threw
 */
export async function inTurns<T>(
  all: readonly T[],
  act: (one: T) => Promise<void>,
  { signal, isOver }: Turns,
): Promise<void> {
  const left = [...all].reverse();
  const failures: unknown[] = [];
  const worker = async () => {
    do {
      signal.throwIfAborted();
      const one = left.pop();
      if (one !== undefined) {
        await act(one).catch((error: unknown) => failures.push(error));
      }
    } while (left.length > 0 && failures.length === 0 && !isOver());
  };
  await Promise.all(Array.from({ length: Math.min(AT_A_TIME, all.length) }, worker));
  if (failures.length > 0) {
    throw failures[0];
  }
}
