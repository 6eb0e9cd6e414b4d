import { useRef } from 'react';

/**
 * The value, except that it stays as it was while somebody is at what shows it: what they are about to press must not
 * become something else under the pointer. `moved`: what is shown is no longer so.
 */
export function useHeldValue<T>(
  value: T,
  held: boolean,
  identityOf: (value: T) => string,
): { shown: T; moved: boolean } {
  const shown = useRef(value);
  if (!held || identityOf(shown.current) === identityOf(value)) {
    shown.current = value;
  }
  return { shown: shown.current, moved: shown.current !== value };
}
