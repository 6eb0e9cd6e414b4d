// npm test: types, lint, format and every test but the browser's; --deep runs randomised tests at full counts.
import fs from 'node:fs';
import path from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { startPostgres } from './postgres.mjs';
import { launch, logFile, stopAll } from './processes.mjs';
import { main, Plain, root, say, seconds, stateDir, step, tail } from './terminal.mjs';

export const unitResults = path.join(stateDir, 'results', 'unit.json');
const bin = name => path.join(root, 'node_modules/.bin', name);

async function check(node, title, args, name) {
  const log = logFile(name);
  await step(title, async () => {
    if (await launch(node.execPath, args, { output: log, env: node.env }).ended) {
      throw new Plain(`${title} found something:\n${tail(log, 60)}`);
    }
  });
}

/** The scripts' and the lint rules' own tests, which need no transform: Node's test runner. */
async function plainTests(node) {
  const log = logFile('plain-tests');
  let passed = 0;
  let failed = 0;
  await step('Testing the scripts and the rooms', async () => {
    const { ended } = launch(node.execPath, ['--test', '--test-reporter=tap', 'scripts/*.test.mjs'], {
      output: log,
      env: node.env,
      onLine: line => {
        passed = Number(/^# pass (\d+)/.exec(line)?.[1] ?? passed);
        failed = Number(/^# fail (\d+)/.exec(line)?.[1] ?? failed);
      },
    });
    if (await ended) {
      say(tail(log, 80));
      failed = Math.max(failed, 1);
    }
  });
  return { passed, failed };
}

async function jestTests(node, deep) {
  const log = logFile('tests');
  fs.mkdirSync(path.dirname(unitResults), { recursive: true });
  fs.rmSync(unitResults, { force: true });
  const failures = [];
  const postgres = await step('Starting PostgreSQL', () => startPostgres());
  await step('Testing every room', async note => {
    let files = 0;
    const { ended } = launch(
      node.execPath,
      [
        bin('backstage-cli'),
        ...['repo', 'test', '--json', `--outputFile=${unitResults}`],
        // Many tests start a whole backend first: the usual five seconds are few on a machine that does other things.
        '--testTimeout=30000',
      ],
      {
        output: log,
        env: {
          ...node.env,
          CI: '1',
          GREENROOM_TEST_POSTGRES: postgres.url,
          ...(deep ? { GREENROOM_DEEP: '1' } : {}),
        },
        onLine: line => {
          if (/^(PASS|FAIL) /.test(line)) {
            files += 1;
            note(`${files} files`);
          }
          if (line.startsWith('FAIL ')) {
            failures.push(line);
          }
        },
      },
    );
    await ended;
  });
  await postgres.stop();
  if (!fs.existsSync(unitResults)) {
    throw new Plain(`The tests did not run:\n${tail(log, 60)}`);
  }
  const results = JSON.parse(fs.readFileSync(unitResults, 'utf8'));
  const broken = results.testResults.filter(file => file.status === 'failed');
  broken.forEach(file => say(`\n${path.relative(root, file.name)}\n${file.message}`));
  // A file that does not even load has no tests of its own: it counts as one failure.
  const unloadable = broken.filter(file => file.assertionResults.length === 0).length;
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + unloadable,
    skipped: results.numPendingTests,
  };
}

await main(async () => {
  const deep = process.argv.includes('--deep');
  const began = Date.now();
  try {
    const node = await bootstrap();
    await check(
      node,
      'Checking types',
      [bin('tsc'), '--noEmit', '--incremental', 'false', '--pretty', 'false'],
      'types',
    );
    await check(node, 'Checking format', [bin('prettier'), '--check', '--log-level', 'warn', '.'], 'format');
    await check(node, 'Linting', [bin('backstage-cli'), 'repo', 'lint', '--max-warnings', '0'], 'lint');
    const counts = [await plainTests(node), await jestTests(node, deep)];
    const sum = key => counts.reduce((total, count) => total + (count[key] ?? 0), 0);
    fs.writeFileSync(
      path.join(stateDir, 'results', 'counts.json'),
      JSON.stringify({ passed: sum('passed'), failed: sum('failed') }),
    );
    say(`\n${sum('passed')} passed, ${sum('failed')} failed (${seconds(began)})`);
    return sum('failed') ? 1 : 0;
  } finally {
    await stopAll();
  }
});
