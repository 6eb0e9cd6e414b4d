import type { Locator, Page } from '@playwright/test';
import { z } from 'zod';

/** `window.painted`, a promise: milliseconds from the next click to the end of the frame in which each of these is true. */
const findWhenPainted = (shown: readonly string[]) => `
  window.painted = new Promise(resolve => {
    document.addEventListener('click', ({ timeStamp }) => {
      const painted = isShown => new Promise(done => {
        // Looked at before each frame is painted: what is there then is on the screen when that frame is over.
        const look = () => isShown()
          ? setTimeout(() => done(performance.now() - timeStamp))
          : requestAnimationFrame(look);
        requestAnimationFrame(look);
      });
      resolve(Promise.all([${shown.map(isShown => `() => ${isShown}`).join(', ')}].map(painted)));
    }, { capture: true, once: true });
  });
  undefined`;

/**
 * Milliseconds from a click on a link until each thing that it leads to is painted.
 *
 * @param shown - expressions, evaluated in the page in each frame
 */
export async function opened(page: Page, way: Locator, shown: readonly string[]): Promise<number[]> {
  await page.evaluate(findWhenPainted(shown));
  await way.click();
  return z.array(z.number()).parse(await page.evaluate('window.painted'));
}
