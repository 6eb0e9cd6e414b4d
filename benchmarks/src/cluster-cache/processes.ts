import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { root, transform } from '../transform';
import type { Cost } from './Meter';

function start(file: string, args: readonly string[]): ChildProcess {
  return spawn(
    process.execPath,
    ['--expose-gc', '--require', transform, path.join(__dirname, file), ...args],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
}

/** The first line that a process prints, read as JSON. */
function firstLine(child: ChildProcess, what: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (child.stdout) {
      createInterface(child.stdout).once('line', line => resolve(JSON.parse(line)));
    }
    child.once('exit', code => reject(new RangeError(`${what} ended with ${code} and told nothing`)));
  });
}

const addressSchema = z.object({ url: z.url(), ca: z.string() });

/** An API server with so many pods, in a process of its own. */
export async function startPodServer(pods: number, streams: boolean) {
  const child = start('podServer.ts', [String(pods), streams ? 'yes' : 'no']);
  const { url, ca } = addressSchema.parse(await firstLine(child, 'the server'));
  return { args: [url, ca], stop: () => child.kill() };
}

const costSchema: z.ZodType<Cost> = z.object({
  pods: z.number(),
  syncedAfter: z.number(),
  work: z.number(),
  heapPerPod: z.number(),
  longestStall: z.number(),
  longestOwnStall: z.number(),
  peakRss: z.number(),
  steadyRss: z.number(),
  peakHeap: z.number(),
  peakOldHeap: z.number(),
  steadyHeap: z.number(),
});
const outcomeSchema = z.union([costSchema, z.object({ failed: z.string() })]);

/** Runs one of the measured programs to its end. */
export async function measured(file: string, args: readonly string[]): Promise<Cost | { failed: string }> {
  const child = start(file, args);
  const ended = new Promise(resolve => {
    child.once('exit', resolve);
  });
  try {
    return outcomeSchema.parse(await firstLine(child, file));
  } finally {
    await ended;
  }
}
