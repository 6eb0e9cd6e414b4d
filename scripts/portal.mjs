// Starts the sandbox and the portal, in this order, and waits until each can be used.
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { serverFiles } from './building.mjs';
import { launch, logFile, stop } from './processes.mjs';
import { sourcesBelow, stampFor } from './stamps.mjs';
import { Plain, root, stateDir, tail } from './terminal.mjs';

// What Node made of the programs' text at the last start: a tenth of the next one.
const compiled = { NODE_COMPILE_CACHE: path.join(stateDir, 'compile-cache') };
export const sandboxDir = path.join(stateDir, 'sandbox');
/** A path below the state directory. */
export const stateDirFor = name => path.join(stateDir, name);
/** What is too long for an address is refused by the portal, in words; Node refuses what is longer than 16 KiB without any. */
const longAddresses = '--max-http-header-size=65536';
export const portalUrl = 'http://localhost:7007';

function portIsFree(port) {
  return new Promise(resolve => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
  });
}

/** The sandbox in its own process; resolves with what it says of itself when everything listens. */
export async function startSandbox(node, { args = [] } = {}) {
  const log = logFile('sandbox');
  fs.mkdirSync(sandboxDir, { recursive: true, mode: 0o700 });
  let refusal;
  const ready = new Promise((resolve, reject) => {
    const { ended } = launch(node.execPath, [serverFiles.sandbox, '--state', sandboxDir, ...args], {
      env: { ...node.env, ...compiled },
      output: log,
      onLine: line => {
        if (line.startsWith('SANDBOX READY ')) {
          resolve(JSON.parse(line.slice('SANDBOX READY '.length)));
        }
        refusal = line.startsWith('SANDBOX REFUSES ') ? line.slice('SANDBOX REFUSES '.length) : refusal;
      },
    });
    ended.then(() => reject(new Plain(refusal ?? `The sandbox ended:\n${tail(log)}`)), reject);
  });
  return ready;
}

/** What `npm start` lays over each other. */
function sandboxConfigs() {
  return ['app-config.yaml', 'app-config.sandbox.yaml', 'app-config.local.yaml'].filter(file =>
    fs.existsSync(path.join(root, file)),
  );
}

async function isReady(url) {
  try {
    const answer = await fetch(`${url}/.backstage/health/v1/readiness`, {
      signal: AbortSignal.timeout(2000),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

/** The portal's backend, which also serves the pages; resolves when it is ready. `ended` resolves when it stops. */
export async function startPortal(node, { configs = sandboxConfigs(), env = {}, keep = false } = {}) {
  const port = Number(new URL(portalUrl).port);
  if (!(await portIsFree(port))) {
    throw new Plain(
      `Port ${port} is taken by another program: stop it (is Greenroom running already?) and run the command again.`,
    );
  }
  const log = logFile('portal', { keep });
  const { child, ended } = launch(
    node.execPath,
    [longAddresses, serverFiles.backend, ...configs.flatMap(file => ['--config', file])],
    { env: { ...node.env, ...compiled, NODE_ENV: 'production', ...env }, output: log },
  );
  let over = false;
  const failed = ended.then(() => {
    over = true;
  });
  const deadline = Date.now() + 180_000;
  while (!(await isReady(portalUrl))) {
    if (over || Date.now() > deadline) {
      throw new Plain(`The portal did not start:\n${tail(log)}`);
    }
    await Promise.race([
      failed,
      new Promise(resolve => {
        setTimeout(resolve, 100);
      }),
    ]);
  }
  return { ended, log, pid: child.pid, stop: () => stop(child) };
}

/**
 * The sandbox, and the portal on it; resolves when both can be used. What the sandbox leaves for the portal (addresses,
 * certificates, tokens) stays the same from one start to the next, so that the portal need not wait for it, except where
 * the sandbox is another one or was last started as another world.
 */
export async function startBoth(node, report = () => {}) {
  const files = [
    path.join(sandboxDir, 'kubeconfig'),
    ...sourcesBelow(path.join(root, 'packages/sandbox/src')),
  ];
  const left = stampFor('sandbox', files);
  const known = left.isCurrent();
  const sandbox = startSandbox(node);
  if (!known) {
    report('the sandbox');
    await sandbox;
  }
  report('the portal');
  // As soon as it is there: a start that is broken off later has left it all the same.
  const noted = sandbox.then(started => {
    left.done();
    return started;
  });
  const [started, portal] = await Promise.all([noted, startPortal(node)]);
  return { sandbox: started, portal };
}

/** The demo people with today's passwords. */
export function demoPeople() {
  const file = path.join(sandboxDir, 'people.json');
  if (!fs.existsSync(file)) {
    throw new Plain(
      'There are no demo people: the sandbox has not run here. Start Greenroom first (npm start).',
    );
  }
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}
