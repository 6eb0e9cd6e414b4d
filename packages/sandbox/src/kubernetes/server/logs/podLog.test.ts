import { podLogs } from '../../../clusters/podLogs';
import type { JsonValue } from '../../types';
import { TestServer } from '../../__testUtils__/TestServer';

const path = '/api/v1/namespaces/default/pods/web/log';
const ago = (seconds: number) => `${new Date(Date.now() - seconds * 1_000).toISOString().slice(0, 19)}Z`;
const ended = (seconds: number, containerID = 'containerd://first') => ({
  terminated: { exitCode: 1, containerID, startedAt: ago(seconds + 5), finishedAt: ago(seconds) },
});
const running = (seconds: number) => ({ running: { startedAt: ago(seconds) } });
type Tree = { [key: string]: JsonValue };

describe('the log of a pod', () => {
  let server: TestServer;
  beforeEach(async () => {
    const behaviours = (image: string) =>
      image === 'talks' ? { logLines: ['one', 'two', 'three', 'four'] } : undefined;
    server = await TestServer.start({ logs: podLogs(behaviours) });
  });
  afterEach(() => server.stop());

  function pod({ image = 'talks', node = 'node-a', names = ['app'], init = [''] } = {}) {
    const containers = names.map(name => ({ name, image }));
    const initContainers = init.filter(Boolean).map(name => ({ name, image }));
    server.store.create('pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace: 'default' },
      spec: { containers, initContainers, ...(node && { nodeName: node }) },
    });
  }
  function status(state: Tree, lastState: Tree = {}, containerID = 'containerd://second') {
    const container = { name: 'app', ready: true, restartCount: 1, image: 'talks', imageID: '', containerID };
    const containerStatuses = [{ ...container, state, lastState }];
    server.store.patch(
      { resource: 'pods', namespace: 'default', name: 'web' },
      { status: { containerStatuses } },
      'status',
    );
  }
  const refusal = async (query = '') => {
    const { status: code, body } = await server.ask(path + query);
    return [code, Object(body).message];
  };
  const text = async (query = '') => {
    const answer = await server.ask(path + query);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/plain']);
    return answer.text;
  };

  it('is what the container wrote: its end, what is recent, so many bytes, with stamps', async () => {
    pod();
    status(running(60));
    expect(await text()).toBe('one\ntwo\nthree\nfour\n');
    expect(await text('?tailLines=2')).toBe('three\nfour\n');
    expect(await text('?tailLines=0')).toBe('');
    expect(await text('?limitBytes=6')).toBe('one\ntw');
    expect(await text('?sinceSeconds=30')).toBe('');
    expect(await text(`?sinceTime=${ago(120)}`)).toBe('one\ntwo\nthree\nfour\n');
    expect(await text('?timestamps=true&tailLines=1')).toMatch(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{9}Z four\n$/);
  });

  it('of a container that serves goes on by itself, and is the same when it is asked again', async () => {
    pod({ image: 'serves' });
    status(running(600));
    const lines = (await text()).split('\n');
    expect(lines.length).toBeGreaterThan(50);
    expect((await text()).startsWith(lines.slice(0, 40).join('\n'))).toBe(true);
  });

  it('is of the run before when it is asked for, and of the last one while it waits to be started again', async () => {
    pod();
    status(running(1), ended(10));
    expect(await text('?previous=true')).toBe('one\ntwo\nthree\nfour\n');
    status({ waiting: { reason: 'CrashLoopBackOff' } }, ended(10));
    expect(await text()).toBe('one\ntwo\nthree\nfour\n');
  });

  it('of the run before the last one that ended is gone: a kubelet keeps one', async () => {
    pod();
    status(ended(1, 'containerd://second'), ended(10));
    const gone = 'unable to retrieve container logs for containerd://first';
    expect(await text('?previous=true')).toBe(gone);
    expect(await text()).toBe('one\ntwo\nthree\nfour\n');
    const seen = await followed('&previous=true');
    await until(() => seen.over);
    expect(seen.text).toBe(gone);
  });

  it.each([
    [
      { waiting: { reason: 'ContainerCreating' } },
      '',
      'container "app" in pod "web" is waiting to start: ContainerCreating',
    ],
    [
      { waiting: { reason: 'ImagePullBackOff' } },
      '',
      'container "app" in pod "web" is waiting to start: trying and failing to pull image',
    ],
    [
      { waiting: { reason: 'ErrImagePull' } },
      '',
      'container "app" in pod "web" is waiting to start: image can\'t be pulled',
    ],
    [running(10), '?previous=true', 'previous terminated container "app" in pod "web" not found'],
    [running(10), '?container=db', 'container db is not valid for pod web'],
  ])('is refused in the words of a kubelet: %j %s', async (state, query, message) => {
    pod();
    status(state);
    expect(await refusal(query)).toEqual([400, message]);
  });

  it('needs the name of a container where there are several', async () => {
    pod({ names: ['app', 'proxy'] });
    const message = 'a container name must be specified for pod web, choose one of: [app proxy]';
    expect(await refusal()).toEqual([400, message]);
    expect(await refusal('?container=proxy')).toEqual([
      400,
      'container "proxy" in pod "web" is not available',
    ]);
  });

  it('is that of the one container beside its init containers, which are named first where there are more', async () => {
    pod({ init: ['first'] });
    status(running(60));
    expect(await text('?tailLines=1')).toBe('four\n');
    server.store.delete({ resource: 'pods', namespace: 'default', name: 'web' }, { gracePeriodSeconds: 0 });
    pod({ names: ['app', 'proxy'], init: ['first', 'second'] });
    expect(await refusal()).toEqual([
      400,
      'a container name must be specified for pod web, choose one of: [first second app proxy]',
    ]);
  });

  it('is empty where no node has the pod, and not found where there is none', async () => {
    expect(await refusal()).toEqual([404, 'pods "web" not found']);
    pod({ node: '' });
    expect(await text()).toBe('');
  });

  it.each([
    [
      '?tailLines=-1',
      422,
      'PodLogOptions "web" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0',
    ],
    [
      '?limitBytes=0',
      422,
      'PodLogOptions "web" is invalid: limitBytes: Invalid value: 0: must be greater than 0',
    ],
    [
      '?sinceSeconds=3&sinceTime=2026-11-22T10:00:00Z',
      422,
      'PodLogOptions "web" is invalid: []: Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified',
    ],
    ['?stream=Stdout', 422, 'PodLogOptions "web" is invalid: stream: Forbidden: may not be specified'],
    ['?tailLines=all', 400, 'strconv.ParseInt: parsing "all": invalid syntax'],
  ])('%s makes no sense: %i', async (query, code, message) => {
    pod();
    status(running(1));
    expect(await refusal(query)).toEqual([code, message]);
  });

  async function followed(query = '') {
    const { body } = await server.open(`${path}?follow=true${query}`);
    const seen = { text: '', over: false };
    body.setEncoding('utf8');
    body.on('data', part => {
      seen.text += part;
    });
    body.on('end', () => {
      seen.over = true;
    });
    return seen;
  }
  async function until(done: () => boolean) {
    const end = performance.now() + 6_000;
    while (!done() && performance.now() < end) await new Promise(resolve => setTimeout(resolve, 20));
    expect(done()).toBe(true);
  }

  it('is followed until the container ends', async () => {
    pod();
    status(running(20));
    const seen = await followed('&tailLines=1');
    await until(() => seen.text === 'four\n');
    expect(seen.over).toBe(false);
    status(ended(0, 'containerd://second'));
    await until(() => seen.over);
  });

  it.each(['is deleted', 'is started again'])('is followed until its pod %s', async what => {
    pod();
    status(running(20));
    const seen = await followed();
    await until(() => seen.text.endsWith('four\n'));
    if (what === 'is deleted') {
      server.store.delete({ resource: 'pods', namespace: 'default', name: 'web' }, { gracePeriodSeconds: 0 });
    } else status(running(0), ended(0, 'containerd://second'), 'containerd://third');
    await until(() => seen.over);
    expect(seen.text).toBe('one\ntwo\nthree\nfour\n');
  });

  it('of a container that has ended ends at once, followed or not', async () => {
    pod();
    status(ended(10));
    const seen = await followed();
    await until(() => seen.over);
    expect(seen.text).toBe('one\ntwo\nthree\nfour\n');
  });
});
