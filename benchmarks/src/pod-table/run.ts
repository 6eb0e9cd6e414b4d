import type { Page } from '@playwright/test';
import { z } from 'zod';
import { openBrowser, signedIn, untilShown } from '../browser';
import { scrolledSchema, scrollThrough, watchLongTasks } from '../longTasks';
import { claim, line, sleep } from '../measure';
import { setting } from '../setting';
import { plainRows } from './page';

// The table of a cluster with 50,000 pods, one to a workload: scrolled from its top to its end while nothing changes and
// while 50 pods change each second; then eight hours of that, time-compressed, and what the tab's heap is left with.
// Beside it: a page that lists the same rows as they are.
//   npm run bench -- pod-table [hours]
const hours = Number(process.argv[2] ?? 8);
const pods = 50_000;
/** So much of the eight hours happens at once, in seconds. */
const step = 20;
const grid = '[role=grid]';
const cluster = 'fleet-01';

async function act(path: string, body?: object): Promise<void> {
  const { sandbox } = setting();
  // Between two of these the sandbox may have closed what it kept open.
  const headers = { 'content-type': 'application/json', connection: 'close' };
  const answer = await fetch(`${sandbox}/scenario/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body ?? {}),
  });
  if (!answer.ok) {
    throw new RangeError(`${path}: ${await answer.text()}`);
  }
}

/** The table with all its rows; the portal may have to read them first. */
async function openTable(page: Page, portal: string): Promise<void> {
  const began = performance.now();
  await page.goto(`${portal}/clusters/${cluster}?tab=workloads`);
  await untilShown(page, `${grid}[aria-rowcount="${pods + 1}"]`, 240);
  console.log(`portal: ${pods} rows ${(performance.now() - began).toFixed(0)} ms after the address`);
  await sleep(3000);
}

async function scroll(page: Page, title: string): Promise<void> {
  const { frames, tasks } = scrolledSchema.parse(await page.evaluate(scrollThrough(grid, 3)));
  console.log(line(`portal: long tasks, ${title}`, tasks));
  claim(`${title}: ${frames} frames with no task over 50 ms`, frames > 100 && tasks.length === 0);
}

/** The tab's heap in bytes when everything is collected that nobody holds. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MB`;

/**
 * What would have happened in the hours, as fast as it comes through: each step has to be painted before the next. Says on
 * the way what the heap is: where it grows with time, a shorter run tells it too.
 */
async function pass(page: Page): Promise<void> {
  const all = hours * 3600;
  let told = 0;
  for (let seconds = 0; seconds < all; seconds += step) {
    await act('advance', { seconds: step });
    await page.evaluate('new Promise(done => requestAnimationFrame(() => setTimeout(done)))');
    if (seconds >= told) {
      console.log(`portal: heap ${megabytes(await heapOf(page))} after ${(seconds / 3600).toFixed(1)} h`);
      told += all / 8;
    }
  }
  await sleep(5000);
}

const plainSchema = z.object({ milliseconds: z.number(), megabytes: z.number(), rows: z.number() });

async function showPlain(page: Page): Promise<void> {
  const { portal, token } = setting();
  await page.goto(`${portal}/.backstage/health/v1/liveness`);
  await page.evaluate(watchLongTasks);
  const plain = plainSchema.parse(await page.evaluate(plainRows(token, cluster)));
  const { tasks } = scrolledSchema.parse(await page.evaluate(scrollThrough('main', 3)));
  const { rows, milliseconds } = plain;
  const size = plain.megabytes.toFixed(1);
  console.log(`plain list: ${rows} rows of ${size} MB in ${milliseconds.toFixed(0)} ms`);
  console.log(line('plain list: long tasks', tasks));
  console.log(`plain list: heap ${megabytes(await heapOf(page))}`);
}

async function main() {
  const { portal } = setting();
  await act('pause');
  const browser = await openBrowser();
  const page = await signedIn(browser, portal, watchLongTasks);
  await openTable(page, portal);
  await scroll(page, 'scrolled while nothing changes');
  console.log(`portal: heap ${megabytes(await heapOf(page))} with the table open`);
  await act('resume');
  await scroll(page, 'scrolled while 50 pods change each second');
  await act('pause');
  await pass(page);
  const left = await heapOf(page);
  claim(`heap ${megabytes(left)} after ${hours} h of 50 events/s (at most 80)`, left <= 80 * 1024 * 1024);
  await page.context().close();
  await showPlain(await browser.newPage({ viewport: { width: 1280, height: 800 } }));
  await browser.close();
}

void main();
