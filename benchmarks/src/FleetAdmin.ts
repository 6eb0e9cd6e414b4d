import fs from 'node:fs';
import https from 'node:https';
import YAML from 'yaml';
import { z } from 'zod';

const endpointsSchema = z.object({ adminKubeconfig: z.string() });
const kubeconfigSchema = z.object({
  clusters: z.array(
    z.object({
      name: z.string(),
      cluster: z.object({ server: z.string(), 'certificate-authority-data': z.string() }),
    }),
  ),
  users: z.array(z.object({ name: z.string(), user: z.object({ token: z.string() }) })),
  contexts: z.array(
    z.object({ name: z.string(), context: z.object({ cluster: z.string(), user: z.string() }) }),
  ),
});

/** Somebody with kubectl: changes the fleet from outside the portal. */
export class FleetAdmin {
  private readonly agent: https.Agent;

  private constructor(
    private readonly server: string,
    private readonly token: string,
    ca: Buffer,
  ) {
    this.agent = new https.Agent({ ca, keepAlive: true });
  }

  static async of(sandbox: string, cluster: string): Promise<FleetAdmin> {
    const { adminKubeconfig } = endpointsSchema.parse(await (await fetch(`${sandbox}/endpoints`)).json());
    const config = kubeconfigSchema.parse(YAML.parse(fs.readFileSync(adminKubeconfig, 'utf8')));
    const context = config.contexts.find(({ name }) => name === cluster)?.context;
    const api = config.clusters.find(({ name }) => name === context?.cluster)?.cluster;
    const user = config.users.find(({ name }) => name === context?.user)?.user;
    if (!api || !user) {
      throw new RangeError(`${adminKubeconfig} has no ${cluster}`);
    }
    return new FleetAdmin(api.server, user.token, Buffer.from(api['certificate-authority-data'], 'base64'));
  }

  /** A merge patch; resolves with when the API server had answered. */
  patch(path: string, body: object): Promise<number> {
    return this.send('PATCH', path, body);
  }

  get(path: string): Promise<number> {
    return this.send('GET', path);
  }

  private send(method: string, path: string, body?: object): Promise<number> {
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/merge-patch+json' };
    return new Promise((resolve, reject) => {
      const request = https.request(
        `${this.server}${path}`,
        { method, agent: this.agent, headers },
        response => {
          response.resume();
          response.on('end', () => {
            if ((response.statusCode ?? 500) < 300) {
              resolve(performance.now());
            } else {
              reject(new RangeError(`${method} ${path}: ${response.statusCode}`));
            }
          });
        },
      );
      request.on('error', reject);
      request.end(body && JSON.stringify(body));
    });
  }
}

/** The path of a fleet's rollout by its number. */
export function rolloutPath(namespace: string, name: string): string {
  return `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/rollouts/${name}`;
}
