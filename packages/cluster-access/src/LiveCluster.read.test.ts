import { z } from 'zod';
import { type Script, ScriptedApiServer, send } from './__testUtils__/ScriptedApiServer';
import { startCluster } from './__testUtils__/watching';
import type { LiveCluster } from './LiveCluster';

let server: ScriptedApiServer;
let cluster: LiveCluster;

beforeEach(async () => {
  server = await new ScriptedApiServer().listen();
  server.put('widgets', 'a', 'one', { value: 1 });
});
afterEach(async () => {
  await cluster.stop();
  await server.kill();
});

describe('read', () => {
  const ref = {
    type: { group: 'example.com', version: 'v1', resource: 'widgets' },
    namespace: 'a',
    name: 'one',
  };
  const schema = z.object({ value: z.number() });

  it('gives one object, as us', async () => {
    cluster = startCluster(server);
    await expect(cluster.read(ref, schema)).resolves.toEqual({ value: 1 });
    expect(server.seen.find(({ kind }) => kind === 'get')).toMatchObject({
      authorization: 'Bearer secret-token',
      userAgent: 'greenroom/1.2.3',
    });
  });

  const answer =
    (code: number, body: unknown): Script =>
    ({ kind }, response) => {
      if (kind === 'get') {
        send(response, code, body);
      }
      return kind === 'get';
    };
  const cases: [string, Script, string, RegExp][] = [
    ['401', answer(401, { kind: 'Status' }), 'AuthenticationError', /^eks-prod: the token was refused/],
    [
      '403',
      answer(403, { kind: 'Status' }),
      'NotAllowedError',
      /^eks-prod: not permitted: cannot get widgets.example.com a\/one/,
    ],
    [
      '404',
      answer(404, { kind: 'Status' }),
      'NotFoundError',
      /^eks-prod: cannot get widgets.example.com a\/one/,
    ],
    ['500', answer(500, 'no'), 'ServiceUnavailableError', /^eks-prod: the API server answered 500/],
    [
      'another shape',
      answer(200, { value: 'x' }),
      'InputError',
      /^eks-prod: widgets.example.com a\/one is not as expected: value: /,
    ],
    [
      'no answer',
      ({ kind }) => kind === 'get',
      'ServiceUnavailableError',
      /^eks-prod: https:.* did not answer within 1 s/,
    ],
  ];
  it.each(cases)('%s is an error of its own', async (_, script, name, message) => {
    server.script = script;
    cluster = startCluster(server);
    await expect(cluster.read(ref, schema)).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });
});
