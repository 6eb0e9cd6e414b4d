import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { z } from 'zod';
import { sleep } from './measure';

const settingSchema = z.object({
  GREENROOM_URL: z.url(),
  GREENROOM_SANDBOX: z.url(),
  GREENROOM_TOKEN: z.string().min(1),
  GREENROOM_PORTAL_PID_FILE: z.string().min(1),
});

/** Where the portal and its outside world run, as scripts/bench.mjs started them. */
export function setting() {
  const env = settingSchema.parse(process.env);
  return {
    portal: env.GREENROOM_URL,
    sandbox: env.GREENROOM_SANDBOX,
    token: env.GREENROOM_TOKEN,
    pid: portalPid(env.GREENROOM_PORTAL_PID_FILE),
    pidFile: env.GREENROOM_PORTAL_PID_FILE,
  };
}

/** Of the portal that runs now. */
export function portalPid(file: string): number {
  return Number(fs.readFileSync(file, 'utf8'));
}

/** Resident memory and CPU time of a process. */
export function processUse(pid: number): { megabytes: number; cpuSeconds: number } {
  const answer = execFileSync('ps', ['-o', 'rss=,cputimes=', '-p', String(pid)], { encoding: 'utf8' });
  const [rss = NaN, cpu = NaN] = answer.trim().split(/\s+/).map(Number);
  return { megabytes: rss / 1024, cpuSeconds: cpu };
}

/**
 * Its resident memory when what a start does afterwards (indexing, processing the catalog) is over: five seconds
 * without growth, asked for at most two minutes.
 */
export async function settledMegabytes(pid: number): Promise<number> {
  let most = processUse(pid).megabytes;
  for (let seconds = 0, calm = 0; seconds < 120 && calm < 5; seconds += 1) {
    await sleep(1000);
    const { megabytes } = processUse(pid);
    calm = megabytes > most + 1 ? 0 : calm + 1;
    most = Math.max(most, megabytes);
  }
  return processUse(pid).megabytes;
}

/** CPU time of a process, as exactly as this machine tells it. */
export function cpuSeconds(pid: number): number {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After the name, which may have spaces in it: the 12th and 13th, in hundredths of a second (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return processUse(pid).cpuSeconds;
  }
}

const requestsSchema = z.object({
  requests: z.array(
    z.object({
      cluster: z.string(),
      user: z.string(),
      verb: z.string(),
      group: z.string().optional(),
      resource: z.string(),
      watch: z.boolean().optional(),
      count: z.number(),
      open: z.number().optional(),
    }),
  ),
});
export type RequestCount = z.infer<typeof requestsSchema>['requests'][number];

/** What the sandbox's clusters have been asked so far. */
export async function requestCounts(sandbox: string): Promise<RequestCount[]> {
  const answer = await fetch(`${sandbox}/requests`);
  return requestsSchema.parse(await answer.json()).requests;
}
