import { Agent, request } from 'node:https';
import { z } from 'zod';
import type { VaultTarget } from './VaultTarget';

const bodySchema = z.looseObject({
  errors: z.array(z.string()).optional(),
  data: z.record(z.string(), z.unknown()).nullish(),
  auth: z
    .looseObject({ client_token: z.string(), accessor: z.string(), lease_duration: z.number() })
    .nullish(),
  lease_id: z.string().optional(),
  lease_duration: z.number().optional(),
  renewable: z.boolean().optional(),
  warnings: z.array(z.string()).nullish(),
  wrap_info: z.looseObject({ token: z.string() }).nullish(),
});

export interface Told {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  text: string;
  body: z.infer<typeof bodySchema>;
}

export interface Asking {
  /** Nobody's when it is empty, the root's when left out. */
  token?: string;
  body?: object | string;
  headers?: Record<string, string>;
  /** The node; the active one when left out. */
  node?: string;
}

/** One request. */
export async function ask(
  target: VaultTarget,
  method: string,
  path: string,
  asking: Asking = {},
): Promise<Told> {
  const { token = target.root, body, node = await activeNode(target) } = asking;
  const headers = { ...(token !== '' && { 'x-vault-token': token }), ...asking.headers };
  return new Promise((resolve, reject) => {
    const options = { method, headers, agent: agentOf(target) };
    const sent = request(`${node}/v1/${path}`, options, async response => {
      const text = (await response.setEncoding('utf8').toArray()).join('');
      const isJson = response.headers['content-type'] === 'application/json' && text !== '';
      const read = bodySchema.parse(isJson ? JSON.parse(text) : {});
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: read });
    });
    sent.on('error', reject);
    sent.setTimeout(20_000, () => sent.destroy(new NoAnswer(`${method} ${path}`)));
    sent.end(typeof body === 'string' ? body : body && JSON.stringify(body));
  });
}

/** A handshake for each request is what takes longest. */
const agents = new WeakMap<VaultTarget, Agent>();

function agentOf(target: VaultTarget): Agent {
  const agent = agents.get(target) ?? new Agent({ ca: target.authority, keepAlive: true });
  agents.set(target, agent);
  return agent;
}

class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** Who leads now. @throws NoAnswer when nobody does for ten seconds */
export async function activeNode(target: VaultTarget): Promise<string> {
  return (await nodesByHealth(target, 200))[0] ?? '';
}

/** Who follows now. */
export async function standbyNode(target: VaultTarget): Promise<string> {
  return (await nodesByHealth(target, 429))[0] ?? '';
}

async function nodesByHealth(target: VaultTarget, wanted: number): Promise<string[]> {
  for (let tries = 0; tries < 100; tries += 1) {
    const codes = await Promise.all(target.nodes.map(node => healthOf(target, node)));
    const found = target.nodes.filter((_node, index) => codes[index] === wanted);
    if (found.length) return found;
    await new Promise(resolve => {
      setTimeout(resolve, 100);
    });
  }
  throw new NoAnswer(`no node answers ${wanted}`);
}

/** The status of its health; 0 of one that does not answer. */
async function healthOf(target: VaultTarget, node: string): Promise<number> {
  const told = ask(target, 'GET', 'sys/health', { node, token: '' });
  return told.then(({ status }) => status).catch(() => 0);
}

/** Opens a node by two of its keys; one that is open already answers the same. */
export async function unseal(target: VaultTarget, node: string): Promise<Told['body'][]> {
  const [first = '', second = ''] = target.unsealKeys ?? [];
  const give = async (key: string) =>
    (await ask(target, 'PUT', 'sys/unseal', { node, token: '', body: { key } })).body;
  return [await give(first), await give(second)];
}

/** Status and the words of a refusal. */
export async function refusal(...args: Parameters<typeof ask>): Promise<[number, string[] | undefined]> {
  const { status, body } = await ask(...args);
  return [status, body.errors];
}

export const forbidden = '1 error occurred:\n\t* permission denied\n\n';
