import { afterSilence, type Clock } from '../clock';
import { ClusterFailure } from '../connection/ClusterFailure';
import type { Connection, StreamBody } from '../connection/Connection';
import { collectionPath } from '../connection/path';
import { transportFailure } from '../connection/transportFailure';
import type { Fields } from '../stream/Fields';
import type { JsonReader } from '../stream/JsonReader';
import { ListReader } from '../stream/ListReader';
import type { Turns } from '../stream/Turns';
import type { Tuning } from '../tuning';
import type { ResourceType } from '../types';
import { malformed, readPage } from './events';

const pageSize = 500;

export interface ListOptions {
  connection: Connection;
  clock: Clock;
  tuning: Tuning;
  type: ResourceType;
  /** Absent: every namespace. */
  namespace?: string;
  task: string;
  signal: AbortSignal;
  reader: JsonReader;
  turns: Turns;
  /** What is read of each object. */
  fields: Fields;
  /** Called with each object while the rest is still coming. */
  onObject: (object: unknown) => void;
  /** Called when what has come until now was handed over. */
  onRead: () => void;
  /** The list begins anew: forget what `onObject` brought. */
  onRestart: () => void;
}

/**
 * Lists everything, in pages. When the pages take so long that the server has forgotten their beginning (410 on
 * `continue`), once more in one piece, which is never in memory as one.
 * @returns the resourceVersion to watch from
 * @throws ClusterFailure
 */
export async function readList(options: ListOptions): Promise<string> {
  try {
    return await readPages(options, { limit: String(pageSize) });
  } catch (error) {
    if (error instanceof ClusterFailure && error.kind === 'expired') {
      options.onRestart();
      return readPages(options, {});
    }
    throw error;
  }
}

/**
 * Lists everything in one piece, for who does not go on to watch: what measures, as metrics-server, has no versions.
 * @throws ClusterFailure
 */
export async function readItems(options: Omit<ListOptions, 'onRestart' | 'onRead'>): Promise<void> {
  await readOnePage({ ...options, onRestart: () => {}, onRead: () => {} }, {}, () => undefined);
}

async function readPages(options: ListOptions, query: Record<string, string>): Promise<string> {
  let next: string | undefined;
  for (;;) {
    const asked = next === undefined ? query : { ...query, continue: next };
    const page = await readOnePage(options, asked, readPage);
    next = page.next;
    if (next === undefined) {
      return page.version;
    }
  }
}

async function readOnePage<Page>(
  options: ListOptions,
  query: Record<string, string>,
  pageOf: (frame: unknown) => Page,
): Promise<Page> {
  const { connection, tuning, type, namespace, task, signal } = options;
  const path = collectionPath(type, query, namespace);
  const body = await connection.stream({ path, task, signal, limit: tuning.silenceLimit });
  const { reader, fields, onObject } = options;
  const list = new ListReader({ reader, fields, onItem: onObject });
  try {
    await readBody(body, options, chunk => {
      list.push(chunk);
      options.onRead();
    });
    const frame = list.end();
    options.onRead();
    return pageOf(frame);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) {
      throw malformed('the list was cut off or is no JSON');
    }
    throw transportFailure(error, connection.address);
  } finally {
    body.destroy();
  }
}

/** Hands over the chunks; ends a body that brings nothing for too long. */
function readBody(
  body: StreamBody,
  { clock, tuning, connection, turns }: ListOptions,
  onChunk: (chunk: Buffer) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let forget = () => {};
    const hurry = () => {
      forget();
      forget = afterSilence(clock, () => body.destroy(silent(connection.address)), tuning.silenceLimit);
    };
    const settle = (error?: unknown) => {
      forget();
      if (error === undefined) {
        resolve();
      } else {
        reject(error);
      }
    };
    hurry();
    turns.read(body, chunk => {
      hurry();
      try {
        onChunk(chunk);
      } catch (error) {
        settle(error);
        body.destroy();
      }
    });
    body.on('error', settle);
    body.on('end', () => settle());
    body.on('close', () => settle(malformed('the list was closed before its end')));
  });
}

function silent(address: string): ClusterFailure {
  return new ClusterFailure({
    kind: 'timeout',
    reason: `${address} stopped in the middle of an answer`,
    cure: 'Check that the API server runs and that the network lets the portal reach it.',
  });
}
