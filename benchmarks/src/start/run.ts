import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { claim, quantile, sleep } from '../measure';

// Second start to a usable page, beside a bare Backstage backend on the same machine: alternating runs, medians.
const root = process.env.GREENROOM_ROOT ?? process.cwd();
const rounds = Number(process.argv[2] ?? 3);

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1000) })).ok;
  } catch {
    return false;
  }
}

async function timed(start: () => ChildProcess, urls: string[]): Promise<number> {
  const began = performance.now();
  const child = start();
  while (!(await Promise.all(urls.map(answers))).every(Boolean)) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new RangeError(`it ended with ${child.exitCode ?? child.signalCode} instead of starting`);
    }
    await sleep(50);
  }
  const took = performance.now() - began;
  const ended = new Promise(resolve => {
    child.once('exit', resolve);
  });
  child.kill('SIGTERM');
  await ended;
  return took;
}

const greenroom = () =>
  spawn(process.execPath, [path.join(root, 'scripts/greenroom.cjs'), 'start'], {
    cwd: root,
    stdio: 'ignore',
  });

const bare = () =>
  spawn(
    process.execPath,
    [
      '--require',
      path.join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
      path.join(root, 'benchmarks/src/start/bareBackend.ts'),
      '--config',
      path.join(root, 'benchmarks/src/start/bare.yaml'),
    ],
    { cwd: root, stdio: 'ignore', env: { ...process.env, NODE_ENV: 'production' } },
  );

async function main() {
  fs.mkdirSync(path.join(root, '.greenroom/bare'), { recursive: true });
  const ready = (port: number) => `http://localhost:${port}/.backstage/health/v1/readiness`;
  const runs = { greenroom: [] as number[], bare: [] as number[] };
  // The first of each fills databases and caches: it is what "second start" leaves out.
  await timed(bare, [ready(7107)]);
  await timed(greenroom, [ready(7007), 'http://localhost:7007/']);
  for (let round = 0; round < rounds; round += 1) {
    runs.bare.push(await timed(bare, [ready(7107)]));
    runs.greenroom.push(await timed(greenroom, [ready(7007), 'http://localhost:7007/']));
    console.log(
      `round ${round + 1}: bare ${runs.bare.at(-1)?.toFixed(0)} ms, npm start ${runs.greenroom.at(-1)?.toFixed(0)} ms`,
    );
  }
  const ratio = quantile(runs.greenroom, 0.5) / quantile(runs.bare, 0.5);
  claim(`second npm start takes ${ratio.toFixed(2)} × a bare backend's start (at most 1.5)`, ratio <= 1.5);
}

void main();
