import type { Locator, Page } from '@playwright/test';
import { z } from 'zod';
import { openBrowser, signedIn, untilShown } from '../browser';
import { claim, line, quantile, sleep } from '../measure';
import { opened } from '../opening';
import { pageProcessor } from '../pageProcessor';
import { setting } from '../setting';
import { hasCharts, hasTable, hasTopology, plainView } from './page';
import { StockBackend } from './StockBackend';

// 200 Aurora databases of two instances each: from the click on Databases to the frame with the table's rows, and from the
// click on one of them to the frame with its topology and its charts, where the portal has seen them before. Beside it a
// page that lists what a thin backend asks AWS for at each view.
//   npm run bench -- database-fleet [times]
const times = Number(process.argv[2] ?? 10);
const databases = 200;
const grid = '[role=grid]';

const endpointsSchema = z.object({
  aws: z.object({
    url: z.string(),
    accounts: z.array(
      z.object({
        keys: z.object({ greenroom: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }) }),
      }),
    ),
  }),
});
const plainSchema = z.object({ milliseconds: z.number(), kilobytes: z.number(), rows: z.number() });

const place = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name });

/** Milliseconds: until each thing was painted, and of the processor of the page's main thread until the last was. */
interface Opening {
  shown: number[];
  processor: number;
}

async function timed(page: Page, way: Locator, shown: readonly string[]): Promise<Opening> {
  const processor = await pageProcessor(page);
  const before = await processor();
  const took = await opened(page, way, shown);
  return { shown: took, processor: (await processor()) - before };
}

/** Says how long one of the things took, and what the page worked for all of them. */
function tell(title: string, found: readonly Opening[], which: number): number[] {
  const took = found.flatMap(({ shown }) => shown[which] ?? []);
  console.log(line(title, took));
  if (which === (found[0]?.shown.length ?? 0) - 1) {
    console.log(
      line(
        "   the page's processor time",
        found.map(({ processor }) => processor),
      ),
    );
  }
  return took;
}

/** For so long a page keeps what it does not follow anymore, and somewhat longer. */
const FORGOTTEN_MS = 5_500;

/** From a page that follows no database, as if nobody had looked at them in this tab. */
async function openTable(page: Page): Promise<Opening> {
  await place(page, 'Create').click();
  await page.getByRole('heading', { level: 1, name: 'Create' }).waitFor();
  await sleep(FORGOTTEN_MS);
  return timed(page, place(page, 'Databases'), [hasTable(databases)]);
}

async function openOne(page: Page, name: string): Promise<Opening> {
  await place(page, 'Databases').click();
  const way = page.locator(grid).getByRole('link', { name, exact: true });
  await way.waitFor();
  await sleep(1_000);
  return timed(page, way, [hasTopology, hasCharts]);
}

/** What charts are asked for is another minute's then, and the portal has not seen it. */
async function roomInTheMinute(): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 15_000) {
    await sleep(left + 500);
  }
}

/** Each database is opened by somebody else before, for whom AWS is asked. */
async function measurePages(page: Page, before: Page): Promise<void> {
  const names = await page.locator(`${grid} [role=rowheader] a`).allInnerTexts();
  // What draws charts is loaded once.
  await openOne(page, names[0] ?? '');
  await openOne(before, names[0] ?? '');
  const asked: number[] = [];
  const found: Opening[] = [];
  for (const name of names.slice(1, times + 1)) {
    await roomInTheMinute();
    asked.push(...(await openOne(before, name)).shown.slice(1));
    found.push(await openOne(page, name));
  }
  tell('portal: click to topology', found, 0);
  const charts = tell('portal: click to charts', found, 1);
  console.log(line('portal: to charts, AWS asked', asked));
  claim('a database and its charts open in ≤ 300 ms (p95)', quantile(charts, 0.95) <= 300);
}

async function measureTable(page: Page): Promise<void> {
  const found: Opening[] = [];
  for (let n = 0; n < times; n += 1) {
    found.push(await openTable(page));
  }
  const tables = tell('portal: click to the table', found, 0);
  claim(`${databases} databases: the table opens in ≤ 200 ms (p95)`, quantile(tables, 0.95) <= 200);
}

/** How long it takes whoever comes first: nobody has looked at any of them, and all of it is asked of AWS. */
async function measureAddress(page: Page, portal: string): Promise<void> {
  const began = performance.now();
  await page.goto(`${portal}/databases`);
  await untilShown(page, `${grid}[aria-rowcount="${databases + 1}"] [data-key]`, 120);
  console.log(
    `portal: ${databases} databases ${(performance.now() - began).toFixed(0)} ms after the address, for the first`,
  );
  await untilShown(page, `${grid} [data-key] >> text=healthy`, 120);
  await sleep(5_000);
}

async function measurePeer(page: Page, sandbox: string): Promise<void> {
  const { aws } = endpointsSchema.parse(await (await fetch(`${sandbox}/endpoints`)).json());
  const credentials = aws.accounts[0]?.keys.greenroom ?? { accessKeyId: '', secretAccessKey: '' };
  const peer = new StockBackend({ endpoint: aws.url, credentials });
  await page.goto(await peer.start());
  const measure = async (path: string) => {
    const found: number[] = [];
    for (let n = 0; n < times; n += 1) {
      const { milliseconds } = plainSchema.parse(await page.evaluate(plainView(path)));
      found.push(milliseconds);
    }
    return found;
  };
  console.log(StockBackend.title);
  console.log(line('peer: the table', await measure('/databases')));
  console.log(line('peer: one database, no charts', await measure('/databases/aurora-001')));
  peer.stop();
}

async function main() {
  const { portal, sandbox } = setting();
  const browser = await openBrowser();
  const page = await signedIn(browser, portal);
  await measureAddress(page, portal);
  const before = await signedIn(browser, portal);
  await measureTable(page);
  await measurePages(page, before);
  await Promise.all([page, before].map(one => one.context().close()));
  await measurePeer(await browser.newPage({ viewport: { width: 1280, height: 800 } }), sandbox);
  await browser.close();
}

void main();
