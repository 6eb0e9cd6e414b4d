import type { Page } from '@playwright/test';
import { z } from 'zod';
import { openBrowser, signedIn } from '../browser';
import { scrolledSchema, scrollThrough, watchLongTasks } from '../longTasks';
import { claim, line, quantile, sleep } from '../measure';
import { opened } from '../opening';
import { setting } from '../setting';
import { plainList } from './page';

// The queue with 5,000 rollouts that wait, over 20 clusters: from the click on Home to the frame with its rows, and the
// tasks over 50 ms while it is scrolled from its top to its end; beside a plain page that fetches and lists the same.
const openings = Number(process.argv[2] ?? 5);
const waiting = 5_000;

const pageSchema = z.object({
  items: z.array(z.object({ request: z.object({ id: z.string() }).optional() })),
  nextCursor: z.string().optional(),
});
const plainSchema = z.object({ milliseconds: z.number(), megabytes: z.number(), rows: z.number() });

async function asked(portal: string, token: string): Promise<{ items: number; requests: number }> {
  const found = { items: 0, requests: 0 };
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: '1000', ...(cursor !== undefined && { cursor }) });
    const answer = await fetch(`${portal}/api/rollouts/queue?${query}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { items, nextCursor } = pageSchema.parse(await answer.json());
    found.items += items.length;
    found.requests += items.filter(({ request }) => request).length;
    cursor = nextCursor;
  } while (cursor !== undefined);
  return found;
}

/** The portal makes a request for everything that waits when it starts; meanwhile it has to answer. */
async function allAsked(portal: string, token: string) {
  const start = performance.now();
  const answers: number[] = [];
  let found = { items: 0, requests: 0 };
  while (found.requests < waiting && performance.now() - start < 240_000) {
    const before = performance.now();
    await (await fetch(`${portal}/.backstage/health/v1/liveness`)).text();
    answers.push(performance.now() - before);
    await sleep(200);
    if (answers.length % 10 === 0) {
      found = await asked(portal, token);
    }
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`${found.items} wait, ${found.requests} with a request, ${seconds} s after the portal's start`);
  console.log(line('an answer meanwhile', answers));
  claim(`${waiting} rollouts wait, each with a request`, found.requests === waiting);
}

async function open(page: Page): Promise<number[]> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Home' }).click();
  const way = page.getByRole('link', { name: /waits? for you$/ }).first();
  await way.waitFor();
  await sleep(500);
  return opened(page, way, [`document.querySelector('[role=grid] [data-key]')`]);
}

async function measureQueue(page: Page) {
  const times: number[] = [];
  for (let n = 0; n < openings; n += 1) {
    times.push(...(await open(page)));
  }
  const scrolled = scrolledSchema.parse(await page.evaluate(scrollThrough('[role=grid]')));
  console.log(line('portal: click to rows', times));
  console.log(line('portal: long tasks in the scroll', scrolled.tasks));
  console.log(`portal: ${scrolled.frames} frames from top to end`);
  claim('the queue opens in ≤ 300 ms (p95)', quantile(times, 0.95) <= 300);
  claim('and scrolls with no task over 50 ms', scrolled.frames > 100 && scrolled.tasks.length === 0);
}

async function measurePlain(page: Page, portal: string, token: string) {
  await page.goto(`${portal}/.backstage/health/v1/liveness`);
  await page.evaluate(watchLongTasks);
  const plain = plainSchema.parse(await page.evaluate(plainList(token)));
  const scrolled = scrolledSchema.parse(await page.evaluate(scrollThrough('main')));
  console.log(
    `plain list: ${plain.rows} rows of ${plain.megabytes.toFixed(1)} MB in ${plain.milliseconds.toFixed(0)} ms`,
  );
  console.log(line('plain list: long tasks', scrolled.tasks));
}

async function main() {
  const { portal, token } = setting();
  await allAsked(portal, token);
  const browser = await openBrowser();
  const page = await signedIn(browser, portal, watchLongTasks);
  const loaded = performance.now();
  await page.goto(portal);
  await page
    .getByRole('link', { name: /waits? for you$/ })
    .first()
    .waitFor();
  console.log(`portal: Home with its badge ${(performance.now() - loaded).toFixed(0)} ms after the address`);
  await sleep(3_000);
  const atStart = z.array(z.number()).parse(await page.evaluate('window.longTasks'));
  console.log(line('portal: long tasks while it loads', atStart));
  await measureQueue(page);
  await measurePlain(await browser.newPage({ viewport: { width: 1280, height: 800 } }), portal, token);
  await browser.close();
}

void main();
