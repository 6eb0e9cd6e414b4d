// The browser tests: the portal as a newcomer gets it, in Debian's Chromium.
import fs from 'node:fs';
import path from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { buildApp } from './build.mjs';
import { startPortal, startSandbox } from './portal.mjs';
import { launch, logFile, run, stopAll } from './processes.mjs';
import { main, Plain, root, say, stateDir, step, tail } from './terminal.mjs';

const results = path.join(stateDir, 'results', 'browser.json');

async function chromium() {
  const candidates = [
    process.env.GREENROOM_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  const found = candidates.find(file => file && fs.existsSync(file));
  if (found) {
    return found;
  }
  if (!fs.existsSync('/usr/bin/apt-get') || process.getuid() !== 0) {
    throw new Plain('The browser tests need Chromium: install it, or name it in GREENROOM_CHROMIUM.');
  }
  const log = logFile('chromium');
  await step('Installing Chromium', async () => {
    await run('apt-get', ['update', '-qq'], { output: log });
    if (
      await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { output: log })
    ) {
      throw new Plain(`Chromium could not be installed:\n${tail(log)}`);
    }
  });
  return '/usr/bin/chromium';
}

function counts() {
  const { stats } = JSON.parse(fs.readFileSync(results, 'utf8'));
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
}

await main(async () => {
  try {
    const node = await bootstrap();
    const browser = await chromium();
    await buildApp(node);
    fs.mkdirSync(path.dirname(results), { recursive: true });
    fs.rmSync(results, { force: true });
    await step('Starting the sandbox', () => startSandbox(node));
    await step('Starting the portal', () => startPortal(node));
    const log = logFile('browser-tests');
    await step('Testing in the browser', async note => {
      await launch(
        node.execPath,
        [path.join(root, 'node_modules/.bin/playwright'), 'test', ...process.argv.slice(3)],
        {
          output: log,
          env: { ...node.env, GREENROOM_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: results },
          onLine: line => note(line.slice(0, 80)),
        },
      ).ended;
    });
    if (!fs.existsSync(results)) {
      throw new Plain(`The browser tests did not run:\n${tail(log, 40)}`);
    }
    const { passed, failed } = counts();
    if (failed) {
      say(tail(log, 120));
    }
    fs.writeFileSync(
      path.join(stateDir, 'results', 'browser-counts.json'),
      JSON.stringify({ passed, failed }),
    );
    say(`\n${passed} passed, ${failed} failed`);
    return failed ? 1 : 0;
  } finally {
    await stopAll();
  }
});
