import type { IncomingMessage } from 'node:http';
import { SandboxError } from '../SandboxError';

/** The body of a small request as text. @throws SandboxError past `limit` bytes. */
export async function readBody(request: IncomingMessage, limit = 16_384): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > limit) throw new SandboxError(`The body is longer than ${limit} bytes.`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
