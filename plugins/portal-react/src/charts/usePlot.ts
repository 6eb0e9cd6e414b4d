import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type uPlot from 'uplot';
import { useStale } from '../components/topic/StaleContext';
import { type ChartLink, useChartLink } from './ChartGroup';
import { lookOf, watchTheme } from './look';
import { followPanning } from './panning';
import type { MakePlot, Plotted } from './plot';

/** Draws into an element, and again when what is drawn, the span, the element's size or the look is another one. */
export function usePlot(
  element: RefObject<HTMLElement>,
  plotted: Plotted,
  height: number,
): { isDrawn: boolean } {
  const link = useChartLink();
  const now = useRef({ plotted, link });
  now.current = { plotted, link };
  const plot = useRef<uPlot>();
  const drawn = useRef<Plotted>();
  const plotting = usePlotting();
  const lines = plotted.columns.length;
  const isOld = useStale();

  useLayoutEffect(() => {
    const host = element.current;
    if (!host || !plotting) {
      return undefined;
    }
    const drawing = draw(plotting, { host, height, now: () => now.current });
    plot.current = drawing.plot;
    drawn.current = now.current.plotted;
    return drawing.stop;
  }, [element, plotting, lines, height, isOld]);

  useEffect(() => {
    if (plot.current && drawn.current !== plotted) {
      drawn.current = plotted;
      plot.current.setData(plotted.columns);
    }
  }, [plotted]);
  return { isDrawn: plotting !== undefined };
}

let loaded: MakePlot | undefined;

/** What draws is loaded when there is something to draw on: it asks the window for its size as soon as it is there. */
function usePlotting(): MakePlot | undefined {
  const [plotting, setPlotting] = useState(() => loaded);
  useEffect(() => {
    let isGone = false;
    if (!loaded && document.createElement('canvas').getContext('2d')) {
      void import('./plot').then(({ makePlot }) => {
        loaded = makePlot;
        if (!isGone) {
          setPlotting(() => makePlot);
        }
      });
    }
    return () => {
      isGone = true;
    };
  }, []);
  return plotting;
}

interface Now {
  plotted: Plotted;
  link: ChartLink;
}

function draw(
  makePlot: MakePlot,
  { host, height, now }: { host: HTMLElement; height: number; now: () => Now },
): { plot: uPlot; stop: () => void } {
  const { axis } = now().link;
  let look = lookOf(host);
  const plot = makePlot(host, {
    plotted: () => now().plotted,
    window: () => axis.window,
    look: () => look,
    size: { width: host.clientWidth, height },
    onPoint: at => axis.point(at),
    onSelect: window => now().link.onWindow(window),
  });
  const stops = [
    axis.subscribe(() => follow(plot, axis)),
    watchTheme(() => {
      look = lookOf(host);
      plot.redraw(false);
    }),
    watchWidth(host, width => plot.setSize({ width, height })),
    followPanning(plot.over, axis, window => now().link.onWindow(window)),
    () => plot.destroy(),
  ];
  return { plot, stop: () => stops.forEach(stop => stop()) };
}

/** Goes where the others are. Of what is in its place already nothing is drawn. */
function follow(plot: uPlot, { window, cursor }: ChartLink['axis']): void {
  const { min, max } = plot.scales.x ?? {};
  if (min !== window.from || max !== window.to) {
    plot.setScale('x', { min: window.from, max: window.to });
  }
  const left = cursor === undefined ? -10 : plot.valToPos(cursor, 'x');
  if (Math.abs((plot.cursor.left ?? -10) - left) >= 0.5) {
    plot.setCursor({ left, top: 0 }, false);
  }
}

function watchWidth(host: HTMLElement, changed: (width: number) => void): () => void {
  let before = host.clientWidth;
  const observer = new ResizeObserver(() => {
    if (host.clientWidth !== before && host.clientWidth > 0) {
      before = host.clientWidth;
      changed(before);
    }
  });
  observer.observe(host);
  return () => observer.disconnect();
}
