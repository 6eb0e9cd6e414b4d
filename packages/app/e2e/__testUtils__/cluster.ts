import fs from 'node:fs';
import https from 'node:https';
import YAML from 'yaml';
import { z } from 'zod';

/** The sandbox's control interface. */
export const control = 'http://localhost:7010';

/** What the Sources page says while nothing is wrong but what is so by itself: the line to metal-1 breaks now and then. */
export const allOthersLive = /^All \d+ sources are live\.|^metal-1 is unreachable/;

const endpointsSchema = z.object({ adminKubeconfig: z.string() });
const kubeconfigSchema = z.object({
  clusters: z.array(
    z.object({
      name: z.string(),
      cluster: z.object({ server: z.string(), 'certificate-authority-data': z.string() }),
    }),
  ),
  contexts: z.array(
    z.object({ name: z.string(), context: z.object({ cluster: z.string(), user: z.string() }) }),
  ),
  users: z.array(z.object({ name: z.string(), user: z.object({ token: z.string() }) })),
});

/** By the sandbox's control interface. */
export async function scenario(act: string, body: object = {}): Promise<void> {
  const answer = await fetch(`${control}/scenario/${act}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) {
    throw new TypeError(`${act}: ${answer.status} ${await answer.text()}`);
  }
}

async function admin(name: string) {
  const endpoints = endpointsSchema.parse(await (await fetch(`${control}/endpoints`)).json());
  const config = kubeconfigSchema.parse(YAML.parse(fs.readFileSync(endpoints.adminKubeconfig, 'utf8')));
  const context = config.contexts.find(it => it.name === name)?.context;
  const cluster = config.clusters.find(it => it.name === context?.cluster)?.cluster;
  const user = config.users.find(it => it.name === context?.user)?.user;
  if (!cluster || !user) {
    throw new TypeError(`no admin of ${name} in ${endpoints.adminKubeconfig}`);
  }
  return {
    server: cluster.server,
    ca: Buffer.from(cluster['certificate-authority-data'], 'base64'),
    token: user.token,
  };
}

/** One request to a cluster's API as its administrator: what CI or a person with kubectl would do. */
export async function kubernetes(
  cluster: string,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const { server, ca, token } = await admin(cluster);
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  return new Promise((resolve, reject) => {
    const request = https.request(
      `${server}${path}`,
      { method, ca, headers: { authorization: `Bearer ${token}`, 'content-type': type } },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', chunk => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if ((response.statusCode ?? 500) >= 300) {
            reject(new TypeError(`${method} ${path}: ${response.statusCode} ${text}`));
          } else {
            resolve(JSON.parse(text));
          }
        });
      },
    );
    request.on('error', reject);
    request.end(body && JSON.stringify(body));
  });
}
