import type { Page } from '@playwright/test';
import { sleep } from './measure';

const POLL_MS = 10_000;
const now = () => performance.timeOrigin + performance.now();

/** A number that somebody changes and a page shows. */
export interface Painting {
  page: Page;
  /** Selector of what shows it; the first group of the pattern is the number. */
  where: string;
  pattern: string;
  events: number;
  /** The number of one event: another one than that of the event before. */
  valueOf(event: number): number;
  /** Changes it; resolves when the API server had answered. */
  change(value: number): Promise<unknown>;
  /** The number as somebody finds it who asks every ten seconds. */
  ask(): Promise<number | undefined>;
}

/** Milliseconds from asking for a change until the frame that shows it, and until who asks had it. */
export interface Painted {
  delays: number[];
  polled: number[];
  /** Changes that were not shown within five seconds. */
  missed: number;
}

/** One change after the other, far enough apart that what the last one set off has come and gone. */
export async function paintedDelays(painting: Painting): Promise<Painted> {
  const { page, where, pattern, events, valueOf, change } = painting;
  await watchFor(page, where, pattern);
  const found: Painted = { delays: [], polled: [], missed: 0 };
  for (let event = 0; event < events; event += 1) {
    const value = valueOf(event);
    await page.evaluate(`window.forget("${value}")`);
    const at = now();
    await change(value);
    const shown = await painted(page, String(value), at + 5000);
    if (shown === undefined) {
      found.missed += 1;
    } else {
      found.delays.push(shown - at);
    }
    await sleep(2_000);
  }
  found.polled = await polledDelays(painting);
  return found;
}

/**
 * The same for who asks every ten seconds, with fewer changes, each long enough for them. It comes after: what
 * such a question costs the machine is no part of what the page takes.
 */
async function polledDelays({ events, valueOf, change, ask }: Painting): Promise<number[]> {
  const poller = polling(ask);
  const delays: number[] = [];
  const last = events + Math.max(5, Math.ceil(events / 10));
  // The page has the value of the last event: this goes on from there.
  for (let event = events; event < last; event += 1) {
    const value = valueOf(event);
    const at = now();
    await change(value);
    await sleep(POLL_MS + 2_000 + Math.random() * 3_000);
    const seen = poller.seen.find(it => it.value === value && it.at >= at);
    if (seen) {
      delays.push(seen.at - at);
    }
  }
  poller.stop();
  return delays;
}

/** Remembers when each text was first painted in the page, by the clock of this machine. */
async function watchFor(page: Page, selector: string, pattern: string) {
  await page.evaluate(
    ([where, what]) => {
      const seen: Record<string, number> = {};
      const regex = new RegExp(what ?? '');
      let before = '';
      const look = () => {
        const text = regex.exec(document.querySelector(where ?? 'body')?.textContent ?? '')?.[1] ?? '';
        if (text !== before) {
          before = text;
          requestAnimationFrame(() => {
            seen[text] = performance.timeOrigin + performance.now();
          });
        }
      };
      new MutationObserver(look).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
      });
      Object.assign(window, {
        paintedAt: (text: string) => seen[text],
        forget: (text: string) => delete seen[text],
      });
      look();
    },
    [selector, pattern],
  );
}

async function painted(page: Page, text: string, deadline: number): Promise<number | undefined> {
  while (Date.now() < deadline) {
    const at = await page.evaluate(`window.paintedAt(${JSON.stringify(text)})`);
    if (typeof at === 'number') {
      return at;
    }
    await sleep(20);
  }
  return undefined;
}

/** Somebody who asks every ten seconds, and when they saw each number. */
function polling(ask: () => Promise<number | undefined>) {
  const seen: { value: number; at: number }[] = [];
  const look = async () => {
    const value = await ask();
    if (value !== undefined) {
      seen.push({ value, at: now() });
    }
  };
  const timer = setInterval(() => void look(), POLL_MS);
  return { seen, stop: () => clearInterval(timer) };
}
