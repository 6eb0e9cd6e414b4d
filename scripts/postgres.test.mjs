// The tests' PostgreSQL: whoever starts it, it runs as nobody in particular, and leaves nothing behind.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { startPostgres, unprivileged } from './postgres.mjs';
import { root } from './terminal.mjs';

function connects(port) {
  return new Promise(resolve => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

test('it starts, takes connections, and is gone with all it wrote', async () => {
  const { url, folder, stop } = await startPostgres();
  const { port } = new URL(url);
  assert.ok(await connects(port));
  if (process.getuid() === 0) {
    assert.notEqual(fs.statSync(folder).uid, 0);
  }
  await stop();
  assert.equal(await connects(port), false);
  assert.equal(fs.existsSync(folder), false);
});

test('it is gone after Ctrl-C', async () => {
  const program = `
    import { startPostgres } from ${JSON.stringify(path.join(root, 'scripts/postgres.mjs'))};
    const { url, folder } = await startPostgres();
    console.log(JSON.stringify({ url, folder }));`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { url, folder } = JSON.parse(await new Promise(resolve => parent.stdout.once('data', resolve)));
  const ended = new Promise(resolve => parent.once('exit', resolve));
  parent.kill('SIGINT');
  await ended;
  assert.equal(await connects(new URL(url).port), false);
  assert.equal(fs.existsSync(folder), false);
});

test('only root needs another user, and nobody is that user', () => {
  const passwd = 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533::/:/bin/false\n';
  assert.deepEqual(unprivileged(1000, passwd), {});
  assert.deepEqual(unprivileged(0, passwd), { uid: 65534, gid: 65533 });
  assert.throws(() => unprivileged(0, 'root:x:0:0::/root:/bin/sh\n'), /no user `nobody`/);
});
