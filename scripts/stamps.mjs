// What a step was last done for: it is done again when its files are others.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root, stateDir } from './terminal.mjs';

const known = new Map();

/** The source files of a folder, without tests and what was built. A folder is read once: nothing changes while we build. */
export function sourcesBelow(dir) {
  const files = known.get(dir) ?? findSources(dir);
  known.set(dir, files);
  return files;
}

function findSources(dir) {
  return fs
    .readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath ?? entry.path, entry.name))
    .filter(file => !/\/(node_modules|dist|dist-types|__testUtils__|__fixtures__)\/|\.test\.tsx?$/.test(file))
    .sort();
}

/** By size and time and not by content, as make does it: two thousand files are looked at before each start. */
function stampOf(files) {
  const hash = crypto.createHash('sha256');
  for (const file of files) {
    const found = fs.statSync(file, { throwIfNoEntry: false });
    if (found) {
      hash.update(`${path.relative(root, file)} ${found.size} ${found.mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/** Whether a step was last done for these files as they are now; `done()` remembers that it was. */
export function stampFor(name, files) {
  const file = path.join(stateDir, `${name}-stamp`);
  return {
    isCurrent: () => fs.existsSync(file) && fs.readFileSync(file, 'utf8') === stampOf(files),
    done: () => fs.writeFileSync(file, stampOf(files)),
  };
}
