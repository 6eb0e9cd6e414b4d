import { readFileSync } from 'node:fs';
import https from 'node:https';
import { z } from 'zod';
import type { SandboxVault } from './SandboxVault';
import { MOUNT } from './world';

const AT_A_TIME = 8;
const keysSchema = z.object({ data: z.object({ keys: z.array(z.string()) }) });

/** The peer: each view of a role lists it and looks each of its leases up, some at a time. */
export class Peer {
  readonly #agent: https.Agent;
  readonly #url: string;
  readonly #token: string;

  constructor({ place }: SandboxVault) {
    this.#agent = new https.Agent({ ca: readFileSync(place.caFile), keepAlive: true, maxSockets: AT_A_TIME });
    this.#url = place.nodes[0]?.url ?? '';
    this.#token = place.root;
  }

  /** @returns how many leases it showed */
  async view(role: string): Promise<number> {
    const folder = `${MOUNT}/creds/${role}/`;
    const listed = await this.#ask('GET', `sys/leases/lookup/${folder}?list=true`);
    const { keys } = keysSchema.parse(JSON.parse(listed)).data;
    const left = [...keys];
    const worker = async () => {
      for (let key = left.pop(); key !== undefined; key = left.pop()) {
        await this.#ask('PUT', 'sys/leases/lookup', { lease_id: folder + key });
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, worker));
    return keys.length;
  }

  close(): void {
    this.#agent.destroy();
  }

  #ask(method: string, path: string, body?: object): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = { method, agent: this.#agent, headers: { 'x-vault-token': this.#token } };
      const sent = https.request(`${this.#url}/v1/${path}`, options, async response => {
        const text = (await response.setEncoding('utf8').toArray()).join('');
        if (response.statusCode === 200) {
          resolve(text);
        } else {
          reject(new RangeError(`${method} ${path.split('/creds/')[0]}: ${response.statusCode}`));
        }
      });
      sent.on('error', reject).end(body && JSON.stringify(body));
    });
  }
}
