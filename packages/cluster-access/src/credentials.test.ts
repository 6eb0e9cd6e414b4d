import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepingLogger } from './__testUtils__/logger';
import { ScriptedApiServer } from './__testUtils__/ScriptedApiServer';
import { tlsFile, tlsText } from './__testUtils__/tls';
import { eventually, fastTuning } from './__testUtils__/watching';
import { systemClock } from './clock';
import { type ConfiguredCluster, readClusters } from './config';
import { loadCredentials } from './connection/loadCredentials';
import { LiveCluster } from './LiveCluster';
import { ConfigReader } from '@backstage/config';

let server: ScriptedApiServer;
let folder: string;
const lines: string[] = [];
const clusters: LiveCluster[] = [];

beforeAll(async () => {
  server = await new ScriptedApiServer().listen();
  folder = await mkdtemp(join(tmpdir(), 'cluster-access-'));
});
afterEach(async () => {
  await Promise.all(clusters.splice(0).map(cluster => cluster.stop()));
  server.script = undefined;
  server.seen.length = 0;
});
afterAll(async () => {
  await server.kill();
  await rm(folder, { recursive: true });
});

function configured(entry: object): ConfiguredCluster {
  const [only] = readClusters(
    new ConfigReader(
      JSON.parse(JSON.stringify({ kubernetes: { clusters: [{ name: 'eks-prod', ...entry }] } })),
    ),
  );
  return only ?? { name: 'none', problem: 'none' };
}

function start(entry: object): LiveCluster {
  const cluster = new LiveCluster({
    name: 'eks-prod',
    load: loadCredentials(configured(entry)),
    clock: systemClock,
    tuning: fastTuning,
    logger: keepingLogger(lines),
    version: '1.2.3',
  });
  clusters.push(cluster);
  cluster.start();
  return cluster;
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

function kubeconfig(user: object, cluster: object = {}): Promise<string> {
  const base = { server: server.url, 'certificate-authority': tlsFile('ca.crt') };
  return file(
    `kubeconfig-${Math.random()}`,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'here',
      clusters: [{ name: 'c', cluster: { ...base, ...cluster } }],
      users: [{ name: 'u', user }],
      contexts: [{ name: 'here', context: { cluster: 'c', user: 'u' } }],
    }),
  );
}

const lastAuthorization = () => server.seen.findLast(({ kind }) => kind === 'probe')?.authorization;

describe('credentials', () => {
  it('a token file is read again as it rotates, line break or not', async () => {
    const tokenFile = await file('token', 'first\n');
    const cluster = start({ url: server.url, caFile: tlsFile('ca.crt'), tokenFile });
    await eventually(() => expect(cluster.source().freshness).toBe('live'));
    expect(lastAuthorization()).toBe('Bearer first');
    await writeFile(tokenFile, 'second');
    await eventually(() => expect(lastAuthorization()).toBe('Bearer second'));
  });

  it.each([
    ['plain', () => tlsText('ca.crt')],
    ['base64', () => Buffer.from(tlsText('ca.crt')).toString('base64')],
  ])('an authority is taken as %s data', async (_, caData) => {
    const cluster = start({ url: server.url, caData: caData(), token: 't' });
    await eventually(() => expect(cluster.source().freshness).toBe('live'));
    await eventually(() =>
      expect(cluster.report()).toMatchObject({ address: server.url, version: 'v1.34.4' }),
    );
  });

  it('a kubeconfig with a token', async () => {
    const cluster = start({
      kubeconfig: { file: await kubeconfig({ token: 'from-kubeconfig' }), context: 'here' },
    });
    await eventually(() => expect(cluster.source().freshness).toBe('live'));
    expect(lastAuthorization()).toBe('Bearer from-kubeconfig');
  }, 20_000);

  it('a kubeconfig that is rewritten with another token, when the old one is refused', async () => {
    const path = await kubeconfig({ token: 'old' });
    server.script = (seen, response) => {
      const isRefused = seen.authorization !== 'Bearer new';
      if (isRefused) {
        response.writeHead(401).end('{"kind":"Status","code":401}');
      }
      return isRefused;
    };
    const cluster = start({ kubeconfig: { file: path } });
    await eventually(() => expect(cluster.source().freshness).toBe('denied'));
    await copyFile(await kubeconfig({ token: 'new' }), path);
    await eventually(() => expect(cluster.source().freshness).toBe('live'));
  }, 20_000);

  it('an exec plugin runs once for many calls', async () => {
    const count = join(folder, 'runs');
    const credential = {
      kind: 'ExecCredential',
      apiVersion: 'client.authentication.k8s.io/v1',
      status: { token: 'from-plugin' },
    };
    const plugin = await file(
      'plugin.js',
      `require('fs').appendFileSync(${JSON.stringify(count)}, 'x'); setTimeout(() => console.log(${JSON.stringify(JSON.stringify(credential))}), 300);`,
    );
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: process.execPath, args: [plugin] };
    const cluster = start({ kubeconfig: { file: await kubeconfig({ exec }) } });
    await eventually(() => expect(cluster.source().freshness).toBe('live'));
    await eventually(() => expect(server.count('probe')).toBeGreaterThan(3));
    expect(lastAuthorization()).toBe('Bearer from-plugin');
    await expect(readFile(count, 'utf8')).resolves.toBe('x');
  }, 20_000);
});

describe('what is wrong is told with its cure, and mended without a restart', () => {
  const cases: [string, () => object | Promise<object>, RegExp, RegExp][] = [
    [
      'a wrong entry',
      () => ({ url: 'http://x', token: 't' }),
      /^kubernetes\.clusters\[0\]\.url: give the https URL/,
      /restart the portal/,
    ],
    [
      'a missing kubeconfig',
      () => ({ kubeconfig: { file: '/nowhere/kubeconfig' } }),
      /^the kubeconfig \/nowhere\/kubeconfig cannot be read$/,
      /kubeconfig\.file/,
    ],
    [
      'a file that is no kubeconfig',
      async () => ({ kubeconfig: { file: await file('bad', 'clusters: [{}]') } }),
      /bad is not a kubeconfig$/,
      /kubeconfig\.file/,
    ],
    [
      'an unknown context',
      async () => ({ kubeconfig: { file: await kubeconfig({ token: 't' }), context: 'there' } }),
      /has no context there$/,
      /the file has here\./,
    ],
    [
      'a missing token file',
      () => ({ url: server.url, tokenFile: '/nowhere/token' }),
      /^the configured tokenFile \/nowhere\/token cannot be read$/,
      /tokenFile/,
    ],
    [
      'another authority',
      () => ({ url: server.url, caFile: tlsFile('other.crt'), token: 't' }),
      /^the cluster's certificate is not signed by the configured CA$/,
      /caFile or caData/,
    ],
    [
      'an authority that is none',
      () => ({ url: server.url, caData: '-----BEGIN nonsense', token: 't' }),
      /^the cluster's certificate is not signed by the configured CA$|^no TLS connection/,
      /authority/,
    ],
    [
      'a host that is not in the certificate',
      () => ({ url: server.url.replace('127.0.0.1', '127.0.0.2'), caFile: tlsFile('ca.crt'), token: 't' }),
      /not made out for the host of|connection refused by/,
      /./,
    ],
    [
      'nobody there',
      () => ({ url: 'https://127.0.0.1:1', caFile: tlsFile('ca.crt'), token: 't' }),
      /^connection refused by https:\/\/127\.0\.0\.1:1$/,
      /network/,
    ],
    [
      'a plugin that fails',
      async () => ({
        kubeconfig: {
          file: await kubeconfig({
            exec: {
              apiVersion: 'v1',
              command: process.execPath,
              args: [
                '-e',
                'console.error("no session for Bearer eyJhbGciOi.eyJzdWIi.c2ln"); process.exit(1)',
              ],
            },
          }),
        },
      }),
      /^no credentials from the kubeconfig .*: no session for Bearer \[token\]/,
      /by hand/,
    ],
    [
      'a plugin that hangs',
      async () => ({
        kubeconfig: {
          file: await kubeconfig({
            exec: { apiVersion: 'v1', command: process.execPath, args: ['-e', 'setTimeout(() => {}, 6000)'] },
          }),
        },
      }),
      /^the credentials were not there within/,
      /by hand/,
    ],
  ];
  it.each(cases)(
    '%s',
    async (_, entry, reason, cure) => {
      const cluster = start(await entry());
      await eventually(() => expect(cluster.source().freshness).toBe('unreachable'));
      expect(cluster.source().reason).toMatch(reason);
      expect(cluster.report()).toMatchObject({ freshness: 'unreachable', cure: expect.stringMatching(cure) });
      expect(cluster.report().lastError?.text).toMatch(reason);
    },
    20_000,
  );

  it('a file that comes later', async () => {
    const tokenFile = join(folder, 'later');
    const cluster = start({ url: server.url, caFile: tlsFile('ca.crt'), tokenFile });
    await eventually(() => expect(cluster.source().freshness).toBe('unreachable'));
    await writeFile(tokenFile, 'here');
    await eventually(() => expect(cluster.source().freshness).toBe('live'));
  });

  it('has told no token to the log', () => {
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.join('\n')).not.toMatch(/eyJ|secret-token|from-plugin|from-kubeconfig/);
  });
});
