import { type TimeWindow, useTicking } from '@greenroom/plugin-portal-react';
import { useCallback, useMemo, useRef } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import { z } from 'zod';
import { type Range, readRange, windowOf, writeRange } from '../charts/range';

export interface RangeView {
  range: Range;
  /** What is to be seen: it goes on while it reaches until now. */
  window: TimeWindow;
  isLive: boolean;
  /** Why the address is not followed. */
  problem?: string;
  setRange: (range: Range) => void;
  /** Back to what was seen before somebody zoomed. */
  back?: () => void;
}

const minute = (now: Date) => Math.floor(now.getTime() / 60_000) * 60;
const zoomedSchema = z.object({ zoomed: z.literal(true) });

/** Which time the charts show, kept in the address. A zoom is a step that the browser goes back. */
export function useRange(): RangeView {
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const { state } = useLocation();
  const now = useTicking(minute) + 60;
  const { range: read, problem } = useMemo(() => readRange(params, now), [params, now]);
  const range = useSame(read);
  const window = useMemo(() => windowOf(range, now), [range, now]);
  const setRange = useCallback(
    (next: Range) =>
      setParams(before => writeRange(next, before), {
        replace: 'length' in next,
        state: 'length' in next ? undefined : { zoomed: true },
      }),
    [setParams],
  );
  const isZoomed = zoomedSchema.safeParse(state).success;
  const back = useMemo(() => (isZoomed ? () => navigate(-1) : undefined), [isZoomed, navigate]);
  return { range, window, isLive: window.to >= now - 60, problem, setRange, back };
}

/** The same object as before while it says the same: what is asked for hangs on it. */
function useSame(range: Range): Range {
  const held = useRef(range);
  if (JSON.stringify(held.current) !== JSON.stringify(range)) {
    held.current = range;
  }
  return held.current;
}
