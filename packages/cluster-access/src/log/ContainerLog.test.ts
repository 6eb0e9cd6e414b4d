import type { ServerResponse } from 'node:http';
import {
  AuthenticationError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { ScriptedApiServer, type Seen, send, sendStatus } from '../__testUtils__/ScriptedApiServer';
import { eventually, startCluster, untilLive } from '../__testUtils__/watching';
import type { LiveCluster } from '../LiveCluster';
import type { LogOptions, PodLog } from '../types';

const pod = { namespace: 'storefront', name: 'checkout-7d9f-x2x' };
let server: ScriptedApiServer;
let cluster: LiveCluster;
/** How the log is answered, and the pod when it is looked at. */
let onLog: (response: ServerResponse, seen: Seen) => void;
let onPod: (response: ServerResponse) => void;
let asked: Seen | undefined;
let isClosed = false;
let isAsked: Promise<void>;
let tellAsked = () => {};

beforeEach(async () => {
  server = await new ScriptedApiServer().listen();
  isClosed = false;
  isAsked = new Promise(resolve => (tellAsked = resolve));
  onPod = response => send(response, 200, running('containerd://1'));
  server.script = (seen, response) => {
    const { pathname } = seen.url;
    if (pathname.endsWith('/log')) {
      asked = seen;
      tellAsked();
      response.on('close', () => (isClosed = true));
      onLog(response, seen);
    } else if (pathname.endsWith(`/pods/${pod.name}`)) {
      onPod(response);
    }
    return pathname.includes(`/pods/${pod.name}`);
  };
  cluster = startCluster(server);
  await untilLive(() => cluster.source());
});
afterEach(async () => {
  await cluster.stop();
  await server.kill();
});

function running(containerID: string, state: object = { running: {} }, metadata: object = {}) {
  const containerStatuses = [{ name: 'app', containerID, state }];
  return { metadata: { uid: 'u1', ...metadata }, status: { containerStatuses } };
}

async function textOf(log: PodLog): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of log) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
const read = (options?: LogOptions) => textOf(cluster.log(pod, options));

it('is asked for as Kubernetes names it, as us, and is told whole', async () => {
  onLog = response => response.end('one\ntwo\n');
  const log = cluster.log(pod, {
    container: 'app',
    previous: true,
    follow: false,
    tailLines: 5,
    sinceSeconds: 60,
  });
  expect(log.end).toBeUndefined();
  await expect(textOf(log)).resolves.toBe('one\ntwo\n');
  expect(log.end).toBe('whole');
  expect(asked?.url.pathname).toBe('/api/v1/namespaces/storefront/pods/checkout-7d9f-x2x/log');
  expect(Object.fromEntries(asked?.url.searchParams ?? [])).toEqual({
    container: 'app',
    previous: 'true',
    tailLines: '5',
    sinceSeconds: '60',
  });
  expect(asked?.authorization).toBe('Bearer secret-token');
  await expect(textOf(log)).rejects.toThrow(InputError);
});

it.each([
  [400, InputError, /container other is not valid for pod/],
  [401, AuthenticationError, /refused \(401\)/],
  [403, NotAllowedError, /cannot read the log of pod storefront\/checkout-7d9f-x2x/],
  [404, NotFoundError, /no such thing/],
  [500, ServiceUnavailableError, /dial tcp 10.0.0.1:10250/],
])('%s is an error of its own, in the server’s words where they say more', async (code, Class, message) => {
  const words: Record<number, string> = {
    400: 'container other is not valid for pod checkout-7d9f-x2x',
    500: 'Get "https://10.0.0.1:10250/containerLogs": dial tcp 10.0.0.1:10250: i/o timeout',
  };
  onLog = response => sendStatus(response, code, words[code] ?? 'Refused');
  const failure = await read({ container: 'other' }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Class);
  expect(failure).toMatchObject({ message: expect.stringMatching(/^eks-prod: /) });
  expect(failure).toMatchObject({ message: expect.stringMatching(message) });
});

it('a run that the kubelet has taken away is not found, though it is told as a log', async () => {
  const told = `unable to retrieve container logs for containerd://${'7a83'.repeat(16)}`;
  onLog = response => response.end(told);
  const failure = await read({ previous: true }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(NotFoundError);
  expect(failure).toMatchObject({ message: expect.stringMatching(/^eks-prod: the log of that run is gone/) });
  onLog = response => response.end(`${told}\n`);
  await expect(read()).resolves.toBe(`${told}\n`);
});

it('reads no further than who iterates, and ends the call when the loop is left', async () => {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  let written = 0;
  onLog = response => {
    const more = () => {
      while (written < 100 * 1024 * 1024 && !response.destroyed) {
        written += chunk.length;
        if (!response.write(chunk)) {
          response.once('drain', more);
          return;
        }
      }
    };
    more();
  };
  for await (const _ of cluster.log(pod, { follow: true })) {
    await new Promise(resolve => setTimeout(resolve, 200));
    break;
  }
  // What is in the sockets of both sides.
  expect(written).toBeLessThan(16 * 1024 * 1024);
  await eventually(() => expect(isClosed).toBe(true));
});

it('ends with the signal it was given, which is what is thrown', async () => {
  onLog = response => response.write('one\n');
  const leaving = new AbortController();
  const reading = read({ follow: true, signal: leaving.signal });
  await isAsked;
  leaving.abort(new InputError('the page was closed'));
  await expect(reading).rejects.toThrow('the page was closed');
  await eventually(() => expect(isClosed).toBe(true));
});

it.each<[string, LogOptions, (response: ServerResponse) => void, RegExp]>([
  ['no answer', { follow: true }, () => {}, /did not answer within 1 s/],
  ['silence in the middle', {}, response => response.write('one\n'), /stopped in the middle of a log/],
  [
    'a connection that breaks',
    { follow: true },
    response => response.write('one\n', () => response.socket?.destroy()),
    /was closed before the answer was complete/,
  ],
])('%s is an error, and ends the call', async (_, options, answer, message) => {
  onLog = answer;
  const failure = await read(options).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ServiceUnavailableError);
  expect(failure).toMatchObject({ message: expect.stringMatching(message) });
  await eventually(() => expect(isClosed).toBe(true));
});

it('one that is followed may be quiet for longer than any answer, until the cluster no longer answers', async () => {
  onLog = response => {
    response.write('one\n');
    setTimeout(() => response.write('two\n'), 1_300);
  };
  const got: string[] = [];
  const reading = (async () => {
    for await (const chunk of cluster.log(pod, { follow: true })) {
      got.push(chunk.toString());
    }
  })();
  const ended = reading.catch((error: unknown) => String(error));
  await eventually(() => expect(got).toEqual(['one\n', 'two\n']));
  server.script = (_, response) => {
    sendStatus(response, 401, 'Unauthorized');
    return true;
  };
  await expect(ended).resolves.toMatch(/eks-prod: the token was refused \(401\)/);
  await eventually(() => expect(isClosed).toBe(true));
});

describe('the end of one that is followed', () => {
  const cases: [string, LogOptions, (response: ServerResponse) => void][] = [
    ['container-ended', {}, response => send(response, 200, running('containerd://1', { terminated: {} }))],
    ['container-ended', {}, response => send(response, 200, running('containerd://2'))],
    ['pod-gone', {}, response => sendStatus(response, 404, 'NotFound')],
    ['pod-gone', {}, response => send(response, 200, running('containerd://1', {}, { uid: 'u2' }))],
    [
      'pod-gone',
      {},
      response => send(response, 200, running('containerd://1', {}, { deletionTimestamp: 'now' })),
    ],
    ['unknown', {}, response => sendStatus(response, 403, 'Forbidden')],
    ['limit', { limitBytes: 8 }, response => send(response, 200, running('containerd://1'))],
  ];
  it.each(cases)('%s', async (end, options, after) => {
    onLog = response => {
      onPod = after;
      setTimeout(() => response.end('one\ntwo\n'), 100);
    };
    const before = new Promise<void>(resolve => {
      onPod = response => {
        send(response, 200, running('containerd://1'));
        resolve();
      };
    });
    const answer = onLog;
    onLog = (response, seen) => void before.then(() => answer(response, seen));
    const log = cluster.log(pod, { follow: true, container: 'app', ...options });
    await expect(textOf(log)).resolves.toBe('one\ntwo\n');
    expect(log.end).toBe(end);
  });

  it('is told as a cut when the container goes on, after it had its time to be seen as ended', async () => {
    onLog = response => void setTimeout(() => response.end('one\n'), 100);
    const log = cluster.log(pod, { follow: true });
    await textOf(log);
    expect(log.end).toBe('cut');
  });
});
