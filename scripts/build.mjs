// Builds the app in the browser, when what it is made of has changed.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { launch, logFile } from './processes.mjs';
import { Plain, root, stateDir, step, tail } from './terminal.mjs';

const dist = path.join(root, 'packages/app/dist');

/** Rooms whose code ends up in the browser. */
function browserRooms() {
  const roles = ['frontend', 'frontend-plugin', 'web-library', 'common-library'];
  return ['packages', 'plugins']
    .flatMap(dir => fs.readdirSync(path.join(root, dir)).map(name => path.join(root, dir, name)))
    .filter(room => fs.existsSync(path.join(room, 'package.json')))
    .filter(room =>
      roles.includes(JSON.parse(fs.readFileSync(path.join(room, 'package.json'), 'utf8')).backstage?.role),
    );
}

function filesBelow(dir) {
  return fs
    .readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath ?? entry.path, entry.name))
    .filter(file => !/\/(node_modules|dist|dist-types|__testUtils__|__fixtures__)\/|\.test\.tsx?$/.test(file))
    .sort();
}

function sourceHash() {
  const hash = crypto.createHash('sha256');
  const files = [
    path.join(root, 'yarn.lock'),
    path.join(root, 'app-config.yaml'),
    ...browserRooms().flatMap(filesBelow),
  ];
  files.forEach(file => hash.update(path.relative(root, file)).update(fs.readFileSync(file)));
  return hash.digest('hex');
}

export async function buildApp(node) {
  const stampFile = path.join(stateDir, 'app-stamp');
  const stamp = sourceHash();
  const built = fs.existsSync(path.join(dist, 'index.html')) && fs.existsSync(stampFile);
  if (built && fs.readFileSync(stampFile, 'utf8') === stamp) {
    return;
  }
  const log = logFile('build');
  await step('Building the app (when it has changed)', async () => {
    const { ended } = launch(
      node.execPath,
      [path.join(root, 'node_modules/.bin/backstage-cli'), 'package', 'build'],
      {
        cwd: path.join(root, 'packages/app'),
        env: { ...node.env, NODE_ENV: 'production' },
        output: log,
      },
    );
    if (await ended) {
      throw new Plain(`The app did not build:\n${tail(log, 30)}`);
    }
  });
  fs.writeFileSync(stampFile, stamp);
}
