import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import { CANARY, outside, root, storedAttacks } from './__testUtils__/attacks';
import { type Paths, startPaths, TEMPLATE } from './__testUtils__/startPaths';

const values = {
  name: 'payments',
  description: 'Takes payments.',
  owner: 'group:default/storefront',
  size: 'small',
  database: false,
};

describe('an attack on golden paths', () => {
  let paths: Paths;
  let evil: Server;
  const lured: string[] = [];

  beforeAll(async () => {
    process.env.PATHS_CANARY = CANARY;
    mkdirSync(outside);
    writeFileSync(join(outside, 'secret'), CANARY);
    evil = createServer((request, response) => {
      lured.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    });
    await new Promise<void>(resolve => {
      evil.listen(0, '127.0.0.1', resolve);
    });
    const address = `http://127.0.0.1:${(evil.address() as AddressInfo).port}`;
    paths = await startPaths({ templates: storedAttacks(address) });
    await paths.sandbox.git.host.open();
  }, 60_000);

  afterAll(async () => {
    delete process.env.PATHS_CANARY;
    evil.closeAllConnections();
    evil.close();
    await paths.stop();
    rmSync(root, { recursive: true });
  });

  async function attack(name: string, parameters: JsonObject = {}, secrets: Record<string, string> = {}) {
    const body = { templateRef: `template:default/${name}`, values: parameters, secrets };
    const { id } = (await paths.ask('post', '/scaffolder/v2/tasks', body)).body as { id: string };
    return { id, status: await paths.end(id), said: await paths.log(id) };
  }

  it('CVE-2021-43783: no file is written outside the workspace by a path or a name', async () => {
    expect((await attack('target-path')).status).toBe('failed');
    expect((await attack('file-name', { path: '../../../evil' })).status).toBe('failed');
    expect((await attack('file-name', { path: join(outside, 'evil') })).said).not.toContain(
      `${outside}/evil to`,
    );
    expect(existsSync(join(outside, 'x'))).toBe(false);
    expect(existsSync(join(outside, 'evil'))).toBe(false);
  }, 30_000);

  it('nothing from outside the workspace is committed', async () => {
    const repository = `${paths.proxy.url}/platform/applications`;
    for (const path of ['../..', '/etc', outside, '../outside', 'x/../../../outside']) {
      const { status, said } = await attack('source-path', { path, repository });
      expect({ path, status }).toEqual({ path, status: 'failed' });
      expect(said).toMatch(/InputError: .+(workspace)/);
    }
  }, 30_000);

  it('GHSA-2g8g-63j4-9w3r, CVE-2022-36067, CVE-2023-35926: no code of a template or a value is run', async () => {
    const { said } = await attack('code', {
      path: "${{ ''.constructor.constructor('return process.env.PATHS_CANARY')() }}",
    });
    expect(said).not.toContain(CANARY);
  }, 30_000);

  it('CVE-2024-53983: a git config among the files leads nobody elsewhere with the credentials', async () => {
    const { status } = await attack('git-config', {
      path: `localhost:${paths.proxy.port}?owner=storefront&repo=lured`,
    });
    expect(['completed', 'failed']).toContain(status);
    expect(lured).toEqual([]);
  }, 60_000);

  it('CVE-2024-26150, CVE-2026-24046, CVE-2026-24047: links, chains of links and links to nothing lead nowhere', async () => {
    const { said } = await attack('links');
    expect(said).not.toContain(CANARY);
    expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe(CANARY);
    const committed = await attack('committed-links', { path: `${paths.proxy.url}/platform/applications` });
    expect(['completed', 'failed']).toContain(committed.status);
    const { git } = paths.sandbox;
    for (const file of ['file', 'folder/secret', 'own']) {
      const answer = await fetch(`${git.url}/platform/applications/raw/branch/main/${file}`);
      expect(await answer.text()).not.toContain(CANARY);
    }
    const preview = await paths.ask('post', '/golden-paths/previews', {
      templateRef: 'template:default/links',
      values: {},
    });
    expect(JSON.stringify(preview.body)).not.toContain(CANARY);
  }, 30_000);

  it('CVE-2026-29184, CVE-2026-106499: neither secrets nor what is made of them is in the log', async () => {
    const mine = 'hunter2-and-more/ü';
    const { id, said } = await attack('secrets', {}, { mine });
    const report = JSON.stringify(await paths.report(id));
    for (const form of [
      mine,
      JSON.stringify(mine).slice(1, -1),
      encodeURIComponent(mine),
      mine.toUpperCase(),
      [...mine].reverse().join(''),
      btoa(encodeURIComponent(mine)),
      'hunter2-and',
      'HUNTER2',
    ]) {
      expect(said).not.toContain(form);
      expect(report).not.toContain(form);
    }
  }, 30_000);

  it('CVE-2026-106501: a task that is read has neither secrets nor its state', async () => {
    const { id } = await attack('secrets', {}, { mine: 'hunter2-hunter2' });
    const task = await paths.ask('get', `/scaffolder/v2/tasks/${id}`);
    const tasks = await paths.ask('get', '/scaffolder/v2/tasks');
    for (const { body } of [task, tasks]) {
      expect(JSON.stringify(body)).not.toMatch(/hunter2|__initiatorCredentials|backstageToken"/);
    }
    expect(Object.keys(task.body)).not.toContain('state');
  }, 30_000);

  it('CVE-2026-106506: tasks are not ordered by what nobody may see', async () => {
    const answer = await paths.ask('get', '/scaffolder/v2/tasks?order=asc:secrets');
    expect(answer.status).toBe(400);
  });

  it('no address leads out of its repository', async () => {
    const { url, port } = paths.proxy;
    const before = await paths.sandbox.git.host.heads('main');
    for (const path of [
      `${url}/platform/../storefront/x`,
      `${url}/platform/applications%2F..%2Fportal-config`,
      `${url}/platform/applications?x=/`,
      `${url}/platform/applications/contents`,
      `http://greenroom@localhost:${port}/platform//applications`,
      `file:///etc`,
      `${url}@evil.example/platform/applications`,
      'https://169.254.169.254/latest/meta-data',
    ]) {
      const { status } = await attack('repository', { path });
      expect({ path, status }).toEqual({ path, status: 'failed' });
    }
    expect(await paths.sandbox.git.host.heads('main')).toEqual(before);
  }, 60_000);

  it('a dry-run unpacks nothing outside its folder', async () => {
    const template = paths.catalog.entities.get('template:default/code');
    for (const path of ['../../../evil', '/evil', '..\\..\\evil', join(outside, 'evil')]) {
      const directoryContents = [{ path, base64Content: btoa('x') }];
      await paths.ask('post', '/scaffolder/v2/dry-run', { template, values: {}, directoryContents });
    }
    expect(existsSync(join(outside, 'evil'))).toBe(false);
    expect(existsSync(join(tmpdir(), 'evil'))).toBe(false);
  }, 30_000);

  it('a preview shows the stored template, whatever the caller sends beside', async () => {
    const body = { templateRef: TEMPLATE, values, directoryContents: [{ path: 'x', base64Content: '' }] };
    expect((await paths.ask('post', '/golden-paths/previews', body)).status).toBe(400);
    const template = paths.catalog.entities.get('template:default/code');
    expect((await paths.ask('post', '/golden-paths/previews', { ...body, template })).status).toBe(400);
    const other = await paths.ask('post', '/golden-paths/previews', {
      templateRef: 'component:default/x',
      values,
    });
    expect(other.status).toBe(400);
    const none = await paths.ask('post', '/golden-paths/previews', {
      templateRef: 'template:default/none',
      values,
    });
    expect(none.status).toBe(404);
  });

  it.each(['name', 'description', 'owner', 'system', 'size'])(
    'no code, secret or path comes through the parameter %s',
    async parameter => {
      const code =
        "${{ secrets.backstageToken }}{{ 7 * 191 }}${{ ''.constructor.constructor('return process.env.PATHS_CANARY')() }}";
      const names = ['../../../etc/passwd', '__proto__', 'x'.repeat(5_000)];
      // What may be any text is tried with all at once, as all of it is drawn each time.
      const texts = parameter === 'description' ? [`${names[0]} ${names[1]} ${code}`] : [code, ...names];
      for (const text of texts) {
        const preview = await paths.ask(
          'post',
          '/golden-paths/previews',
          {
            templateRef: TEMPLATE,
            values: { ...values, [parameter]: text },
          },
          parameter,
        );
        const told = JSON.stringify(preview.body);
        expect([200, 400]).toContain(preview.status);
        expect(told).not.toContain(CANARY);
        expect(told).not.toContain('1337');
        expect(told).not.toContain('mock-user-token');
        expect(told).not.toMatch(/"path":"[^"]*\.\.\//);
      }
    },
    60_000,
  );

  it('a body that is too large, or has a prototype, is refused', async () => {
    const large = { templateRef: TEMPLATE, values: { ...values, description: 'x'.repeat(300_000) } };
    expect((await paths.ask('post', '/golden-paths/previews', large, 'ben')).status).toBe(413);
    const sly = JSON.parse(
      `{"templateRef":"${TEMPLATE}","values":{"__proto__":{"name":"x","polluted":true},"name":{"__proto__":{"polluted":true}}}}`,
    );
    const answer = await paths.ask('post', '/golden-paths/previews', sly, 'ben');
    expect(answer.body.files ?? []).toEqual([]);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect({}).not.toHaveProperty('polluted');
    const long = await paths.ask('get', `/golden-paths/names?name=${'x'.repeat(201)}`);
    expect(long.status).toBe(400);
  });
});
