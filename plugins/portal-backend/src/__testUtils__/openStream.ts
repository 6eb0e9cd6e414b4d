import { type IncomingMessage, request } from 'node:http';
import { constants, createGunzip } from 'node:zlib';
import type { TopicRef } from '@greenroom/plugin-portal-common';
import { StreamReader } from './StreamReader';

export interface OpenStream {
  status: number;
  headers: Record<string, unknown>;
  reader: StreamReader;
  /** Settles when the server ended it. */
  ended: Promise<void>;
  close(): void;
}

/** Opens a stream over a real socket, as `eventsource` over fetch does: with a body and compression allowed. */
export function openStream(port: number, authorization: string, topics: TopicRef[]): Promise<OpenStream> {
  const reader = new StreamReader();
  return new Promise((resolve, reject) => {
    const req = request(
      {
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/api/portal/stream',
        headers: { authorization, 'content-type': 'application/json', 'accept-encoding': 'gzip, br' },
      },
      res => {
        const ended = new Promise<void>(done => {
          res.on('end', done);
          res.on('error', () => done());
        });
        plainOf(res).on('data', (bytes: Buffer) => reader.read(bytes));
        resolve({
          status: res.statusCode ?? 0,
          headers: res.headers,
          reader,
          ended,
          close: () => req.destroy(),
        });
      },
    );
    req.on('error', reject);
    req.end(JSON.stringify({ topics }));
  });
}

/** What was written, whatever it was packed in, as soon as it has come. */
function plainOf(res: IncomingMessage) {
  return res.headers['content-encoding'] === 'gzip'
    ? res.pipe(createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }))
    : res;
}
