// Gets what a newcomer's machine lacks: Node 24 and Yarn 4, as npm packages at exact versions in a git-ignored folder,
// then the locked dependencies. Runs on Node 20 with nothing installed.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { downloadFailure, launch, logFile } from './processes.mjs';
import { Plain, root, step } from './terminal.mjs';

const NODE_VERSION = '24.21.0';
const YARN_VERSION = '4.18.1';
const NEEDED_BYTES = 3e9;
const toolchain = path.join(root, '.toolchain');
const modules = path.join(root, 'node_modules');

/** Whether Backstage and the Kubernetes client run on this Node: 24, or 22 from 22.19. */
export function nodeServes(version) {
  const [major, minor] = version.split('.').map(Number);
  return major === 24 || (major === 22 && minor >= 19);
}

/**
 * Which npm package brings Node, or the sentence that says why none can.
 * @param machine { version, platform, arch, musl }
 */
export function nodePackage({ version, platform, arch, musl }) {
  if (Number(version.split('.')[0]) < 20) {
    return {
      refusal: `Greenroom needs Node 20 or newer to start; this is Node ${version}. Install Node 24 from nodejs.org.`,
    };
  }
  if (nodeServes(version)) {
    return {};
  }
  if (platform !== 'linux' || !['x64', 'arm64'].includes(arch) || musl) {
    const where = `${platform}${musl ? ' with musl' : ''} on ${arch}`;
    return {
      refusal: `On ${where} Greenroom can not fetch Node by itself, and this is Node ${version}. Install Node 24 (or 22.19 or newer in 22) and run the command again.`,
    };
  }
  return { name: `node-linux-${arch}@${NODE_VERSION}` };
}

function thisMachine() {
  return {
    version: process.versions.node,
    platform: process.platform,
    arch: process.arch,
    musl: process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime,
  };
}

function refuseFullDisk() {
  const { bavail, bsize } = fs.statfsSync(root);
  if (bavail * bsize < NEEDED_BYTES) {
    throw new Plain(
      `The disk is full: installing needs about 3 GB in ${root}, and ${(Number(bavail * bsize) / 1e9).toFixed(1)} GB are free.`,
    );
  }
}

async function fetchToolchain(packages) {
  const done = path.join(toolchain, 'installed.json');
  const installed = fs.existsSync(done) ? JSON.parse(fs.readFileSync(done, 'utf8')) : [];
  const missing = packages.filter(name => !installed.includes(name));
  if (missing.length === 0) {
    return;
  }
  refuseFullDisk();
  fs.mkdirSync(toolchain, { recursive: true });
  const manifest = path.join(toolchain, 'package.json');
  if (!fs.existsSync(manifest)) {
    // Without a package.json of its own npm would take the folder above for the project.
    fs.writeFileSync(manifest, '{ "private": true }\n');
  }
  const npm = process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, process.env.npm_execpath]
    : ['npm'];
  const log = logFile('toolchain');
  const args = [
    'install',
    '--prefix',
    toolchain,
    '--ignore-scripts',
    '--save-exact',
    '--no-audit',
    '--no-fund',
    // npm's own patience keeps somebody without a network waiting for two minutes.
    '--fetch-retry-mintimeout=2000',
    '--fetch-retry-maxtimeout=8000',
    ...missing,
  ];
  await step(`Fetching ${missing.join(' and ')}`, async () => {
    if (await launch(npm[0], [...npm.slice(1), ...args], { output: log }).ended) {
      throw downloadFailure(missing.join(' and '), log);
    }
  });
  fs.writeFileSync(done, JSON.stringify([...new Set([...installed, ...packages])]));
}

function manifests() {
  const rooms = ['packages', 'plugins'].flatMap(dir =>
    fs.readdirSync(path.join(root, dir)).map(name => path.join(dir, name, 'package.json')),
  );
  return [
    'package.json',
    'yarn.lock',
    '.yarnrc.yml',
    'conformance/package.json',
    'benchmarks/package.json',
    ...rooms,
  ]
    .filter(file => fs.existsSync(path.join(root, file)))
    .sort();
}

function installStamp() {
  const hash = crypto.createHash('sha256').update(`${process.platform} ${process.arch}`);
  manifests().forEach(file => hash.update(file).update(fs.readFileSync(path.join(root, file))));
  return hash.digest('hex');
}

async function installModules(node) {
  const stampFile = path.join(modules, '.greenroom-stamp');
  const stamp = installStamp();
  if (fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === stamp) {
    return;
  }
  refuseFullDisk();
  const yarn = path.join(toolchain, 'node_modules/@yarnpkg/cli-dist/bin/yarn.js');
  const registry = process.env.npm_config_registry;
  const log = logFile('install');
  await step('Installing dependencies (about 1.6 GB the first time)', async note => {
    const { ended } = launch(node.execPath, [yarn, 'install', '--immutable'], {
      output: log,
      // Yarn does not read npm's setting.
      env: { ...node.env, ...(registry ? { YARN_NPM_REGISTRY_SERVER: registry.replace(/\/$/, '') } : {}) },
      onLine: line => /┌ (.*) step/.test(line) && note(`${/┌ (.*) step/.exec(line)[1].toLowerCase()} step`),
    });
    if (await ended) {
      throw downloadFailure('the dependencies', log);
    }
  });
  fs.writeFileSync(stampFile, stamp);
}

/**
 * Makes the checkout ready to run and answers how to run things in it: `execPath` of the right Node, and the
 * environment with it and the installed tools first in PATH. Does nothing, in milliseconds, when all is there.
 */
export async function bootstrap() {
  const { name, refusal } = nodePackage(thisMachine());
  if (refusal) {
    throw new Plain(refusal);
  }
  await fetchToolchain([...(name ? [name] : []), `@yarnpkg/cli-dist@${YARN_VERSION}`]);
  const execPath = name
    ? path.join(toolchain, 'node_modules', name.slice(0, name.lastIndexOf('@')), 'bin/node')
    : process.execPath;
  const paths = [path.dirname(execPath), path.join(modules, '.bin'), process.env.PATH];
  const node = { execPath, env: { PATH: paths.join(path.delimiter) } };
  await installModules(node);
  return node;
}
