import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listenOnLoopback } from './loopback/listen';

/** The process as the start script starts it. */
function run(...args: string[]) {
  const transform = require.resolve('@backstage/cli/config/nodeTransform.cjs');
  const child = spawn(process.execPath, ['--require', transform, join(__dirname, 'main.ts'), ...args]);
  let output = '';
  const line = new Promise<string>(resolve => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const found = /^SANDBOX .*$/m.exec(output)?.[0];
      if (found) resolve(found);
    });
  });
  const ended = new Promise<number | null>(resolve => {
    child.on('exit', resolve);
  });
  return { child, line, ended };
}

// A process of its own loads everything anew; a busy machine takes its time for that.
jest.setTimeout(30_000);

const newState = () => mkdtempSync(join(tmpdir(), 'sandbox-main-'));

it('says that it is ready, and ends within two seconds of a signal', async () => {
  const state = newState();
  const world = join(state, 'world.json');
  writeFileSync(world, JSON.stringify({ clusters: 1, rolloutsPerCluster: 2, eventsPerSecond: 5 }));
  const { child, line, ended } = run('--state', state, '--ports', '0', '--config', world);
  const [, said = '{}'] = (await line).split('SANDBOX READY ');
  const ready = JSON.parse(said);
  expect(ready).toMatchObject({ scenario: 'fleet', clusters: [{ name: 'fleet-01' }], state });
  expect((await fetch(`${ready.control}/healthz`)).status).toBe(200);
  expect((await fetch(`${ready.issuer}/.well-known/openid-configuration`)).status).toBe(200);
  const asked = performance.now();
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(performance.now() - asked).toBeLessThan(2_000);
});

it('refuses in one sentence and with a code', async () => {
  const blocker = createServer();
  const base = (await listenOnLoopback(blocker, 0, 'a test')) - 1;
  const { line, ended } = run('--state', newState(), '--ports', String(base));
  expect(await line).toBe(
    `SANDBOX REFUSES Port ${base + 1}, wanted for sign-in, is taken by another program.`,
  );
  expect(await ended).toBe(1);
  await new Promise(resolve => blocker.close(resolve));
});
