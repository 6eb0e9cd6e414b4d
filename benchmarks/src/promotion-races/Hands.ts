import fs from 'node:fs';
import https from 'node:https';
import YAML from 'yaml';
import { z } from 'zod';

const kubeconfigSchema = z.object({
  clusters: z.array(
    z.object({
      name: z.string(),
      cluster: z.object({
        server: z.string(),
        'certificate-authority-data': z.string().optional(),
        'certificate-authority': z.string().optional(),
      }),
    }),
  ),
  users: z.array(z.object({ name: z.string(), user: z.object({ token: z.string() }) })),
  contexts: z.array(
    z.object({ name: z.string(), context: z.object({ cluster: z.string(), user: z.string() }) }),
  ),
});

interface Answer {
  status: number;
  body: string;
}

/** Somebody with kubectl and the official Rollouts CLI: every write is theirs, and none is guarded. */
export class Hands {
  private constructor(
    private readonly server: string,
    private readonly token: string,
    private readonly agent: https.Agent,
  ) {}

  /** @param file - a kubeconfig with a token */
  static of(file: string, context: string): Hands {
    const config = kubeconfigSchema.parse(YAML.parse(fs.readFileSync(file, 'utf8')));
    const names = config.contexts.find(({ name }) => name === context)?.context;
    const api = config.clusters.find(({ name }) => name === names?.cluster)?.cluster;
    const user = config.users.find(({ name }) => name === names?.user)?.user;
    if (!api || !user) {
      throw new RangeError(`${file} has no context ${context} with a token`);
    }
    const { 'certificate-authority-data': data, 'certificate-authority': path } = api;
    const ca = data === undefined ? fs.readFileSync(path ?? '') : Buffer.from(data, 'base64');
    return new Hands(api.server, user.token, new https.Agent({ ca, keepAlive: true }));
  }

  async create(path: string, body: object): Promise<void> {
    const { status, body: said } = await this.send('POST', path, 'application/json', body);
    if (status >= 300 && status !== 409) {
      throw new RangeError(`POST ${path}: ${status} ${said}`);
    }
  }

  async get(path: string): Promise<unknown> {
    const { status, body } = await this.send('GET', path, 'application/json');
    return status === 200 ? JSON.parse(body) : undefined;
  }

  /** As the official programs write. Answers whether it was accepted. */
  async patch(path: string, body: object): Promise<boolean> {
    return (await this.send('PATCH', path, 'application/merge-patch+json', body)).status < 300;
  }

  async delete(path: string): Promise<void> {
    await this.send('DELETE', path, 'application/json');
  }

  close(): void {
    this.agent.destroy();
  }

  private send(method: string, path: string, type: string, body?: object): Promise<Answer> {
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': type };
    return new Promise((resolve, reject) => {
      const url = `${this.server}${path}`;
      const request = https.request(url, { method, agent: this.agent, headers }, response => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 500, body: Buffer.concat(parts).toString() }),
        );
      });
      request.on('error', reject);
      request.end(body && JSON.stringify(body));
    });
  }
}
