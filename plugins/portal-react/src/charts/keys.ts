import { nearest, type TimeWindow } from './line';

/** What a key asks of a chart. */
export type KeyAct = { point: number | undefined } | { show: TimeWindow } | 'back' | undefined;

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 };

/**
 * Arrow keys go from point to point, Page keys ten of them, Home and End to the ends, Escape away; `+` shows half as much
 * around the cursor, `-` goes back.
 *
 * @param times - of the points that are shown, ascending
 */
export function keyAct(
  key: string,
  { times, cursor, window }: { times: readonly number[]; cursor: number | undefined; window: TimeWindow },
): KeyAct {
  const last = times.length - 1;
  const at = cursor === undefined ? last : nearest(times, cursor);
  const step = steps[key];
  if (step !== undefined) {
    const next = cursor === undefined ? last : Math.min(last, Math.max(0, at + step));
    return { point: times[next] };
  }
  switch (key) {
    case 'Home':
      return { point: times[0] };
    case 'End':
      return { point: times[last] };
    case 'Escape':
      return { point: undefined };
    case '+':
      return { show: halved(window, cursor ?? (window.from + window.to) / 2) };
    case '-':
      return 'back';
    default:
      return undefined;
  }
}

/** Half as long, with the moment in its place. */
function halved({ from, to }: TimeWindow, around: number): TimeWindow {
  const share = (around - from) / Math.max(1, to - from);
  const half = (to - from) / 2;
  return { from: around - share * half, to: around + (1 - share) * half };
}
