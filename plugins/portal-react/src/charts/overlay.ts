import type uPlot from 'uplot';
import type { ChartMark } from './describe';
import type { ChartLook } from './look';

/** Half the width of the band behind a mark. */
const BAND_PX = 3;

/** A dashed line with a band behind it for each event that is in sight. */
export function drawMarks(plot: uPlot, marks: readonly ChartMark[], look: ChartLook): void {
  const { ctx, bbox } = plot;
  ctx.save();
  clip(plot);
  for (const { at, kind } of marks) {
    const x = Math.round(plot.valToPos(at, 'x', true));
    const band = BAND_PX * devicePixelRatio;
    ctx.fillStyle = look.marks[kind];
    ctx.globalAlpha = 0.16;
    ctx.fillRect(x - band, bbox.top, 2 * band, bbox.height);
    ctx.globalAlpha = 1;
    dashed(plot, {
      look: look.marks[kind],
      dash: [2, 3],
      from: [x, bbox.top],
      to: [x, bbox.top + bbox.height],
    });
  }
  ctx.restore();
}

/** Where the verdict changes. */
export function drawThreshold(plot: uPlot, threshold: number | undefined, look: ChartLook): void {
  const { ctx, bbox } = plot;
  if (threshold === undefined || threshold > (plot.scales.y?.max ?? 0)) {
    return;
  }
  const y = Math.round(plot.valToPos(threshold, 'y', true));
  ctx.save();
  dashed(plot, { look: look.threshold, dash: [5, 4], from: [bbox.left, y], to: [bbox.left + bbox.width, y] });
  ctx.restore();
}

function clip({ ctx, bbox }: uPlot): void {
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
}

function dashed(
  { ctx }: uPlot,
  line: { look: string; dash: number[]; from: [number, number]; to: [number, number] },
): void {
  ctx.beginPath();
  ctx.lineWidth = devicePixelRatio;
  ctx.strokeStyle = line.look;
  ctx.setLineDash(line.dash.map(length => length * devicePixelRatio));
  ctx.moveTo(...line.from);
  ctx.lineTo(...line.to);
  ctx.stroke();
}
