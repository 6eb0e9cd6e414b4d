import { InputError } from '@backstage/errors';
import type { StreamBody } from '../connection/Connection';
import { ClusterFailure } from '../connection/ClusterFailure';
import { inTime } from '../connection/inTime';
import { objectPath } from '../connection/path';
import { portalError } from '../connection/portalError';
import { transportFailure } from '../connection/transportFailure';
import type { LogEnd, LogOptions, PodLog } from '../types';
import { endOf, look } from './containerLife';
import type { LogSource } from './LogSource';

/** One container's log, read as fast as who iterates takes it. */
export class ContainerLog implements PodLog {
  readonly #source: LogSource;
  readonly #options: LogOptions;
  #isBegun = false;
  #end: LogEnd | undefined;

  constructor(source: LogSource, options: LogOptions) {
    this.#source = source;
    this.#options = options;
  }

  get end(): LogEnd | undefined {
    return this.#end;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void> {
    if (this.#isBegun) {
      throw new InputError('a log can be iterated once: ask for another');
    }
    this.#isBegun = true;
    const left = new AbortController();
    const { signal: asked } = this.#options;
    const signals = [left.signal, this.#source.whileAnswering, ...(asked ? [asked] : [])];
    try {
      yield* this.#read(AbortSignal.any(signals));
    } catch (error) {
      throw this.#failure(error);
    } finally {
      // Whatever is still open of it ends with it: the log's socket, a look at the pod.
      left.abort();
    }
  }

  async *#read(signal: AbortSignal): AsyncGenerator<Buffer, void> {
    const source = this.#source;
    const { follow = false, container, limitBytes = Infinity } = this.#options;
    const before = follow ? look(source, signal) : undefined;
    const body = await source.connection.stream({
      path: objectPath(source.pod, 'log', query(this.#options)),
      task: `read the log of pod ${source.pod.namespace}/${source.pod.name}`,
      limit: source.tuning.callLimit,
      signal,
    });
    let size = 0;
    for await (const chunk of this.#chunks(body, signal)) {
      if (size === 0 && removed.test(chunk.toString())) {
        throw gone();
      }
      size += chunk.length;
      yield chunk;
    }
    if (size >= limitBytes) {
      this.#end = 'limit';
    } else {
      this.#end = before ? await endOf(source, container, await before, signal) : 'whole';
    }
  }

  /** A container that is followed may be quiet for days; what is only fetched has to come. */
  async *#chunks(body: StreamBody, signal: AbortSignal): AsyncGenerator<Buffer, void> {
    const { clock, tuning } = this.#source;
    const iterator: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
    const limits = { clock, limit: tuning.silenceLimit, late: () => this.#silent(), signal };
    const next = () => (this.#options.follow ? iterator.next() : inTime(limits, () => iterator.next()));
    try {
      for (let read = await next(); !read.done; read = await next()) {
        yield read.value;
      }
    } finally {
      body.destroy();
    }
  }

  #silent(): ClusterFailure {
    const { connection, tuning } = this.#source;
    return new ClusterFailure({
      kind: 'timeout',
      reason: `${connection.address} stopped in the middle of a log: nothing came for ${tuning.silenceLimit / 1000} s`,
      cure: 'Check the node that the pod runs on, and the way from the API server to its kubelet.',
    });
  }

  #failure(error: unknown): unknown {
    const { cluster, connection, whileAnswering } = this.#source;
    const { signal } = this.#options;
    if (signal?.aborted) {
      return signal.reason;
    }
    const cause: unknown = whileAnswering.aborted ? whileAnswering.reason : error;
    return portalError(cluster, transportFailure(cause, connection.address));
  }
}

/**
 * A kubelet that has taken a container away says so with status 200, as if it were the log, and without the end of a
 * line. It does so with the run before the last one, as soon as that has ended too.
 */
const removed = /^unable to retrieve container logs for \w+:\/\/\w+$/;

function gone(): ClusterFailure {
  return new ClusterFailure({
    kind: 'absent',
    reason: 'the log of that run is gone: a node keeps that of one run that has ended',
    cure: 'Read the log of the newest run.',
  });
}

/** As Kubernetes' API names them. */
function query({ signal, ...options }: LogOptions): Record<string, string> {
  const given = Object.entries(options).filter(([, value]) => value !== undefined && value !== false);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}
