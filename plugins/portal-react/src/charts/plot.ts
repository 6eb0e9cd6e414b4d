import UPlot from 'uplot';
import type { ChartMark } from './describe';
import { type Columns, lonely, type TimeWindow } from './line';
import { type ChartLook, dashes, strokeWidth } from './look';
import { drawMarks, drawThreshold } from './overlay';
import { type Measure, stepsOf, valueRange } from './scale';

export interface Plotted {
  columns: Columns;
  marks: readonly ChartMark[];
  threshold?: number;
  measure: Measure;
  words: (value: number) => string;
}

export interface PlotOptions {
  /** What there is to draw now: it is asked for at each drawing. */
  plotted: () => Plotted;
  window: () => TimeWindow;
  look: () => ChartLook;
  size: { width: number; height: number };
  /** Somebody points at this moment, or at none. */
  onPoint: (at: number | undefined) => void;
  /** Somebody has dragged over this span. */
  onSelect: (window: TimeWindow) => void;
}

const AXIS_PX = 50;
/** Less than this is a click that slipped. */
const LEAST_DRAG_PX = 6;

export type MakePlot = typeof makePlot;

/** A plot in an element; it draws when it is told that something is another one. */
export function makePlot(element: HTMLElement, options: PlotOptions): UPlot {
  const { plotted, look, size } = options;
  const { columns } = plotted();
  return new UPlot(
    {
      ...size,
      padding: [6, 2, 4, 0],
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: true, y: false, setScale: false },
        bind: { dblclick: () => null },
        points: {
          size: 7,
          width: 2,
          stroke: (_, index) => colour(look(), index),
          fill: () => look().surface,
        },
      },
      scales: scalesOf(options),
      axes: [{ show: false }, valueAxis(options)],
      series: [{}, ...columns.slice(1).map((_, index) => lineOptions(index + 1, options))],
      hooks: hooksOf(options),
    },
    columns,
    element,
  );
}

const colour = ({ lines }: ChartLook, series: number) => lines[(series - 1) % lines.length] ?? '';

function lineOptions(index: number, { look }: PlotOptions): UPlot.Series {
  return {
    stroke: () => colour(look(), index),
    dash: [...(dashes[(index - 1) % dashes.length] ?? [])],
    points: {
      show: true,
      size: 4,
      fill: () => colour(look(), index),
      filter: plot => lonely(plot.data[index] ?? []),
    },
  };
}

function scalesOf({ window, plotted }: PlotOptions): UPlot.Scales {
  return {
    x: {
      time: true,
      range: () => {
        const { from, to } = window();
        return [from, to];
      },
    },
    y: { range: (_, __, highest) => valueRange(highest, plotted().threshold) },
  };
}

function valueAxis({ plotted, look }: PlotOptions): UPlot.Axis {
  return {
    size: AXIS_PX,
    gap: 4,
    space: 26,
    font: look().font,
    stroke: () => look().text,
    grid: { stroke: () => look().grid, width: 1 },
    ticks: { show: false },
    incrs: () => stepsOf(plotted().measure),
    values: (_, splits) => eachOnce(splits.map(value => plotted().words(value))),
  };
}

/** As wide as the lines may be for what is in sight; round joins of a crowded line take longer than the line. */
function setStrokes({ ctx, series, bbox }: UPlot): void {
  ctx.lineJoin = 'bevel';
  for (const line of series.slice(1)) {
    const [first, last] = line.idxs ?? [0, 0];
    line.width = strokeWidth(last - first, bbox.width / devicePixelRatio);
  }
}

/** Where steps are finer than the words, the same is not said twice. */
function eachOnce(words: readonly string[]): string[] {
  return words.map((word, index) => (words.indexOf(word) === index ? word : ''));
}

function hooksOf({ plotted, look, onPoint, onSelect }: PlotOptions): UPlot.Hooks.Arrays {
  return {
    drawAxes: [
      plot => setStrokes(plot),
      plot => drawMarks(plot, plotted().marks, look()),
      plot => drawThreshold(plot, plotted().threshold, look()),
    ],
    setCursor: [
      plot => {
        const { idx, left = -1 } = plot.cursor;
        onPoint(left < 0 || idx === null || idx === undefined ? undefined : plot.data[0][idx]);
      },
    ],
    setSelect: [
      plot => {
        const { left, width } = plot.select;
        if (width >= LEAST_DRAG_PX) {
          onSelect({ from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') });
        }
        plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      },
    ],
  };
}
