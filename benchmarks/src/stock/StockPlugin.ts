import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { version } from '@backstage/plugin-kubernetes-backend/package.json';
import type { ClusterEntry } from '../kubeconfig';
import type { ViewTarget } from '../load';
import { sleep } from '../measure';

const root = process.env.GREENROOM_ROOT ?? process.cwd();
const transform = path.join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs');
const name = 'app-0001';

/** Backstage's Kubernetes plugin as it is published, at default settings, in a backend of its own. */
export class StockPlugin {
  static readonly title = `@backstage/plugin-kubernetes-backend ${version}`;
  readonly pid: number;

  private constructor(
    private readonly child: ChildProcess,
    private readonly url: string,
    private readonly token: string,
    private readonly directory: string,
  ) {
    this.pid = child.pid ?? NaN;
  }

  /** Resolves when its catalog knows the service. */
  static async start(clusters: readonly ClusterEntry[]): Promise<StockPlugin> {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'stock-plugin-'));
    const port = await freePort();
    const token = randomUUID();
    const config = path.join(directory, 'app-config.json');
    fs.writeFileSync(config, JSON.stringify(configOf(clusters, port, token)), { mode: 0o600 });
    const script = path.join(__dirname, 'stockBackend.ts');
    const child = spawn(process.execPath, ['--require', transform, script, '--config', config], {
      cwd: root,
      stdio: ['ignore', fs.openSync(path.join(directory, 'log'), 'w'), 'inherit'],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    const plugin = new StockPlugin(child, `http://127.0.0.1:${port}`, token, directory);
    await plugin.untilReady();
    return plugin;
  }

  /** What its page asks for at each view. */
  get view(): ViewTarget {
    return {
      url: `${this.url}/api/kubernetes/services/${name}`,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        entity: { apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata: { name } },
        auth: {},
      }),
    };
  }

  async stop(): Promise<void> {
    const ended = new Promise(resolve => {
      this.child.once('exit', resolve);
    });
    this.child.kill('SIGKILL');
    await ended;
    fs.rmSync(this.directory, { recursive: true });
  }

  private async untilReady(): Promise<void> {
    const entity = `${this.url}/api/catalog/entities/by-name/component/default/${name}`;
    const deadline = performance.now() + 120_000;
    while (!(await answers(entity, { authorization: `Bearer ${this.token}` }))) {
      if (this.child.exitCode !== null || performance.now() > deadline) {
        throw new RangeError(`the peer did not start: ${path.join(this.directory, 'log')}`);
      }
      await sleep(200);
    }
  }
}

/** One that may do everything, and asks every cluster with a token: no permission is checked, to its advantage. */
function configOf(clusters: readonly ClusterEntry[], port: number, token: string) {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const entries = clusters.map(({ name: cluster, url, caData, token: serviceAccountToken }) => ({
    ...{ name: cluster, url, caData: base64(caData), serviceAccountToken },
    authProvider: 'serviceAccount',
  }));
  return {
    app: { title: 'Stock', baseUrl: `http://127.0.0.1:${port}` },
    backend: {
      baseUrl: `http://127.0.0.1:${port}`,
      listen: { host: '127.0.0.1', port },
      database: { client: 'better-sqlite3', connection: ':memory:' },
      auth: { externalAccess: [{ type: 'static', options: { token, subject: 'benchmark' } }] },
    },
    permission: { enabled: false },
    catalog: { locations: [{ type: 'file', target: path.join(__dirname, 'service.yaml') }] },
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [{ type: 'config', clusters: entries }],
    },
  };
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = net.createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function answers(url: string, headers: Record<string, string>): Promise<boolean> {
  try {
    return (await fetch(url, { headers, signal: AbortSignal.timeout(1000) })).ok;
  } catch {
    return false;
  }
}
