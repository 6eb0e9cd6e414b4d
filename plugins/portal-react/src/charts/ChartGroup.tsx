import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from 'react';
import type { TimeWindow } from './line';
import { SharedAxis } from './SharedAxis';

/** What a chart is given by those around it. */
export interface ChartLink {
  /** Told of each movement. */
  axis: SharedAxis;
  /** Where it came to rest: texts and tables are made of this. */
  window: TimeWindow;
  /** Somebody has chosen another span, by dragging over a chart or by moving it. */
  onWindow: (window: TimeWindow) => void;
  /** Back to the span before; absent where there is none. */
  onBack?: () => void;
}

const noWindow: TimeWindow = { from: 0, to: 0 };
const LinkContext = createContext<ChartLink>({
  axis: new SharedAxis(noWindow),
  window: noWindow,
  onWindow: () => {},
});

export function useChartLink(): ChartLink {
  return useContext(LinkContext);
}

export interface ChartGroupProps {
  /** The span that is to be seen. */
  window: TimeWindow;
  onWindow: (window: TimeWindow) => void;
  onBack?: () => void;
  children: ReactNode;
}

/** Charts over one time axis, with one cursor. */
export function ChartGroup({ window, onWindow, onBack, children }: ChartGroupProps) {
  const [axis] = useState(() => new SharedAxis(window));
  const { from, to } = window;
  useLayoutEffect(() => axis.show({ from, to }), [axis, from, to]);
  const link = useMemo(
    () => ({ axis, window: { from, to }, onWindow, onBack }),
    [axis, from, to, onWindow, onBack],
  );
  return <LinkContext.Provider value={link}>{children}</LinkContext.Provider>;
}
