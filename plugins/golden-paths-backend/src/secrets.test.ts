import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import github from '@backstage/plugin-scaffolder-backend-module-github';
import gitlab from '@backstage/plugin-scaffolder-backend-module-gitlab';
import type { JsonObject, JsonValue } from '@backstage/types';
import { z } from 'zod';
import { isDeep } from './__testUtils__/isDeep';
import { located, type Paths, startPaths } from './__testUtils__/startPaths';

/** What JSON, HTML, addresses and headers each write differently; of several lines, as a key. */
const mine = 'hunter2"\\and\'&<more>/ü+ correct%horse\nstaple-of-the-second-line';
const password = 'gitea"pass\\wörd/of&the host';
const githubToken = 'ghp_githubs"own\\token/of&it';
const gitlabToken = 'glpat-gitlabs"own\\token/of&it';

/** Pieces that no other text has, however the rest is written. */
const pieces = [
  ...['hunter2', 'correct%horse', 'correct%25horse', 'staple-of-the', 'more&gt;'],
  ...['gitea"pass', 'gitea%22pass', 'gitea\\', 'gitea&quot;', 'rd/of&the', 'of%26the'],
  ...['ghp_githubs', 'glpat-gitlabs', 'token/of', 'token%2Fof'],
];

function base64Pieces(secret: string): string[] {
  return [0, 1, 2].map(before =>
    Buffer.concat([Buffer.alloc(before), Buffer.from(secret)])
      .toString('base64')
      .slice(4, 20),
  );
}

function leaks(said: string): string[] {
  const secrets = [mine, password, githubToken, gitlabToken];
  const hex = secrets.map(secret => Buffer.from(secret).toString('hex').slice(0, 16));
  return [...pieces, ...secrets.flatMap(base64Pieces), ...hex].filter(piece => said.includes(piece));
}

/** The same text as a template would have it said: alone, inside of more, in an address, and escaped before. */
const echoes = [
  '${{ secrets.mine }}',
  'before ${{ secrets.mine | dump }} "quoted" ${{ secrets.mine | urlencode }} after',
  'https://ada:${{ secrets.mine | urlencode }}@git.example/a/b?owner=o&repo=${{ secrets.mine }}',
];

/** A git host that refuses, and says in its answer everything that it was sent. */
async function startEcho(): Promise<{ server: Server; url: string }> {
  const server = createServer(async (request, response) => {
    const sent: string[] = [];
    for await (const chunk of request) {
      sent.push(String(chunk));
    }
    const basic = /^basic (.*)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const told = [...request.rawHeaders, request.url, ...sent, Buffer.from(basic, 'base64').toString()].join(
      ' ',
    );
    const message = `${told} ${encodeURIComponent(told)} ${Buffer.from(told).toString('base64')}`;
    // Gitea's publisher goes on only where the organisation is there.
    const status = request.url?.startsWith('/api/v1/orgs/') && request.method === 'GET' ? 200 : 422;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { server, url: `http://localhost:${(server.address() as AddressInfo).port}` };
}

/** What our paths ask publishers for. The others, and other deeds at a host, are tried in a deep run: hosts are asked slowly. */
const published = new Set([
  'repoUrl',
  'description',
  'settings',
  'sourcePath',
  'defaultBranch',
  'gitCommitMessage',
]);
const asksHosts = (action: string) => /^(publish|github|gitlab):/.test(action);

const schemaSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.json()).optional(),
  properties: z.record(z.string(), z.json()).optional(),
  required: z.array(z.string()).optional(),
  anyOf: z.array(z.json()).optional(),
  pattern: z.string().optional(),
});
const actionsSchema = z.array(
  z.object({ id: z.string(), schema: z.object({ input: schemaSchema.optional() }).optional() }),
);
type Schema = z.infer<typeof schemaSchema>;

/** Where each publisher publishes to: a host that echoes. */
const hosts: Record<string, string> = {
  'publish:gitea': 'gitea.test?owner=o&repo=r',
  'publish:github': 'github.test?owner=o&repo=r',
  'publish:gitlab': 'gitlab.test?owner=o&repo=r',
};

/** An input that an action takes, as far as its schema tells. */
function sample(action: string, name: string, json: JsonValue | undefined): JsonValue {
  const schema = schemaSchema.parse(json ?? {});
  if (name === 'repoUrl') {
    return (
      Object.entries(hosts).find(([id]) => action.startsWith(id))?.[1] ??
      `${action.split(':')[0]}.test?owner=o&repo=r`
    );
  }
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  const byType: Record<string, JsonValue> = { array: [], object: {}, boolean: true, number: 1, integer: 1 };
  return schema.enum?.[0] ?? byType[type ?? 'string'] ?? 'x';
}

/** One step for each of an action's parameters and each echo, in each shape that its input may have. */
function stepsOf(action: string, input: Schema): object[] {
  const shapes = (input.anyOf ?? [input]).map(shape => schemaSchema.parse(shape));
  return shapes.flatMap((shape, at) => stepsOfShape(action, shape, `shape${at}`));
}

/** What is asked for besides is there, too. */
function stepsOfShape(action: string, input: Schema, shape: string): object[] {
  const { properties = {}, required = [] } = input;
  const others = Object.fromEntries(
    [...required, ...Object.keys(properties).filter(name => name === 'repoUrl')].map(name => [
      name,
      sample(action, name, properties[name]),
    ]),
  );
  const names = Object.keys(properties).filter(name => isDeep || !asksHosts(action) || published.has(name));
  return [...names, ...(names.length === 0 ? ['anything'] : [])].flatMap((name, at) =>
    echoesOf(action, at).flatMap((echo, index) => {
      const value = echoIn(properties[name], echo);
      const id = `${shape}-${at}-${index}`;
      return { id, name: id, action, if: '${{ always() }}', input: { ...others, [name]: value } };
    }),
  );
}

/** A deep run says each in each place. */
function echoesOf(action: string, at: number): string[] {
  return isDeep || action === 'debug:log' ? echoes : echoes.slice(at % echoes.length).slice(0, 1);
}

function echoIn(json: JsonValue | undefined, echo: string): JsonValue {
  const { type } = schemaSchema.parse(json ?? {});
  if (type === 'array') {
    return [echo];
  }
  return type === 'object' ? { key: echo, [echo]: 'value' } : echo;
}

const template = (name: string, steps: object[]) =>
  located(
    {
      apiVersion: 'scaffolder.backstage.io/v1beta3',
      kind: 'Template',
      metadata: { name },
      spec: { owner: 'platform', type: 'service', parameters: [{ properties: {} }], steps },
    },
    join(tmpdir(), 'template.yaml'),
  );

describe('a secret', () => {
  let paths: Paths;
  let echo: { server: Server; url: string };

  beforeAll(async () => {
    echo = await startEcho();
    const { url } = echo;
    paths = await startPaths({
      modules: [github, gitlab],
      config: {
        scaffolder: { defaultEnvironment: { parameters: { region: 'eu-1' }, secrets: { own: mine } } },
      },
      integrations: {
        gitea: [{ host: 'gitea.test', baseUrl: url, username: 'greenroom', password }],
        github: [{ host: 'github.test', apiBaseUrl: `${url}/api/v3`, token: githubToken }],
        gitlab: [{ host: 'gitlab.test', baseUrl: url, apiBaseUrl: `${url}/api/v4`, token: gitlabToken }],
      },
    });
  }, 60_000);

  afterAll(async () => {
    echo.server.closeAllConnections();
    echo.server.close();
    await paths.stop();
  });

  async function said(name: string, steps: object[], body: JsonObject = {}): Promise<string> {
    paths.catalog.entities.set(`template:default/${name}`, template(name, steps));
    const asked = { templateRef: `template:default/${name}`, values: {}, secrets: { mine }, ...body };
    const { id } = (await paths.ask('post', '/scaffolder/v2/tasks', asked)).body as { id: string };
    expect(['completed', 'failed']).toContain(await paths.end(id, steps.length * 1_000 + 30_000));
    const report = await paths.ask('get', `/golden-paths/runs/${id}`);
    return `${await paths.log(id)}\n${JSON.stringify(report.body)}`;
  }

  it(
    'is in no log, whatever parameter of whatever installed action it is put into',
    async () => {
      const { body } = await paths.ask('get', '/scaffolder/v2/actions');
      const actions = actionsSchema.parse(body);
      expect(actions.map(({ id }) => id)).toEqual(
        expect.arrayContaining(['debug:log', 'fetch:template', 'catalog:register', ...Object.keys(hosts)]),
      );
      const found: Record<string, string[]> = {};
      let echoed = 0;
      for (const { id, schema } of actions.filter(
        action => isDeep || !asksHosts(action.id) || hosts[action.id],
      )) {
        const steps = stepsOf(id, schema?.input ?? {});
        const told = await said(`echo-${id.replaceAll(':', '-')}`, steps);
        found[id] = leaks(told);
        echoed += told.split('***').length - 1;
      }
      expect(Object.entries(found).filter(([, leaked]) => leaked.length > 0)).toEqual([]);
      expect(echoed).toBeGreaterThan(50);
    },
    isDeep ? 1_200_000 : 60_000,
  );

  it.each(Object.entries(hosts))('of a git host is not in what %s fails with', async (action, repoUrl) => {
    const told = await said('host', [
      {
        id: 'publish',
        name: 'Publish',
        action,
        input: { repoUrl, defaultBranch: 'main', ...(action === 'publish:gitea' && { description: 'x' }) },
      },
    ]);
    expect(told).toContain('"status":"failed"');
    expect(told).toContain('***');
    expect(leaks(told)).toEqual([]);
  });

  it('of the configuration is not to be had by a dry-run, whoever writes its template', async () => {
    const messages = ['own ${{ environment.secrets.own }}.', 'region ${{ environment.parameters.region }}.'];
    const steps = messages.map((message, at) => ({
      id: `s${at}`,
      name: 'Log',
      action: 'debug:log',
      input: { message },
    }));
    const answer = await paths.ask('post', '/scaffolder/v2/dry-run', {
      template: template('environment', steps),
      values: {},
      directoryContents: [],
    });
    const told = JSON.stringify(answer.body);
    expect(told).toContain('region eu-1.');
    expect(told).toContain('own .');
    expect(leaks(told)).toEqual([]);
  });

  it('that was typed is not in the log of a dry-run either', async () => {
    const steps = echoes.map((message, at) => ({
      id: `s${at}`,
      name: 'Log',
      action: 'debug:log',
      input: { message },
    }));
    const answer = await paths.ask('post', '/scaffolder/v2/dry-run', {
      template: template('dry', steps),
      values: {},
      secrets: { mine },
      directoryContents: [],
    });
    expect(answer.status).toBe(200);
    expect(leaks(JSON.stringify(answer.body.log))).toEqual([]);
  });
});
