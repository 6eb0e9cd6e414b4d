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

/** So many files that fail may have failed for what ran beside them; more of them are no accident. */
const MOST_TRIED_AGAIN = 5;

/** Runs Jest over every room, or over the named files of them; answers what it found. */
async function jest(node, { output, env, args = [], onLine }) {
  fs.mkdirSync(path.dirname(unitResults), { recursive: true });
  fs.rmSync(unitResults, { force: true });
  const { ended } = launch(
    node.execPath,
    [
      bin('backstage-cli'),
      ...['repo', 'test', '--json', `--outputFile=${unitResults}`],
      // Many tests start a whole backend first: the usual five seconds are few on a machine that does other things.
      '--testTimeout=30000',
      ...args,
    ],
    { output, env: { ...node.env, CI: '1', ...env }, onLine },
  );
  await ended;
  if (!fs.existsSync(unitResults)) {
    throw new Plain(`The tests did not run:\n${tail(output, 60)}`);
  }
  const results = JSON.parse(fs.readFileSync(unitResults, 'utf8'));
  return { ...results, broken: results.testResults.filter(file => file.status === 'failed') };
}

function count({ numPassedTests, numFailedTests, broken }) {
  // A file that does not even load has no tests of its own: it counts as one failure.
  const unloadable = broken.filter(file => file.assertionResults.length === 0).length;
  return { passed: numPassedTests, failed: numFailedTests + unloadable };
}

const nameOf = file => path.relative(root, file.name);

/**
 * What failed beside all others once more, with nothing beside it: these tests wait for real sockets and real clocks, and
 * a machine that is short of processors for a while is no fault of what they test. What passes only then is told.
 */
async function again(node, env, { broken }) {
  const names = broken.map(nameOf);
  say(`\nOnce more, with nothing beside ${names.length === 1 ? 'it' : 'them'}: ${names.join(', ')}`);
  const args = ['--runInBand', '--runTestsByPath', ...names];
  const second = await step('Testing again what failed', () =>
    jest(node, { output: logFile('tests-again'), env, args }),
  );
  const stillBroken = new Set(second.broken.map(nameOf));
  names
    .filter(name => !stillBroken.has(name))
    .forEach(name => say(`  ${name} passed alone: it failed beside the others`));
  return second;
}

const tell = ({ broken }) => broken.forEach(file => say(`\n${nameOf(file)}\n${file.message}`));

/** Passed and failed of all; of files that were tried again, what they did then. */
function together(first, second) {
  const tried = first.broken.flatMap(file => file.assertionResults);
  const kept = first.numPassedTests - tried.filter(({ status }) => status === 'passed').length;
  const { passed, failed } = count(second);
  return { passed: kept + passed, failed };
}

async function jestTests(node, deep) {
  const output = logFile('tests');
  const postgres = await step('Starting PostgreSQL', () => startPostgres());
  const env = { GREENROOM_TEST_POSTGRES: postgres.url, ...(deep ? { GREENROOM_DEEP: '1' } : {}) };
  try {
    const first = await step('Testing every room', note => {
      let files = 0;
      const onLine = line => {
        if (/^(PASS|FAIL) /.test(line)) {
          files += 1;
          note(`${files} files`);
        }
      };
      return jest(node, { output, env, onLine });
    });
    tell(first);
    if (first.broken.length === 0 || first.broken.length > MOST_TRIED_AGAIN) {
      return count(first);
    }
    const second = await again(node, env, first);
    tell(second);
    return together(first, second);
  } finally {
    await postgres.stop();
  }
}

await main(async () => {
  const deep = process.argv.includes('--deep');
  const began = Date.now();
  try {
    const node = await bootstrap();
    const types = [bin('tsc'), '--noEmit', '--incremental', 'false', '--pretty', 'false'];
    const format = [bin('prettier'), '--check', '--log-level', 'warn', '.'];
    // Each of these two keeps one processor busy; the linter takes all there are.
    await Promise.all([
      check(node, 'Checking types', types, 'types'),
      check(node, 'Checking format', format, 'format'),
    ]);
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
