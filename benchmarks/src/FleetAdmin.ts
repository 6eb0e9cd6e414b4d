import https from 'node:https';
import { clusterEntries } from './kubeconfig';

/** Somebody with kubectl: changes the fleet from outside the portal. */
export class FleetAdmin {
  private readonly agent: https.Agent;

  private constructor(
    private readonly server: string,
    private readonly token: string,
    ca: string,
  ) {
    this.agent = new https.Agent({ ca, keepAlive: true });
  }

  static async of(sandbox: string, cluster: string): Promise<FleetAdmin> {
    const entry = (await clusterEntries(sandbox)).find(({ name }) => name === cluster);
    if (!entry) {
      throw new RangeError(`the sandbox has no ${cluster}`);
    }
    return new FleetAdmin(entry.url, entry.token, entry.caData);
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

/** The path of a pod. */
export function podPath(namespace: string, name: string): string {
  return `/api/v1/namespaces/${namespace}/pods/${name}`;
}

/** The path of a Deployment. */
export function deploymentPath(namespace: string, name: string): string {
  return `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
}
