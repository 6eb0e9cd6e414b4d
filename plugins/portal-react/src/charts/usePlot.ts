import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type uPlot from 'uplot';
import { type ChartLink, useChartLink } from './ChartGroup';
import { observeWidth } from './observeWidth';
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
  const { looks } = link;

  useLayoutEffect(() => {
    const host = element.current;
    if (!host || !plotting) {
      return undefined;
    }
    let stop = () => {};
    const forget = observeWidth(host, width => {
      if (width === 0 || width === plot.current?.width) {
        return;
      }
      if (plot.current) {
        plot.current.setSize({ width, height });
        return;
      }
      const drawing = draw(plotting, { host, size: { width, height }, now: () => now.current });
      plot.current = drawing.plot;
      drawn.current = now.current.plotted;
      stop = drawing.stop;
    });
    return () => {
      forget();
      stop();
      plot.current = undefined;
    };
  }, [element, plotting, lines, height, looks]);

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
  { host, size, now }: { host: HTMLElement; size: { width: number; height: number }; now: () => Now },
): { plot: uPlot; stop: () => void } {
  const { axis, looks } = now().link;
  const plot = makePlot(host, {
    plotted: () => now().plotted,
    window: () => axis.window,
    look: () => looks.of(host),
    size,
    onPoint: at => axis.point(at),
    onSelect: window => now().link.onWindow(window),
  });
  const stops = [
    axis.subscribe(() => follow(plot, axis)),
    followPanning(plot, axis, window => now().link.onWindow(window)),
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
