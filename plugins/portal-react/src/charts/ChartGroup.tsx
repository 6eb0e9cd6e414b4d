import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react';
import { useStale } from '../components/topic/StaleContext';
import type { TimeWindow } from './line';
import { Looks, watchTheme } from './look';
import { SharedAxis } from './SharedAxis';

/** What a chart is given by those around it. */
export interface ChartLink {
  /** Told of each movement. */
  axis: SharedAxis;
  /** Where it came to rest: texts and tables are made of this. */
  window: TimeWindow;
  /** Another object when the look is another one. */
  looks: Looks;
  /** Somebody has chosen another span, by dragging over a chart or by moving it. */
  onWindow: (window: TimeWindow) => void;
  /** Back to the span before; absent where there is none. */
  onBack?: () => void;
}

const noWindow: TimeWindow = { from: 0, to: 0 };
const LinkContext = createContext<ChartLink>({
  axis: new SharedAxis(noWindow),
  window: noWindow,
  looks: new Looks(),
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
  const looks = useLooks();
  const link = useMemo(
    () => ({ axis, looks, window: { from, to }, onWindow, onBack }),
    [axis, looks, from, to, onWindow, onBack],
  );
  return <LinkContext.Provider value={link}>{children}</LinkContext.Provider>;
}

/** Made anew when the page becomes light or dark, and when what is drawn becomes old. */
function useLooks(): Looks {
  const isOld = useStale();
  const [made, setMade] = useState(() => ({ looks: new Looks(), isOld }));
  useEffect(() => watchTheme(() => setMade(({ isOld: was }) => ({ looks: new Looks(), isOld: was }))), []);
  if (made.isOld !== isOld) {
    const next = { looks: new Looks(), isOld };
    setMade(next);
    return next.looks;
  }
  return made.looks;
}
