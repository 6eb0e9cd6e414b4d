import { useCallback, useSyncExternalStore } from 'react';
import { useChartLink } from './ChartGroup';
import type { TimeWindow } from './line';

/** The moment that somebody points at in any chart of the group. */
export function useCursor(): number | undefined {
  const { axis } = useChartLink();
  return useSyncExternalStore(
    useCallback(listener => axis.subscribe(listener), [axis]),
    () => axis.cursor,
  );
}

/** The span that is to be seen. */
export function useWindow(): TimeWindow {
  const { axis } = useChartLink();
  return useSyncExternalStore(
    useCallback(listener => axis.subscribe(listener), [axis]),
    () => axis.window,
  );
}
