import { request } from 'node:https';
import { z } from 'zod';
import { SandboxError } from '../SandboxError';
import type { ReviewedToken } from '../vault/Surroundings';
import { ownCluster } from '../vault/signIns';
import type { SandboxCluster } from './SandboxCluster';

interface Asked {
  /** API server, or `https://kubernetes.default.svc` for the one around. */
  host: string;
  /** The cluster around. */
  own: string;
  token: string;
  /** PEM. */
  authority: string;
}

const answerSchema = z.object({
  status: z.object({
    authenticated: z.boolean().default(false),
    user: z.object({ username: z.string().default(''), uid: z.string().default('') }).optional(),
    error: z.string().optional(),
  }),
});

const path = '/apis/authentication.k8s.io/v1/tokenreviews';

/** Asks a cluster's API whose token that is, as a Vault with a reviewer's rights does. Rejects when it can not be asked. */
export async function reviewToken(clusters: readonly SandboxCluster[], asked: Asked): Promise<ReviewedToken> {
  const around = clusters.find(({ name, url }) =>
    asked.host === ownCluster ? name === asked.own : url === asked.host,
  );
  if (!around) throw new SandboxError(`Post "${asked.host}${path}": dial tcp: connect: connection refused`);
  const body = JSON.stringify({
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenReview',
    spec: { token: asked.token },
  });
  const text = await post(`${around.url}${path}`, {
    body,
    token: around.tokens.admin,
    authority: asked.authority,
  });
  const { status } = answerSchema.parse(JSON.parse(text));
  const { authenticated, user, error } = status;
  return { authenticated, username: user?.username, uid: user?.uid, error };
}

function post(
  url: string,
  { body, token, authority }: { body: string; token: string; authority: string },
): Promise<string> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', ca: authority, headers, agent: false }, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => resolve(text));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.setTimeout(10_000, () => sent.destroy(new SandboxError('context deadline exceeded')));
    sent.end(body);
  });
}
