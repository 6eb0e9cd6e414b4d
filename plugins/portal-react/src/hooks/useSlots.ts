import { useLayoutEffect, useRef } from 'react';
import { nextSlots, noSlots } from '../table/slots';

/** In which element each of the drawn rows is: `nextSlots` of what was drawn last. */
export function useSlots(keys: readonly string[], current: string | undefined): ReadonlyMap<string, number> {
  const last = useRef(noSlots);
  const slots = nextSlots(keys, current, last.current);
  useLayoutEffect(() => {
    last.current = slots;
  });
  return slots.of;
}
