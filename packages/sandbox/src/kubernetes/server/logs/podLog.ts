import type { ServerResponse } from 'node:http';
import { StatusError } from '../../StatusError';
import type { KubeObject } from '../../types';
import type { ApiRequest } from '../ApiRequest';
import { keyOfRequest } from '../creating';
import { plainText, type Answer } from '../negotiation';
import type { Reading } from '../reading';
import { containerRun, type ContainerRun } from './ContainerRun';
import { logOptions, type LogOptions } from './logOptions';

/** One line that a container wrote. */
export interface LogLine {
  at: Date;
  text: string;
}

/** What kubelets know: what a run of a container wrote from then until before then, in milliseconds, oldest first. */
export type PodLogs = (run: ContainerRun, from: number, to: number) => readonly LogLine[];

/** Without a charset, as the API server hands on what a kubelet writes. */
const type = 'text/plain';

/** How often a followed log is looked at, wall time. */
const look = 250;

/** Whether the log is to go on as long as its container. */
export function isFollowed({ info }: ApiRequest): boolean {
  const { resource, query, verb } = info;
  return resource.subresource === 'log' && verb === 'get' && logOptions(query, 0, resource.name).follow;
}

/** @throws StatusError 400, 404, 422 */
export function podLog(reading: Reading, request: ApiRequest, logs: PodLogs): Answer {
  const options = optionsOf(reading, request);
  const run = containerRun(podOf(reading, request), options.container, options.previous);
  if (run?.removed) return { ...plainText(200, removedText(run)), type };
  const lines = run ? asked(logs(run, run.startedAt, endOf(run, reading.now())), options) : [];
  const text = cut(lines.map(line => textOf(line, options)).join(''), options.limitBytes);
  return { ...plainText(200, text), type };
}

/**
 * What is there, and then what comes, until the container has ended or its pod is gone.
 * @throws StatusError 400, 404, 422, before anything was sent
 */
export function followLog(
  reading: Reading,
  request: ApiRequest,
  logs: PodLogs,
  response: ServerResponse,
): void {
  const options = optionsOf(reading, request);
  const run = containerRun(podOf(reading, request), options.container, options.previous);
  response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-cache, private' });
  response.flushHeaders();
  if (!run || run.removed) {
    response.end(run && removedText(run));
    return;
  }
  const following = new Following(reading, request, { run, options, logs, response });
  following.begin();
}

function optionsOf(reading: Reading, { info }: ApiRequest): LogOptions {
  return logOptions(info.query, reading.now(), info.resource.name);
}

/** What a kubelet sends as the log of a run that it has taken away: to who reads it, it is a log. */
function removedText({ containerID }: ContainerRun): string {
  return `unable to retrieve container logs for ${containerID}`;
}

interface Followed {
  run: ContainerRun;
  options: LogOptions;
  logs: PodLogs;
  response: ServerResponse;
}

/** One log that somebody follows. A reader who is slow is waited for: nothing is kept for him. */
class Following {
  private readonly timer: NodeJS.Timeout;
  private from: number;
  private left: number;

  constructor(
    private readonly reading: Reading,
    private readonly request: ApiRequest,
    private readonly followed: Followed,
  ) {
    this.from = followed.run.startedAt;
    this.left = followed.options.limitBytes ?? Infinity;
    this.timer = setInterval(() => this.goOn(), look).unref();
    followed.response.once('close', () => clearInterval(this.timer));
  }

  begin(): void {
    const { run, options, logs } = this.followed;
    const until = this.until();
    this.write(asked(logs(run, run.startedAt, until), options));
    this.from = until;
    this.endIfOver();
  }

  private goOn(): void {
    const { run, logs, response } = this.followed;
    if (response.writableNeedDrain) return;
    const until = this.until();
    this.write(logs(run, this.from, until));
    this.from = until;
    this.endIfOver();
  }

  private until(): number {
    return endOf(this.now() ?? this.followed.run, this.reading.now());
  }

  private write(lines: readonly LogLine[]): void {
    const { options, response } = this.followed;
    const text = cut(lines.map(line => textOf(line, options)).join(''), this.left);
    if (text === '') return;
    this.left -= Buffer.byteLength(text);
    response.write(text);
  }

  private endIfOver(): void {
    const now = this.now();
    if (now && now.finishedAt === undefined && this.left > 0) return;
    clearInterval(this.timer);
    this.followed.response.end();
  }

  /** The run as it is now; undefined when the pod is gone or has begun another one. */
  private now(): ContainerRun | undefined {
    const pod = this.reading.store.get(keyOfRequest(this.request));
    const { run } = this.followed;
    const found = pod && [false, true].map(previous => runOf(pod, run.container, previous));
    return found?.find(each => each?.containerID === run.containerID);
  }
}

function runOf(pod: KubeObject, container: string, previous: boolean): ContainerRun | undefined {
  try {
    return containerRun(pod, container, previous);
  } catch (error) {
    if (error instanceof StatusError) return undefined;
    throw error;
  }
}

function podOf(reading: Reading, request: ApiRequest): KubeObject {
  const pod = reading.store.get(keyOfRequest(request));
  if (!pod) throw StatusError.notFound(request.definition, request.info.resource.name);
  return pod;
}

function endOf({ finishedAt }: ContainerRun, now: number): number {
  // What it wrote in its last second is part of it: stamps are cut to whole seconds.
  return finishedAt === undefined ? now : finishedAt + 1_000;
}

function asked(lines: readonly LogLine[], { since, tailLines }: LogOptions): readonly LogLine[] {
  const recent = since === undefined ? lines : lines.filter(line => line.at.getTime() >= since);
  return tailLines === undefined ? recent : recent.slice(Math.max(0, recent.length - tailLines));
}

/** With nanoseconds, as container runtimes stamp. */
function textOf({ at, text }: LogLine, { timestamps }: LogOptions): string {
  return timestamps ? `${at.toISOString().replace('Z', '000000Z')} ${text}\n` : `${text}\n`;
}

function cut(text: string, bytes = Infinity): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  return Buffer.from(text).subarray(0, Math.max(0, bytes)).toString('utf8');
}
