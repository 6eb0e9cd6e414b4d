import { type FocusEvent, type PointerEvent, useCallback, useMemo, useState } from 'react';

/**
 * Whether somebody's mouse or keyboard is in an element: spread `handlers` on it. After `letGo` it is not until they have
 * left and come back: what changes then is what they did themselves, and the focus that a closed dialogue gives back is
 * no one's aim.
 */
export function useHeld() {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const [gone, setGone] = useState(false);
  const handlers = useMemo(
    () => ({
      onPointerEnter: (event: PointerEvent) => setPointed(event.pointerType !== 'touch'),
      onPointerLeave: () => {
        setPointed(false);
        setGone(false);
      },
      onFocus: () => setFocused(true),
      onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
        const within = relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
        setFocused(within);
        if (!within) {
          setGone(false);
        }
      },
    }),
    [],
  );
  const letGo = useCallback(() => setGone(true), []);
  return { held: (pointed || focused) && !gone, handlers, letGo };
}
