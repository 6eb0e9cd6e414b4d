import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';

interface Asked {
  method: string;
  token: string;
  body: string;
}

/** Stands before a node of a Vault, sees the tokens that come, and may answer a path in its place, with a 500. */
export async function startDoor(node: string, caFile: string, instead: (path: string) => string | undefined) {
  const tokens = new Set<string>();
  const ca = readFileSync(caFile, 'utf8');
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url: path = '' } = incoming;
    const body = (await incoming.setEncoding('utf8').toArray()).join('');
    const token = String(incoming.headers['x-vault-token'] ?? '');
    tokens.add(token);
    const said = instead(path);
    const { status, text } =
      said === undefined
        ? await ask(`${node}${path}`, ca, { method, token, body })
        : { status: 500, text: said };
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(text);
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Those that the portal has had; empty is none. */
    tokens: () => [...tokens].filter(token => token !== ''),
    stop: () => server.close(),
  };
}

function ask(
  url: string,
  ca: string,
  { method, token, body }: Asked,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'x-vault-token': token };
    const sent = request(url, { method, headers, ca, agent: false }, async answer => {
      const text = (await answer.setEncoding('utf8').toArray()).join('');
      resolve({ status: answer.statusCode ?? 0, text });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
