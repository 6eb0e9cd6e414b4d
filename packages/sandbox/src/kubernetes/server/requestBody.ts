import type { IncomingMessage } from 'node:http';
import { StatusError } from '../StatusError';

/** As large as a real server takes. */
const LIMIT = 3 * 1024 * 1024;

/** @throws StatusError 413 */
export async function requestBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LIMIT) {
      throw StatusError.of(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${LIMIT}`);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
