import type uPlot from 'uplot';
import type { TimeWindow } from './line';
import type { SharedAxis } from './SharedAxis';

/** Nobody has turned the wheel for so long: it stays where it is. */
const SETTLED_MS = 350;

/**
 * Moves the span of all charts with the wheel's way sideways (or with Shift and the wheel), and by dragging with Shift held.
 * What is there is drawn at once; `settled` is told when it stays, so that what is not there can be fetched.
 */
export function followPanning(
  plot: Pick<uPlot, 'over' | 'bbox'>,
  axis: SharedAxis,
  settled: (window: TimeWindow) => void,
): () => void {
  const { over } = plot;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame: number | undefined;
  let wanted = axis.window;
  const move = (pixels: number) => {
    const from = frame === undefined ? axis.window : wanted;
    // What the plot knows of its width: asking the element would lay the whole page out at each turn of the wheel.
    const width = plot.bbox.width / devicePixelRatio;
    const seconds = (pixels / Math.max(1, width)) * (from.to - from.from);
    wanted = { from: from.from + seconds, to: from.to + seconds };
    frame ??= requestAnimationFrame(() => {
      frame = undefined;
      axis.show(wanted);
    });
    clearTimeout(timer);
    timer = setTimeout(() => settled(wanted), SETTLED_MS);
  };
  const onWheel = (event: WheelEvent) => {
    const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
    if (Math.abs(sideways) > (event.shiftKey ? 0 : Math.abs(event.deltaY))) {
      event.preventDefault();
      move(sideways);
    }
  };
  const onDown = (event: MouseEvent) => {
    if (!event.shiftKey || event.button !== 0) {
      return;
    }
    // uPlot would select.
    event.stopImmediatePropagation();
    event.preventDefault();
    const onMove = (moved: MouseEvent) => move(-moved.movementX);
    document.addEventListener('mousemove', onMove);
    document.addEventListener('mouseup', () => document.removeEventListener('mousemove', onMove), {
      once: true,
    });
  };
  over.addEventListener('wheel', onWheel, { passive: false });
  over.addEventListener('mousedown', onDown, { capture: true });
  return () => {
    clearTimeout(timer);
    if (frame !== undefined) {
      cancelAnimationFrame(frame);
    }
    over.removeEventListener('wheel', onWheel);
    over.removeEventListener('mousedown', onDown, { capture: true });
  };
}
