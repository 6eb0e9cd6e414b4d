import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { located, type Paths, startPaths } from './__testUtils__/startPaths';

const root = mkdtempSync(join(tmpdir(), 'reading-'));
const outside = join(root, 'outside');
const CANARY = 'canary-77a1c40e';

async function listen(answer: RequestListener): Promise<{ server: Server; host: string }> {
  const server = createServer(answer);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { server, host: `localhost:${(server.address() as AddressInfo).port}` };
}

/** One member of a tar archive, as `ustar` has it: a header and what it holds, in blocks of 512. */
function member(name: string, { link, content = '' }: { link?: string; content?: string }): string {
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`;
  const type = link === undefined ? '0' : '2';
  const head = (sum: string) =>
    [
      name.padEnd(100, '\0'),
      ...[octal(0o644, 8), octal(0, 8), octal(0, 8), octal(content.length, 12), octal(0, 12), sum],
      ...[type, (link ?? '').padEnd(100, '\0'), 'ustar\0', '00'],
    ]
      .join('')
      .padEnd(512, '\0');
  const sum = [...head(' '.repeat(8))].reduce((total, sign) => total + sign.charCodeAt(0), 0);
  return head(`${octal(sum, 7)} `) + content.padEnd(Math.ceil(content.length / 512) * 512, '\0');
}

const template = (name: string, steps: object[]) =>
  located(
    {
      apiVersion: 'scaffolder.backstage.io/v1beta3',
      kind: 'Template',
      metadata: { name },
      spec: { owner: 'platform', type: 'service', parameters: [{ properties: {} }], steps },
    },
    join(root, 'template.yaml'),
  );

describe('what a template has read', () => {
  let paths: Paths;
  let inner: { server: Server; host: string };
  let allowed: { server: Server; host: string };
  const lured: string[] = [];

  beforeAll(async () => {
    mkdirSync(outside);
    writeFileSync(join(outside, 'secret'), CANARY);
    inner = await listen((request, response) => {
      lured.push(`${request.method} ${request.url}`);
      response.end(CANARY);
    });
    allowed = await listen((_, response) => {
      response.writeHead(302, { location: `http://${inner.host}/metadata` }).end();
    });
    const reading = { allow: [{ host: allowed.host }] };
    paths = await startPaths({ config: { backend: { workingDirectory: root, reading } } });
  }, 60_000);

  afterAll(async () => {
    inner.server.close();
    allowed.server.close();
    await paths.stop();
    rmSync(root, { recursive: true });
  });

  async function play(name: string, steps: object[]) {
    paths.catalog.entities.set(`template:default/${name}`, template(name, steps));
    const body = { templateRef: `template:default/${name}`, values: {}, secrets: {} };
    const { id } = (await paths.ask('post', '/scaffolder/v2/tasks', body)).body as { id: string };
    return { status: await paths.end(id), said: await paths.log(id) };
  }

  it.each(['fetch:plain', 'fetch:plain:file', 'fetch:template'])(
    'CVE-2026-24048: %s asks no address but those that are configured, nor one that these lead to',
    async action => {
      for (const url of [
        `http://${inner.host}/x`,
        `http://${allowed.host}/x`,
        'http://169.254.169.254/latest/meta-data',
        `file://${outside}/secret`,
      ]) {
        const input = { url, targetPath: 'x', ...(action === 'fetch:template' && { values: {} }) };
        const { status, said } = await play('lured', [{ id: 'fetch', name: 'Fetch', action, input }]);
        expect({ url, status }).toEqual({ url, status: 'failed' });
        expect(said).not.toContain(CANARY);
      }
      expect(lured).toEqual([]);
    },
    60_000,
  );

  it('CVE-2026-24046: links in an archive lead nowhere, neither for what is written nor for what is read', async () => {
    const archive = [
      member('repository/folder', { link: outside }),
      member('repository/folder/evil', { content: 'x' }),
      member('repository/file', { link: join(outside, 'secret') }),
      member('repository/../../../outside/up', { content: 'x' }),
      member('repository/own', { content: 'own' }),
      '\0'.repeat(1024),
    ].join('');
    const commit = JSON.stringify({ sha: 'a'.repeat(40), commit: {} });
    let given = 0;
    paths.proxy.fault = line => {
      if (line.includes('/archive/')) {
        given += 1;
        return { status: 200, body: archive };
      }
      return line.includes('/git/commits/') ? { status: 200, body: commit } : undefined;
    };
    const url = `${paths.proxy.url}/storefront/evil/src/branch/main`;
    const { said } = await play('archive', [
      { id: 'fetch', name: 'Fetch', action: 'fetch:plain', input: { url } },
      {
        id: 'list',
        name: 'List',
        action: 'debug:log',
        if: '${{ always() }}',
        input: { listWorkspace: 'with-contents' },
      },
    ]);
    paths.proxy.fault = () => undefined;
    expect(given).toBe(1);
    expect(said).not.toContain(CANARY);
    expect(existsSync(join(outside, 'evil'))).toBe(false);
    expect(existsSync(join(outside, 'up'))).toBe(false);
  }, 60_000);
});
