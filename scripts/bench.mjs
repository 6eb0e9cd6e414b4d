// npm run bench -- <claim>: one benchmark against a running portal; prints its figure beside its peer's.
import fs from 'node:fs';
import path from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { build } from './building.mjs';
import { portalUrl, startPortal, startSandbox, stateDirFor } from './portal.mjs';
import { startPostgres } from './postgres.mjs';
import { run, stopAll } from './processes.mjs';
import { main, Plain, root, say, step } from './terminal.mjs';
import { token, untilPeopleMayEnter } from './token.mjs';

const claims = path.join(root, 'benchmarks/src');

/** The fleet's clusters as the portal's configuration: contexts of the sandbox's kubeconfig. */
function fleetConfig(clusters) {
  const file = stateDirFor('app-config.fleet.yaml');
  const entries = clusters.map(name => ({
    name,
    kubeconfig: { file: stateDirFor('sandbox/kubeconfig'), context: name },
  }));
  // One demo person stands for a thousand viewers.
  const greenroom = { streamsPerPerson: 5000 };
  const databases = { aws: [], postgres: [] };
  fs.writeFileSync(file, JSON.stringify({ greenroom, databases, kubernetes: { clusters: entries } }));
  return file;
}

/**
 * A fleet has no AWS and no databases: what the sandbox's configuration includes of them is there, and opens nothing.
 */
function fillIncludes() {
  const config = fs.readFileSync(path.join(root, 'app-config.sandbox.yaml'), 'utf8');
  for (const [, name] of config.matchAll(/\$file: ([^ }]+)/g)) {
    const file = path.join(root, name);
    if (!fs.existsSync(file)) {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, 'nothing');
    }
  }
}

/**
 * The portal, started again whenever it was killed, as whoever runs one does it; the file always has the pid of the one
 * that runs. `stop` ends that.
 */
async function keepPortal(node, configs) {
  const pidFile = stateDirFor('portal.pid');
  let over = false;
  const start = async keep => {
    const portal = await startPortal(node, { configs, keep });
    fs.writeFileSync(pidFile, String(portal.pid));
    void portal.ended.then(() => over || start(true)).catch(error => over || say(String(error)));
  };
  await start(false);
  return { pidFile, stop: () => void (over = true) };
}

await main(async () => {
  const claim = process.argv[3];
  const known = fs.readdirSync(claims).filter(name => fs.existsSync(path.join(claims, name, 'run.ts')));
  if (!known.includes(claim)) {
    throw new Plain(`Which claim? npm run bench -- <${known.join('|')}>`);
  }
  let kept;
  try {
    const node = await bootstrap();
    const transform = path.join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs');
    const script = path.join(claims, claim, 'run.ts');
    const env = { ...node.env, GREENROOM_ROOT: root };
    const world = path.join(claims, claim, 'world.json');
    if (fs.existsSync(world)) {
      await build(node);
      const sandbox = await step('Starting the fleet', () =>
        startSandbox(node, { args: ['--config', world] }),
      );
      fillIncludes();
      const configs = [
        'app-config.yaml',
        'app-config.sandbox.yaml',
        fleetConfig(sandbox.clusters.map(({ name }) => name)),
      ];
      const own = path.join(claims, claim, 'app-config.yaml');
      if (fs.existsSync(own)) {
        configs.push(own);
      }
      const portal = await step('Starting the portal', () => keepPortal(node, configs));
      kept = portal;
      await untilPeopleMayEnter();
      Object.assign(env, {
        GREENROOM_URL: portalUrl,
        GREENROOM_SANDBOX: sandbox.control,
        GREENROOM_TOKEN: await token('dana'),
        GREENROOM_PORTAL_PID_FILE: portal.pidFile,
      });
    }
    const postgres = path.join(claims, claim, 'postgres.json');
    if (fs.existsSync(postgres)) {
      const options = JSON.parse(fs.readFileSync(postgres, 'utf8'));
      const { url } = await step('Starting PostgreSQL', () => startPostgres(options));
      env.GREENROOM_POSTGRES = url;
    }
    say('');
    return await run(node.execPath, ['--require', transform, script, ...process.argv.slice(4)], {
      env,
      output: 'inherit',
    });
  } finally {
    kept?.stop();
    await stopAll();
  }
});
