import { z } from 'zod';
import { StatusError } from '../StatusError';

/** Where a list goes on: after which key, in which state. The same opaque text as a real server's. */
export interface ContinueToken {
  revision: number;
  /** The key after which the next page begins: `namespace/name` or `name`. */
  after: string;
}

const tokenSchema = z.object({
  v: z.literal('meta.k8s.io/v1'),
  rv: z.number(),
  start: z.string().endsWith('\u0000'),
});

export function writeToken({ revision, after }: ContinueToken): string {
  const token = { v: 'meta.k8s.io/v1', rv: revision, start: `${after}\u0000` };
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

/** @throws StatusError 400 */
export function readToken(text: string): ContinueToken {
  try {
    const token = tokenSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return { revision: token.rv, after: token.start.slice(0, -1) };
  } catch {
    throw StatusError.badRequest('invalid continue token: continue key is not valid');
  }
}
