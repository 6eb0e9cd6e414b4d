import type { Request, Response } from 'express';
import type { ByteChannel } from './ByteChannel';
import type { Reply, StreamReply } from './declareRoute';
import { isAmong } from './etag';
import { GzipChannel } from './GzipChannel';
import { JsonDocument } from './JsonDocument';
import { SharedBytes } from './SharedBytes';

/** What is shorter fits into a packet as it is. */
const WORTH_IT = 1024;

/** Writes an answer. Everything here is one person's: nobody in between may keep it without asking again. */
export async function sendReply(req: Request, res: Response, reply: Reply): Promise<void> {
  if ('stream' in reply) {
    openStream(req, res, reply.stream);
    return;
  }
  const document = 'document' in reply ? reply.document : JsonDocument.of(reply.json);
  const { json, etag } = document;
  res.set({ 'cache-control': 'private, no-cache', etag });
  // Not left to express: it sends everything to whoever also says `cache-control: no-cache`, and every browser does
  // when a page names the tag itself.
  if (req.method === 'GET' && isAmong(etag, req.get('if-none-match'))) {
    res.status(304).end();
    return;
  }
  res.status('status' in reply ? (reply.status ?? 200) : 200);
  res.type('application/json');
  if ('document' in reply && json.length > WORTH_IT && req.acceptsEncodings('gzip')) {
    res
      .vary('accept-encoding')
      .set('content-encoding', 'gzip')
      .send(await document.compressed());
    return;
  }
  res.send(json);
}

function openStream(req: Request, res: Response, stream: StreamReply): void {
  const isPacked = stream.compressed === true && Boolean(req.acceptsEncodings('gzip'));
  res.status(200);
  res.set({
    'content-type': stream.contentType,
    // `no-transform` keeps the compression middleware out, which would hold back everything until the end
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  if (isPacked) {
    res.vary('accept-encoding').set('content-encoding', 'gzip');
  }
  res.flushHeaders();
  const channel = channelOf(res);
  stream.open(isPacked ? new GzipChannel(channel) : channel);
}

function channelOf(res: Response): ByteChannel {
  return {
    write: bytes => void (res.writable && res.write(bytes instanceof SharedBytes ? bytes.plain : bytes)),
    get bufferedBytes() {
      return res.writableLength;
    },
    onDrain: listener => void res.on('drain', listener),
    onClose: listener => void res.once('close', listener),
    end: () => void res.end(),
    destroy: () => void res.destroy(),
  };
}
