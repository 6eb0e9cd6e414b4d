import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { secondsOf } from '../wire/durations';
import { VaultError } from '../wire/VaultError';
import { ListingSocket } from './ListingSocket';
import type { Operation, VaultRequest } from '../wire/VaultRequest';

/** As large as a request may be. */
const longestBody = 32 * 1_024 * 1_024;
const objectSchema = z.record(z.string(), z.unknown());

const operations: Readonly<Record<string, Operation>> = {
  GET: 'read',
  HEAD: 'header',
  LIST: 'list',
  SCAN: 'scan',
  PUT: 'update',
  POST: 'update',
  DELETE: 'delete',
  PATCH: 'patch',
};

/** As it was sent: LIST comes disguised. The request has to be read to its end before the next one can be told from its body. */
export function methodOf({ method = 'GET', socket }: IncomingMessage): string {
  const isListing = asDuplex(socket) instanceof ListingSocket && method === 'LINK';
  return isListing ? 'LIST' : method;
}

function asDuplex(socket: Duplex): Duplex {
  return socket;
}

/** What was asked, before anybody looks at who asks. @throws VaultError */
export async function readRequest(
  request: IncomingMessage,
  { pathname, searchParams }: URL,
  namespaces: ReadonlyMap<string, unknown>,
): Promise<VaultRequest> {
  const body = await bodyOf(request);
  const method = operations[methodOf(request)];
  if (!method) throw new VaultError(405);
  const isListed = method === 'read' && flagIn(searchParams, 'list');
  const operation = isListed ? 'list' : method;
  const asked = decodeURIComponent(pathname.slice('/v1/'.length));
  const { namespace, path } = placeOf(asked, headerOf(request, 'x-vault-namespace'), namespaces);
  return {
    id: randomUUID(),
    operation,
    path: operation === 'list' && !path.endsWith('/') ? `${path}/` : path,
    namespace,
    data: method === 'update' || method === 'patch' ? dataOf(body) : queryOf(searchParams, isListed),
    token: tokenOf(request),
    wrapSeconds: wrapOf(request),
    // Everybody is on this machine.
    remoteAddress: '127.0.0.1',
  };
}

/** The header and the path together name the namespace: the path may go on with further ones. */
function placeOf(asked: string, header: string | undefined, namespaces: ReadonlyMap<string, unknown>) {
  const named = (header ?? '').replace(/^\/+|\/+$/g, '').replace(/^root$/, '');
  const full = `${named && `${named}/`}${asked}`;
  const fitting = [...namespaces.keys()].filter(path => full.startsWith(path));
  const namespace = fitting.sort((one, other) => other.length - one.length)[0] ?? '';
  if (named && !namespace.startsWith(`${named}/`)) {
    throw new VaultError(404, ['namespace not found']);
  }
  return { namespace, path: full.slice(namespace.length) };
}

export function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function tokenOf(request: IncomingMessage): string | undefined {
  const own = headerOf(request, 'x-vault-token');
  return own ?? /^Bearer\s+(\S+)$/.exec(headerOf(request, 'authorization') ?? '')?.[1];
}

function wrapOf(request: IncomingMessage): number | undefined {
  const sent = headerOf(request, 'x-vault-wrap-ttl');
  if (!sent) return undefined;
  try {
    return secondsOf(sent, '');
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    throw VaultError.badRequest(
      `error parsing X-Vault-Wrap-TTL header: ${error.message.split('"": ').at(-1)}`,
    );
  }
}

/** @throws VaultError 400, without a word, for what is no flag */
function flagIn(query: URLSearchParams, name: string): boolean {
  const text = query.get(name) ?? '';
  if (!/^(1|t|true|0|f|false)?$/i.test(text)) throw new VaultError(400);
  return /^(1|t|true)$/i.test(text);
}

function queryOf(query: URLSearchParams, isListed: boolean): Record<string, unknown> {
  const names = [...new Set(query.keys())].filter(name => !(isListed && name === 'list'));
  return Object.fromEntries(
    names.map(name => {
      const all = query.getAll(name);
      return [name, all.length > 1 ? all : all[0]];
    }),
  );
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > longestBody) throw new VaultError(413, ['http: request body too large']);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function dataOf(body: string): Record<string, unknown> {
  if (body.trim() === '') return {};
  const read = objectSchema.safeParse(parsed(body));
  if (read.success) return read.data;
  throw undecoded(`json: cannot unmarshal ${kindOf(body)} into Go value of type map[string]interface {}`);
}

function kindOf(body: string): string {
  const first = body.trim()[0] ?? '';
  if (first === '[') return 'array';
  if (first === '"') return 'string';
  return /[tf]/.test(first) ? 'bool' : 'number';
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) ?? {};
  } catch (error) {
    const text = error instanceof Error ? error.message : '';
    if (/end of JSON|Unterminated/.test(text)) throw undecoded('unexpected EOF');
    const at = /^Unexpected token '(.)'/.exec(text)?.[1] ?? body.trim()[0];
    throw undecoded(`invalid character '${at}' looking for beginning of value`);
  }
}

function undecoded(why: string): VaultError {
  return VaultError.badRequest(`failed to decode JSON input: ${why}`);
}
