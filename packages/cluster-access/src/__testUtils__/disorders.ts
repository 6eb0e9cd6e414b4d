import type { Disorder } from './ScriptedApiServer';

/** Each event comes twice. */
export const twice = (): Disorder => ({ out: line => [line, line], rest: () => [] });

/** Of two events the later comes first. */
export function swapped(): Disorder {
  let held: string | undefined;
  return {
    out(line) {
      const before = held;
      held = before === undefined ? line : undefined;
      return before === undefined ? [] : [line, before];
    },
    rest: () => (held === undefined ? [] : [held]),
  };
}

/** After each event those before it come again. */
export function replayed(): Disorder {
  const past: string[] = [];
  return {
    out(line) {
      past.push(line);
      return [line, ...past.slice(-4)];
    },
    rest: () => [],
  };
}
