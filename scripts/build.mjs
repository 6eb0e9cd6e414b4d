// Builds the app in the browser, when what it is made of has changed.
import fs from 'node:fs';
import path from 'node:path';
import { launch, logFile } from './processes.mjs';
import { sourcesBelow, stampFor } from './stamps.mjs';
import { Plain, root, step, tail } from './terminal.mjs';

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

function sources() {
  return [
    path.join(root, 'yarn.lock'),
    path.join(root, 'app-config.yaml'),
    ...browserRooms().flatMap(sourcesBelow),
  ];
}

export async function buildApp(node) {
  const stamp = stampFor('app', sources());
  if (stamp.isCurrent() && fs.existsSync(path.join(dist, 'index.html'))) {
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
  stamp.done();
}
