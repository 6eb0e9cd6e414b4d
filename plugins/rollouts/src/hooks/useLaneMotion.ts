import { type RefObject, useLayoutEffect, useRef } from 'react';

/** The longest that anything moves. */
const MOTION_MS = 200;

/**
 * Lets what carries a `data-revision` glide to its new place when `arrangement` changes: the cluster moved it, so
 * the page shows where from. Nothing moves on the first look, when the window is resized, or under reduced motion.
 */
export function useLaneMotion(arrangement: string): RefObject<HTMLDivElement> {
  const stage = useRef<HTMLDivElement>(null);
  const last = useRef<{ arrangement: string; places: Map<string, Place> }>();
  useLayoutEffect(() => {
    const lanes = [...(stage.current?.querySelectorAll<HTMLElement>('[data-revision]') ?? [])];
    const places = new Map(lanes.map(lane => [lane.dataset.revision ?? '', placeOf(lane)]));
    if (last.current && last.current.arrangement !== arrangement && mayMove()) {
      glide(lanes, last.current.places);
    }
    last.current = { arrangement, places };
  });
  return stage;
}

interface Place {
  left: number;
  top: number;
}

/** Within the page and not within the window, so that scrolling is no movement. */
function placeOf(element: HTMLElement): Place {
  const { left, top } = element.getBoundingClientRect();
  return { left: left + window.scrollX, top: top + window.scrollY };
}

function glide(lanes: readonly HTMLElement[], from: ReadonlyMap<string, Place>) {
  for (const lane of lanes) {
    const before = from.get(lane.dataset.revision ?? '');
    const now = placeOf(lane);
    if (before && (before.left !== now.left || before.top !== now.top)) {
      const start = `translate(${before.left - now.left}px, ${before.top - now.top}px)`;
      lane.animate([{ transform: start }, { transform: 'none' }], {
        duration: MOTION_MS,
        easing: 'ease-out',
      });
    }
  }
}

function mayMove(): boolean {
  return !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
