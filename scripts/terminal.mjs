// What the scripts say, and how they show that a long step is still going on.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A failure whose message is the one sentence a person needs; it is printed without a stack. */
export class Plain extends Error {}

const start = Date.now();
const interactive = process.stdout.isTTY && !process.env.CI;

export function say(text = '') {
  process.stdout.write(`${text}\n`);
}

export function seconds(since = start) {
  return `${((Date.now() - since) / 1000).toFixed(since === start ? 0 : 1)} s`;
}

/** Runs `work` and shows that it is going on: a moving line on a terminal, a line every ten seconds elsewhere. */
export async function step(title, work) {
  const began = Date.now();
  let note = '';
  const line = () => `  ${title} … ${Math.round((Date.now() - began) / 1000)} s${note ? ` (${note})` : ''}`;
  const clear = () => interactive && process.stdout.write('\r\u001b[2K');
  const timer = setInterval(
    () =>
      interactive
        ? process.stdout.write(`\r\u001b[2K${line().slice(0, process.stdout.columns - 1)}`)
        : say(line()),
    interactive ? 200 : 10_000,
  );
  try {
    const result = await work(text => {
      note = text;
    });
    clear();
    say(`  ${title}: ${seconds(began)}`);
    return result;
  } catch (error) {
    clear();
    say(`  ${title}: failed after ${seconds(began)}`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** Runs a script's main function; ends the process with one sentence when it fails. */
export async function main(run) {
  try {
    process.exitCode = (await run()) ?? 0;
  } catch (error) {
    const full = error.code === 'ENOSPC';
    if (!full && !(error instanceof Plain)) {
      throw error;
    }
    const sentence = full
      ? `The disk is full: make room where ${root} and your home directory are, and run the command again.`
      : error.message;
    process.stderr.write(`\n${sentence}\n`);
    process.exitCode = 1;
  }
}

/** The last lines of a log, for a failure's sentence. */
export function tail(file, lines = 12) {
  try {
    return fs.readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
}

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** Everything a run leaves behind that is not an installed package: databases, keys, logs, stamps. */
export const stateDir = path.join(root, '.greenroom');
