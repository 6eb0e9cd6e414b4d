import { useRef } from 'react';

/** The same array as before while it holds the same texts, so that what depends on it is not made again. */
export function useStableList(list: readonly string[]): readonly string[] {
  const held = useRef(list);
  const same =
    held.current.length === list.length && list.every((text, index) => held.current[index] === text);
  if (!same) {
    held.current = list;
  }
  return held.current;
}
