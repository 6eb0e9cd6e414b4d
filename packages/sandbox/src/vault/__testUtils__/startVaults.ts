import { Agent, request } from 'node:https';
import { z } from 'zod';
import type { ScaledClock } from '../../clock/ScaledClock';
import { CertificateAuthority } from '../../pki';
import { SandboxError } from '../../SandboxError';
import { stackVaults, type VaultPlan } from '../plans';
import { noSurroundings, type Surroundings } from '../Surroundings';
import { Vaults } from '../Vaults';

const answerSchema = z.looseObject({
  errors: z.array(z.string()).optional(),
  data: z.looseObject({ keys: z.array(z.string()).optional() }).nullish(),
  auth: z.looseObject({ client_token: z.string(), lease_duration: z.number() }).nullish(),
  lease_id: z.string().optional(),
  lease_duration: z.number().optional(),
  warnings: z.array(z.string()).nullish(),
  wrap_info: z.looseObject({ token: z.string() }).nullish(),
});

export interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  /** As it came. */
  text: string;
  body: z.infer<typeof answerSchema>;
}

export interface Asking {
  token?: string;
  body?: object;
  headers?: Record<string, string>;
  /** Index of the node. */
  node?: number;
}

/** Asks the nodes of one Vault, as their clients do: over TLS, one connection for one after the other. */
export function client(urls: readonly string[], authority: string, token?: string) {
  const agent = new Agent({ ca: authority, keepAlive: true, maxSockets: 4 });
  return {
    close: () => agent.destroy(),
    ask(method: string, path: string, asking: Asking = {}): Promise<Answer> {
      const own = asking.token ?? token;
      const headers = { ...(own && { 'x-vault-token': own }), ...asking.headers };
      return new Promise((resolve, reject) => {
        const url = `${urls[asking.node ?? 0]}/v1/${path}`;
        const sent = request(url, { method, agent, headers }, async response => {
          const parts = await response.setEncoding('utf8').toArray();
          const text = parts.join('');
          const isJson = response.headers['content-type'] === 'application/json' && text !== '';
          const body = answerSchema.parse(isJson ? JSON.parse(text) : {});
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body });
        });
        sent.on('error', reject);
        sent.end(asking.body && JSON.stringify(asking.body));
      });
    },
  };
}

export const rootToken = 's.root-of-the-test';

/** Vaults of the stacks on free ports, with a client for each that has all rights. */
export async function startVaults(
  clock: ScaledClock,
  {
    plans = stackVaults,
    surroundings = noSurroundings,
  }: { plans?: readonly VaultPlan[]; surroundings?: Surroundings } = {},
) {
  const authority = await CertificateAuthority.create('test', () => clock.now());
  const certificate = await authority.issue({ commonName: 'localhost' });
  const secrets = (of: string) => ({ roleId: `${of}-role`, secretId: `${of}-secret` });
  const vaults = await Vaults.start({
    plans,
    clock,
    seed: 1,
    certificate,
    secretsOf: () => ({ root: rootToken, viewer: secrets('viewer'), operator: secrets('operator') }),
    surroundingsOf: () => surroundings,
    port: () => 0,
  });
  const clients = vaults.places().map(({ name, nodes }) => ({
    name,
    ...client(
      nodes.map(({ url }) => url),
      authority.certificate,
      rootToken,
    ),
  }));
  return {
    vaults,
    ask(name: string, method: string, path: string, asking?: Asking): Promise<Answer> {
      const found = clients.find(each => each.name === name);
      if (!found) throw new SandboxError(`There is no Vault ${name}.`);
      return found.ask(method, path, asking);
    },
    async stop() {
      for (const each of clients) each.close();
      await vaults.stop();
    },
  };
}
