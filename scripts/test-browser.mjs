// The browser tests: the portal as a newcomer gets it, in Debian's Chromium.
import fs from 'node:fs';
import path from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { build } from './building.mjs';
import { startPortal, startSandbox } from './portal.mjs';
import { launch, logFile, run, stopAll } from './processes.mjs';
import { main, Plain, root, say, stateDir, step, tail } from './terminal.mjs';
import { untilPeopleMayEnter } from './token.mjs';

const resultsDir = path.join(stateDir, 'results');

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

/** One project of the browser tests; answers what it passed and failed, and prints what it printed where it failed. */
async function project(node, name, browser) {
  const results = path.join(resultsDir, `${name}.json`);
  fs.rmSync(results, { force: true });
  const log = logFile(`browser-${name}`);
  await step(`Testing in the browser: ${name}`, async note => {
    const args = [
      path.join(root, 'node_modules/.bin/playwright'),
      'test',
      // With `=`: what follows it apart would be further projects, not the tests somebody names.
      `--project=${name}`,
      '--pass-with-no-tests',
      ...process.argv.slice(3),
    ];
    await launch(node.execPath, args, {
      output: log,
      env: { ...node.env, GREENROOM_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: results },
      onLine: line => note(line.trim().slice(0, 80)),
    }).ended;
  });
  if (!fs.existsSync(results)) {
    throw new Plain(`The browser tests did not run:\n${tail(log, 40)}`);
  }
  const { stats } = JSON.parse(fs.readFileSync(results, 'utf8'));
  if (stats.unexpected) {
    say(tail(log, 120));
  } else if (stats.flaky) {
    say(tail(log, stats.flaky + 3));
  }
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
}

await main(async () => {
  try {
    const node = await bootstrap();
    const browser = await chromium();
    await build(node);
    fs.mkdirSync(resultsDir, { recursive: true });
    await step('Starting the sandbox', () => startSandbox(node));
    const portal = await step('Starting the portal', async () => {
      const started = await startPortal(node);
      await untilPeopleMayEnter();
      return started;
    });
    const first = await project(node, 'portal', browser);
    await step('Restarting the portal', async () => {
      await portal.stop();
      await startPortal(node, { keep: true });
    });
    const second = await project(node, 'after', browser);
    const passed = first.passed + second.passed;
    const failed = first.failed + second.failed;
    fs.writeFileSync(path.join(resultsDir, 'browser-counts.json'), JSON.stringify({ passed, failed }));
    say(`\n${passed} passed, ${failed} failed`);
    return failed ? 1 : 0;
  } finally {
    await stopAll();
  }
});
