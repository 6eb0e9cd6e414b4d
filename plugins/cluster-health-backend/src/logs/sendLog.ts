import { CustomErrorBase, isError } from '@backstage/errors';
import type { LogEnd, PodLog } from '@greenroom/cluster-access';
import { LOG_END_MARK } from '@greenroom/plugin-cluster-health-common';
import type { ByteChannel } from '@greenroom/plugin-portal-node';

/** Why the portal itself ends a log, in words. */
export class Ended extends CustomErrorBase {
  override name = 'Ended' as const;
}

export interface LogSource {
  log: PodLog;
  /** Ends it; with an `Ended` that says why. */
  stop: AbortController;
}

export interface BegunLog extends LogSource {
  iterator: AsyncIterator<Buffer, void>;
  first: Promise<IteratorResult<Buffer, void>>;
}

/** So much may wait for a slow reader before more is read. */
const BUFFER = 256 * 1024;
/** A container that is followed may write nothing for days; what refuses it comes sooner. */
const REFUSAL_MS = 1_500;

/** What is told of a log that did not end by itself. */
const ends: Readonly<Record<LogEnd, string | undefined>> = {
  whole: undefined,
  'container-ended': undefined,
  'pod-gone': 'the pod is gone',
  limit: 'there is more, and it is longer than can be shown at once',
  cut: 'the connection to the container was closed, and it goes on',
  unknown: 'it ended, and nobody can tell why',
};

/** Starts to read, and waits a moment for a refusal. @throws what the log throws at once */
export async function beginLog(source: LogSource, pause: (ms: number) => Promise<void>): Promise<BegunLog> {
  const iterator = source.log[Symbol.asyncIterator]();
  const first = iterator.next();
  // Whoever takes it later sees the failure then.
  first.catch(() => undefined);
  await Promise.race([first, pause(REFUSAL_MS)]);
  return { ...source, iterator, first };
}

/** Sends what comes as fast as it is taken, and says at the end why it did not end by itself. Never rejects. */
export async function sendLog(channel: ByteChannel, { log, stop, iterator, first }: BegunLog): Promise<void> {
  const reader = new Reader(channel, () => stop.abort(new Ended('nobody reads it any more')));
  let last: Buffer | undefined;
  try {
    for (let read = await first; !read.done && !reader.gone; read = await iterator.next()) {
      last = read.value;
      channel.write(last);
      if (channel.bufferedBytes > BUFFER) {
        await reader.ready();
      }
    }
    tellEnd(channel, last, log.end && ends[log.end]);
  } catch (error) {
    tellEnd(channel, last, isError(error) ? error.message : String(error));
  } finally {
    stop.abort(new Ended('it has ended'));
    channel.end();
  }
}

function tellEnd(channel: ByteChannel, last: Buffer | undefined, why: string | undefined): void {
  if (why !== undefined) {
    const isOpen = last !== undefined && last.at(-1) !== NEWLINE;
    channel.write(Buffer.from(`${isOpen ? '\n' : ''}${LOG_END_MARK}${why}\n`));
  }
}

const NEWLINE = 0x0a;

/** Whoever takes the bytes. */
class Reader {
  gone = false;
  #wake: () => void = () => undefined;

  constructor(channel: ByteChannel, onGone: () => void) {
    channel.onDrain(() => this.#wake());
    channel.onClose(() => {
      this.gone = true;
      this.#wake();
      onGone();
    });
  }

  /** Resolves when everything was taken, or nobody takes anything any more. */
  ready(): Promise<void> {
    return new Promise(resolve => {
      this.#wake = resolve;
    });
  }
}
