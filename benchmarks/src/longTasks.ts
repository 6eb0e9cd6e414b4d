import { z } from 'zod';

// What runs inside a page, as text: nothing of it may refer to what is outside.

/** `window.longTasks`: the milliseconds of every task over 50 ms so far. */
export const watchLongTasks = `
  window.longTasks = [];
  new PerformanceObserver(list => window.longTasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: 'longtask', buffered: true });`;

/** Scrolls what is around an element from its top to its end, so much of what is seen each frame. */
export const scrollThrough = (inside: string, share = 0.75) => `
  new Promise(resolve => {
    let scroller = document.querySelector(${JSON.stringify(inside)});
    while (scroller.scrollHeight <= scroller.clientHeight + 1 || getComputedStyle(scroller).overflowY === 'visible') {
      scroller = scroller.parentElement ?? document.scrollingElement;
      if (scroller === document.scrollingElement) break;
    }
    scroller.scrollTop = 0;
    window.longTasks.length = 0;
    let frames = 0;
    const step = () => {
      const before = scroller.scrollTop;
      scroller.scrollTop += scroller.clientHeight * ${share};
      frames += 1;
      if (scroller.scrollTop > before) requestAnimationFrame(step);
      else setTimeout(() => resolve({ frames, tasks: [...window.longTasks] }), 300);
    };
    requestAnimationFrame(step);
  })`;

/** What scrolling answers: milliseconds of each task over 50 ms. */
export const scrolledSchema = z.object({ frames: z.number(), tasks: z.array(z.number()) });
