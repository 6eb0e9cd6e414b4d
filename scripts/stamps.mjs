// What a step was last done for: it is done again when its files are others.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root, stateDir } from './terminal.mjs';

/** The source files of a folder, without tests and what was built. */
export function sourcesBelow(dir) {
  return fs
    .readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath ?? entry.path, entry.name))
    .filter(file => !/\/(node_modules|dist|dist-types|__testUtils__|__fixtures__)\/|\.test\.tsx?$/.test(file))
    .sort();
}

function stampOf(files) {
  const hash = crypto.createHash('sha256');
  files
    .filter(file => fs.existsSync(file))
    .forEach(file => hash.update(path.relative(root, file)).update(fs.readFileSync(file)));
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
