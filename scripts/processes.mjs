// Starts other programs and stops all of them: on success, on failure, and on Ctrl-C within five seconds.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Plain, root, stateDir } from './terminal.mjs';

const running = new Set();
/** How a program is asked to end, where that is not SIGTERM. */
const stopSignals = new WeakMap();
let stopping;

/** npm hands its own settings to scripts; all but how to reach a registry would mislead what we start. */
export function cleanEnvironment(env = process.env) {
  const kept = new Set([
    'npm_config_registry',
    'npm_config_cafile',
    'npm_config_proxy',
    'npm_config_https_proxy',
  ]);
  const entries = Object.entries(env).filter(([key]) => !/^npm_/i.test(key) || kept.has(key.toLowerCase()));
  return Object.fromEntries(entries);
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') {
      throw error;
    }
  }
}

function groupIsGone(child) {
  try {
    process.kill(-child.pid, 0);
    return false;
  } catch {
    return true;
  }
}

/** Asks these to end, and after `graceMs` ends them. Resolves when all of each is gone. */
async function stopThese(children, graceMs) {
  children.forEach(child => signalGroup(child, stopSignals.get(child) ?? 'SIGTERM'));
  const deadline = Date.now() + graceMs;
  while (children.some(child => !groupIsGone(child))) {
    if (Date.now() > deadline) {
      children.forEach(child => signalGroup(child, 'SIGKILL'));
    }
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
  }
  children.forEach(child => running.delete(child));
}

/** Stops one program that was launched. */
export function stop(child, graceMs = 10_000) {
  return stopThese([child], graceMs);
}

/** Stops everything, what was started last first. */
export function stopAll(graceMs = 3500) {
  stopping ??= stopThese([...running].reverse(), graceMs).finally(() => {
    stopping = undefined;
  });
  return stopping;
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.on(signal, () => {
    void stopAll().then(() => process.exit(code));
  });
}

/**
 * Starts a program in a process group of its own, so that Ctrl-C reaches it through us and in our order.
 * `output` is a log file (appended), or 'inherit'. `onLine` sees every line it prints. `stopSignal` asks it to end.
 */
export function launch(command, args, { cwd = root, env = {}, output, onLine, stopSignal, uid, gid } = {}) {
  const piped = output !== 'inherit';
  const child = spawn(command, args, {
    cwd,
    env: { ...cleanEnvironment(), ...env },
    detached: true,
    uid,
    gid,
    stdio: ['ignore', piped ? 'pipe' : 'inherit', piped ? 'pipe' : 'inherit'],
  });
  if (child.pid) {
    running.add(child);
    stopSignals.set(child, stopSignal);
  }
  if (piped) {
    const log = output && fs.createWriteStream(output, { flags: 'a' });
    // A full disk takes the log, not the program.
    log?.on('error', () => {});
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream.setEncoding('utf8').on('data', text => {
        log?.write(text);
        const lines = (rest + text).split('\n');
        rest = lines.pop();
        lines.forEach(line => onLine?.(line));
      });
    }
  }
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (groupIsGone(child)) {
        running.delete(child);
      }
      resolve(code ?? (signal ? 128 : 1));
    });
  });
  return { child, ended };
}

/** Runs a program to its end and answers its exit code. */
export async function run(command, args, options) {
  return launch(command, args, options).ended;
}

/** A log file for one step, begun anew unless the step is another part of the same. */
export function logFile(name, { keep = false } = {}) {
  const file = path.join(stateDir, 'logs', `${name}.log`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  if (!keep) {
    fs.writeFileSync(file, '');
  }
  return file;
}

/** What went wrong, in a sentence, from what a package manager printed. */
export function downloadFailure(what, log) {
  const text = fs.existsSync(log) ? fs.readFileSync(log, 'utf8') : '';
  if (/ENOSPC/.test(text)) {
    return new Plain(
      `The disk is full: there has to be room for ${what}, about 3 GB in ${root} and in your home directory.`,
    );
  }
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH|RequestError|socket hang up/.test(text)
  ) {
    return new Plain(
      `Could not download ${what}: the package registry did not answer. Check the network (or npm's registry and proxy settings) and run the command again; what was downloaded is kept. Details: ${path.relative(root, log)}`,
    );
  }
  if (/YN0028|lockfile would have been modified/.test(text)) {
    return new Plain(
      `yarn.lock does not match the package.json files: commit both together. Details: ${path.relative(root, log)}`,
    );
  }
  return new Plain(`Could not install ${what}. Details: ${path.relative(root, log)}`);
}
