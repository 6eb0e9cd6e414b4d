import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { headConfigMapSchema, parseSignedHead, type SignedHead } from '@greenroom/plugin-portal-node';
import { startSandbox } from '@greenroom/sandbox';
import { Agent, request } from 'undici';
import { readSources } from '../sources';
import type { Told } from '../vault/VaultClient';
import { processVaultClock } from '../vaultClock';
import type { ConfiguredVault } from '../VaultSource';
import type { Sight } from '../watching/Sight';

const headPlace = { cluster: 'eks-prod', namespace: 'greenroom', name: 'greenroom-ledger-head' };
const { signal } = new AbortController();
type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** The sandbox's two Vaults over sockets, and a portal's own sight of them, at a time that a test puts ahead. */
export class VaultSandbox {
  #ahead = 0;
  readonly clock = {
    ...processVaultClock,
    now: () => Date.now() + this.#ahead,
    steady: () => performance.now() + this.#ahead,
    chance: () => 0,
  };

  private constructor(
    readonly sandbox: Sandbox,
    readonly directory: string,
  ) {}

  static async start(leases = 100): Promise<VaultSandbox> {
    const state = mkdtempSync(join(tmpdir(), 'vaults-'));
    const world = { bare: ['scw-par-1', 'eks-prod'], databases: 'stacks' as const, leases };
    return new VaultSandbox(await startSandbox({ state, world }), state);
  }

  async stop(): Promise<void> {
    await this.sandbox.stop();
    rmSync(this.directory, { recursive: true });
  }

  pass(seconds: number): void {
    this.#ahead += seconds * 1_000;
  }

  place(name: string) {
    const found = this.sandbox.endpoints().vaults.find(each => each.name === name);
    if (!found) {
      throw new TypeError(`there is no Vault ${name}`);
    }
    return found;
  }

  /** An entry of `vaultLeases.vaults`, for both identities. */
  entry(name: string) {
    const nodes = this.place(name).nodes.map(node => ({ name: node.name, url: node.url }));
    const caFile = this.sandbox.endpoints().certificateAuthority;
    return {
      name,
      nodes,
      caFile,
      viewer: this.identity(name, 'viewer'),
      operator: this.identity(name, 'operator'),
    };
  }

  /** A portal's, of one Vault, and of the cluster that keeps the head of its ledger. */
  config(name: string) {
    const kubeconfig = { file: join(this.directory, 'kubeconfig'), context: 'eks-prod' };
    const signingKey = readFileSync(join(this.directory, 'ledger-key.pem'), 'utf8');
    return {
      kubernetes: { clusters: [{ name: 'eks-prod', kubeconfig }] },
      vaultLeases: { vaults: [this.entry(name)], ledger: { signingKey, configMap: headPlace } },
    };
  }

  /** As it is in the cluster. */
  keptHead(): SignedHead | undefined {
    const { cluster, ...place } = headPlace;
    const found = this.sandbox.cluster(cluster).api.get({ resource: 'configmaps', ...place });
    return parseSignedHead(headConfigMapSchema.safeParse(found).data?.data?.['vault_leases.json'] ?? '');
  }

  /** Configured as a portal would be. @param more keys laid over it */
  configured(name: string, more: object = {}): ConfiguredVault {
    const config = new ConfigReader({ vaultLeases: { vaults: [{ ...this.entry(name), ...more }] } });
    const [vault] = readSources(config, this.clock);
    if (!vault) {
      throw new TypeError('it was not configured');
    }
    return vault;
  }

  identity(name: string, who: 'operator' | 'viewer') {
    const file = (what: string) => join(this.directory, `vault-${name}-${who}-${what}`);
    return { appRole: { roleIdFile: file('role-id'), secretIdFile: file('secret-id') } };
  }

  write(file: string, text: string): string {
    const path = join(this.directory, file);
    writeFileSync(path, text);
    return path;
  }

  /** As root, at the first node, which passes on what only the one that leads does. */
  async root(
    name: string,
    method: 'GET' | 'PUT',
    path: string,
    { body, headers = {} }: { body?: object; headers?: Record<string, string> } = {},
  ): Promise<Told> {
    const { nodes, root } = this.place(name);
    const ca = readFileSync(this.sandbox.endpoints().certificateAuthority, 'utf8');
    const dispatcher = new Agent({ connect: { ca } });
    try {
      const answer = await request(`${nodes[0]?.url}/v1/${path}`, {
        method,
        dispatcher,
        headers: { 'x-vault-token': root, ...headers },
        body: body && JSON.stringify(body),
      });
      return { status: answer.statusCode, text: await answer.body.text() };
    } finally {
      await dispatcher.close();
    }
  }

  /** How often a path was asked for, by the method and what comes before `…`. */
  asked(name: string, wanted: RegExp): number {
    const vault = this.sandbox.requests().vaults.find(each => each.vault === name);
    const own = (vault?.requests ?? []).filter(each => wanted.test(each.request));
    return own.reduce((sum, { count }) => sum + count, 0);
  }

  inject(target: string, fault: string): void {
    this.sandbox.inject({ target: `vault:${target}`, fault });
  }

  /** Looks again, a look later each time, until it holds. */
  async until(
    vault: ConfiguredVault,
    things: string[],
    holds: (sight: Sight) => boolean,
    first?: Sight,
  ): Promise<Sight> {
    let sight = await vault.source.look({ things, before: first, signal });
    for (let looks = 0; looks < 100 && !holds(sight); looks += 1) {
      await new Promise(resolve => setTimeout(resolve, 50));
      this.pass(vault.source.everySeconds);
      sight = await vault.source.look({ things, before: sight, signal });
    }
    if (!holds(sight)) {
      throw new TypeError(`it never was so: ${JSON.stringify(sight.vault)}`);
    }
    return sight;
  }
}
