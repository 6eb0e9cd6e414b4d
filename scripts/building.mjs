// Builds what has changed: the app for the browser, and each server into one file.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { launch, logFile } from './processes.mjs';
import { sourcesBelow, stampFor } from './stamps.mjs';
import { Plain, root, stateDir, step, tail } from './terminal.mjs';

const dist = path.join(root, 'packages/app/dist');
const servers = {
  backend: { entry: 'packages/backend/src/index.ts', file: path.join(stateDir, 'build/backend.cjs') },
  sandbox: { entry: 'packages/sandbox/src/main.ts', file: path.join(stateDir, 'build/sandbox.cjs') },
};
/** What Node runs: the portal's backend, and the sandbox. */
export const serverFiles = { backend: servers.backend.file, sandbox: servers.sandbox.file };

const browserRoles = ['frontend', 'frontend-plugin', 'web-library', 'common-library'];
const serverRoles = ['backend', 'backend-plugin', 'backend-plugin-module', 'node-library', 'common-library'];

function sources(roles) {
  const rooms = ['packages', 'plugins']
    .flatMap(dir => fs.readdirSync(path.join(root, dir)).map(name => path.join(root, dir, name)))
    .filter(room => fs.existsSync(path.join(room, 'package.json')))
    .filter(room =>
      roles.includes(JSON.parse(fs.readFileSync(path.join(room, 'package.json'), 'utf8')).backstage?.role),
    );
  const common = ['yarn.lock', 'app-config.yaml', 'scripts/building.mjs'].map(file => path.join(root, file));
  return [...common, ...rooms.flatMap(sourcesBelow)];
}

/** Builds the app and the servers, each when what it is made of has changed. */
export async function build(node) {
  await buildServers();
  await buildApp(node);
}

async function buildApp(node) {
  const stamp = stampFor('app', sources(browserRoles));
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

/**
 * Our own code of each server as one file; packages stay where they are. Six hundred files that need not be found,
 * translated and loaded one by one, and no hook in the way of the others: a seventh of a start.
 */
async function buildServers() {
  const stamp = stampFor('servers', sources(serverRoles));
  if (stamp.isCurrent() && Object.values(serverFiles).every(file => fs.existsSync(file))) {
    return;
  }
  await step('Building the servers (when they have changed)', async () => {
    const esbuild = await import('esbuild');
    await Promise.all(Object.values(servers).map(server => buildServer(esbuild, server)));
  });
  stamp.done();
}

async function buildServer(esbuild, { entry, file }) {
  const setup = on => {
    on.onResolve({ filter: /^[^./]/ }, outside(file));
    on.onResolve({ filter: /^\./ }, withinTaken);
  };
  try {
    await esbuild.build({
      absWorkingDir: root,
      entryPoints: [entry],
      outfile: file,
      bundle: true,
      platform: 'node',
      target: 'node22',
      keepNames: true,
      sourcemap: 'linked',
      logLevel: 'silent',
      plugins: [{ name: 'packages', setup }],
    });
  } catch (error) {
    throw new Plain(`${entry} did not build:\n${error.message}`);
  }
}

/** Nine hundred small modules, of which a server uses a few: those are in the file. Nothing happens by importing them. */
const taken = '@kubernetes/client-node';

/** Everything else that is not ours stays a package, and the same one: some have a copy of another of their own. */
function outside(file) {
  const resolve = (name, from) => {
    try {
      return createRequire(from).resolve(name);
    } catch {
      return undefined;
    }
  };
  return ({ path: name, importer }) => {
    if (!importer || name.startsWith('@greenroom/')) {
      return undefined;
    }
    const meant = resolve(name, importer);
    if (name === taken) {
      return { path: meant, sideEffects: false };
    }
    const isSame = meant === resolve(name, file);
    return { path: isSame || meant === undefined ? name : meant, external: true };
  };
}

/** A module of it, seen from another. */
function withinTaken({ path: name, importer }) {
  return importer.includes(`/node_modules/${taken}/`)
    ? { path: path.resolve(path.dirname(importer), name), sideEffects: false }
    : undefined;
}
