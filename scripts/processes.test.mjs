import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { downloadFailure } from './processes.mjs';
import { root } from './terminal.mjs';

const stubborn = `process.on('SIGTERM', () => {}); process.on('SIGINT', () => {}); setInterval(() => {}, 1000); console.log('up')`;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  test(`${signal} ends what was started within five seconds, even what will not listen`, async () => {
    const program = `
      import { launch } from ${JSON.stringify(path.join(root, 'scripts/processes.mjs'))};
      const { child } = launch(process.execPath, ['-e', ${JSON.stringify(stubborn)}], {
        onLine: () => console.log(child.pid),
      });`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = Number(await new Promise(resolve => parent.stdout.once('data', resolve)));
    assert.ok(isAlive(pid));
    const began = Date.now();
    const code = new Promise(resolve => parent.once('exit', resolve));
    parent.kill(signal);
    assert.notEqual(await code, 0);
    assert.ok(Date.now() - began < 5000, `took ${Date.now() - began} ms`);
    assert.ok(!isAlive(pid), 'the child outlived its parent');
  });
}

for (const [printed, sentence] of [
  ['Error: ENOSPC: no space left on device, write', /^The disk is full/],
  ['RequestError: getaddrinfo ENOTFOUND registry.example', /registry did not answer.*run the command again/],
  ['npm error network request failed, reason: connect ECONNREFUSED 127.0.0.1:9', /registry did not answer/],
  ['YN0028: The lockfile would have been modified by this install', /yarn\.lock does not match/],
  ['something else', /^Could not install the dependencies/],
]) {
  test(`“${printed.slice(0, 40)}…” becomes one sentence`, () => {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'greenroom-'));
    const log = path.join(dir, 'log');
    fs.writeFileSync(log, printed);
    const { message } = downloadFailure('the dependencies', log);
    assert.match(message, sentence);
    assert.ok(!message.includes('\n'));
    fs.rmSync(dir, { recursive: true });
  });
}
