import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { type Dispatcher, Pool } from 'undici';
import { cut, type Fault, silent, transportFault, VaultFault } from './faults';

export interface VaultNode {
  /** As configured. */
  name: string;
  /** Without credentials. */
  url: string;
  /** PEM; the authorities that Node knows where it is left out. */
  caFile?: string;
  namespace?: string;
}

/** One request. */
export interface Call {
  method: 'GET' | 'POST' | 'PUT';
  /** After `/v1/`. */
  path: string;
  token?: string;
  body?: object;
  /** It changes nothing, though it is no GET. */
  isRead?: boolean;
  /** Asked of the whole server: what tells of nodes is not available in a namespace. */
  isOfServer?: boolean;
  /** Milliseconds until the whole answer is there. */
  limitMs?: number;
  /** Bytes: a longer answer is not read to its end. */
  largest?: number;
}

export interface Told {
  status: number;
  text: string;
}

const CONNECT_MS = 3_000;
const ANSWER_MS = 5_000;
/** But for lists, every answer is small. */
const LARGEST = 4 * 1024 * 1024;

const tooLarge: Fault = { kind: 'misunderstood', text: 'answers with more than any answer can be' };

const noAuthority: Fault = {
  kind: 'tls',
  text: 'can not be believed: the file of its authority can not be read',
  cure: 'Check caFile of this Vault.',
};

/** One node of a Vault, by its own address: connections that are kept, and nothing that lasts. Answers are not judged here. */
export class VaultClient {
  readonly node: VaultNode;
  readonly #connections: number;
  #pool: Pool | undefined;

  /** @param connections at a time, at most */
  constructor(node: VaultNode, connections: number) {
    this.node = node;
    this.#connections = connections;
  }

  /**
   * @throws VaultFault when nothing, or no whole answer, came in time
   * @throws the signal's reason
   */
  async ask(call: Call, signal: AbortSignal): Promise<Told> {
    try {
      return await this.#askOnce(call, signal);
    } catch (error) {
      // A node that closes a connection that was kept says nothing by that: it is asked over a new one.
      const isRepeatable = call.method === 'GET' || call.isRead;
      if (isRepeatable && error instanceof VaultFault && error.fault === cut) {
        return this.#askOnce(call, signal);
      }
      throw error;
    }
  }

  async #askOnce(call: Call, signal: AbortSignal): Promise<Told> {
    signal.throwIfAborted();
    const late = AbortSignal.timeout(call.limitMs ?? ANSWER_MS);
    try {
      const answer = await this.#send(call, AbortSignal.any([signal, late]));
      const text = await read(answer.body, call.largest ?? LARGEST);
      return { status: answer.statusCode, text };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof VaultFault) {
        throw error;
      }
      const fault = late.aborted ? silent : transportFault(error);
      if (fault.kind === 'tls') {
        // Its authority may be another one by the next call.
        await this.close();
      }
      throw new VaultFault(fault);
    }
  }

  async close(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    await pool?.destroy();
  }

  #connected(): Pool {
    this.#pool ??= new Pool(this.node.url, {
      connections: this.#connections,
      allowH2: false,
      keepAliveTimeout: 30_000,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: { timeout: CONNECT_MS, ...authority(this.node.caFile) },
    });
    return this.#pool;
  }

  #send(call: Call, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const { namespace } = this.node;
    return this.#connected().request({
      path: `/v1/${call.path}`,
      method: call.method,
      headers: {
        accept: 'application/json',
        'user-agent': 'greenroom',
        // Vault's own agents and proxies refuse requests without it, so that no browser can be made to send them.
        'x-vault-request': 'true',
        'x-request-id': randomUUID(),
        ...(call.body && { 'content-type': 'application/json' }),
        ...(call.token !== undefined && { 'x-vault-token': call.token }),
        ...(namespace !== undefined && !call.isOfServer && { 'x-vault-namespace': namespace }),
      },
      body: call.body && JSON.stringify(call.body),
      signal,
    });
  }
}

function authority(caFile: string | undefined): { ca?: string } {
  try {
    return caFile === undefined ? {} : { ca: readFileSync(caFile, 'utf8') };
  } catch {
    throw new VaultFault(noAuthority);
  }
}

async function read(body: Dispatcher.ResponseData['body'], largest: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > largest) {
      throw new VaultFault(tooLarge);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
