import type { Browser } from '@playwright/test';
import { z } from 'zod';
import { openBrowser } from '../browser';
import { watchLongTasks } from '../longTasks';
import { claim, line } from '../measure';
import { bundle } from './pages';

// Twelve charts of two lines with 1,440 points each: how long until they are on the screen, and whether any task takes
// over 50 ms while somebody moves along the time axis for 120 frames. Beside it: the same points drawn by Recharts.
//   npm run bench -- database-page [times]
const times = Number(process.argv[2] ?? 5);

const measuredSchema = z.object({
  milliseconds: z.number(),
  drawn: z.literal(12),
  pan: z.object({ tasks: z.array(z.number()), milliseconds: z.number(), frames: z.number() }),
});
type Measured = z.infer<typeof measuredSchema>;

async function measure(browser: Browser, which: 'ours' | 'recharts'): Promise<Measured[]> {
  const { script, style } = await bundle(which);
  const found: Measured[] = [];
  for (let time = 0; time < times; time += 1) {
    // A new page each time: nothing is warm but what a page itself warms.
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.setContent('<!doctype html><html lang="en"><body></body></html>');
    await page.addStyleTag({ content: style || 'body { margin: 0 }' });
    await page.evaluate(watchLongTasks);
    await page.addScriptTag({ content: script });
    found.push(measuredSchema.parse(await page.evaluate('window.measure()')));
    await page.close();
  }
  return found;
}

function tell(name: string, measured: readonly Measured[]): { drawn: number; tasks: number[] } {
  const drawn = measured.map(({ milliseconds }) => milliseconds);
  const tasks = measured.flatMap(({ pan }) => pan.tasks);
  const frames = measured.map(({ pan }) => pan.milliseconds / pan.frames);
  console.log(line(`${name}: 12 charts on the screen`, drawn));
  console.log(line(`${name}: a frame of moving along`, frames));
  console.log(line(`${name}: tasks over 50 ms meanwhile`, tasks));
  return { drawn: [...drawn].sort((a, b) => a - b)[Math.floor(drawn.length / 2)] ?? NaN, tasks };
}

async function main() {
  const browser = await openBrowser();
  const own = tell('portal', await measure(browser, 'ours'));
  tell('recharts 3.10.1', await measure(browser, 'recharts'));
  await browser.close();
  claim(
    `12 charts × 1,440 points in ${own.drawn.toFixed(0)} ms at the median (at most 100)`,
    own.drawn <= 100,
  );
  claim(`moving along with ${own.tasks.length} tasks over 50 ms (none)`, own.tasks.length === 0);
}

void main();
