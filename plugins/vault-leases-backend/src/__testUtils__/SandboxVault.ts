import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { NotFoundError } from '@backstage/errors';
import type { startSandbox } from '@greenroom/sandbox';
import { z } from 'zod';

type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

const answerSchema = z.looseObject({
  lease_id: z.string().optional(),
  auth: z.looseObject({ client_token: z.string(), accessor: z.string() }).nullish(),
  data: z.looseObject({ keys: z.array(z.string()).optional(), password: z.string().optional() }).nullish(),
});

/** A Vault of the sandbox, as a portal is configured for it and as whoever has its root token asks it. */
export class SandboxVault {
  readonly #directory: string;
  readonly #place: ReturnType<Sandbox['endpoints']>['vaults'][number];
  readonly #authority: string;

  /** @param directory where its secrets may lie in files */
  constructor(sandbox: Sandbox, name: string, directory: string) {
    const { vaults, certificateAuthority } = sandbox.endpoints();
    const place = vaults.find(one => one.name === name);
    if (!place) {
      throw new NotFoundError(`there is no Vault ${name} in this sandbox`);
    }
    this.#place = place;
    this.#directory = directory;
    this.#authority = certificateAuthority;
  }

  /** Everything that opens it. */
  secrets(): string[] {
    const { operator, root, viewer } = this.#place;
    return [root, viewer.secretId, operator.secretId, viewer.roleId, operator.roleId];
  }

  /** An entry of `vaultLeases.vaults`. @param nodes others than its own */
  entry(nodes: readonly { name: string; url: string }[] = this.#place.nodes) {
    return {
      name: this.#place.name,
      nodes: nodes.map(({ name, url }) => ({ name, url })),
      caFile: this.#authority,
      viewer: this.#identity('viewer'),
      operator: this.#identity('operator'),
    };
  }

  /** Asks the node that leads, with the root token unless another is given. */
  async ask(method: string, path: string, body?: object, token = this.#place.root) {
    const url = `${this.#place.nodes[0]?.url}/v1/${path}`;
    const headers = { 'x-vault-token': token };
    const { text } = await send(url, { method, headers, body: body && JSON.stringify(body), ca: this.#ca() });
    return answerSchema.parse(text === '' ? {} : JSON.parse(text));
  }

  /** Stands before its first node, sees the tokens that come, and may answer in its place. */
  async before(
    instead: (path: string) => string | undefined,
  ): Promise<{ url: string; server: Server; tokens: ReadonlySet<string> }> {
    const tokens = new Set<string>();
    const server = createServer(async (incoming: IncomingMessage, outgoing) => {
      const body = (await incoming.setEncoding('utf8').toArray()).join('');
      const token = String(incoming.headers['x-vault-token'] ?? '');
      tokens.add(token);
      const said = instead(incoming.url ?? '');
      const { status, text } =
        said === undefined
          ? await send(`${this.#place.nodes[0]?.url}${incoming.url}`, {
              method: incoming.method ?? 'GET',
              headers: { 'x-vault-token': token },
              body,
              ca: this.#ca(),
            })
          : { status: 500, text: said };
      outgoing.writeHead(status, { 'content-type': 'application/json' }).end(text);
    });
    await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
    return { server, tokens, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  #ca(): string {
    return readFileSync(this.#authority, 'utf8');
  }

  #identity(who: 'viewer' | 'operator') {
    const { roleId, secretId } = this.#place[who];
    const kept = (what: string, text: string) => {
      const file = join(this.#directory, `${this.#place.name}-${who}-${what}`);
      writeFileSync(file, text);
      return file;
    };
    return {
      appRole: { roleIdFile: kept('role-id', roleId), secretIdFile: kept('secret-id', secretId) },
    };
  }
}

interface Sent {
  method: string;
  headers: Record<string, string>;
  body?: string | undefined;
  ca: string;
}

function send(url: string, { body, ...options }: Sent): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { ...options, agent: false }, async answer => {
      const text = (await answer.setEncoding('utf8').toArray()).join('');
      resolve({ status: answer.statusCode ?? 0, text });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
