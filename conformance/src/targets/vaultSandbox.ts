import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '@greenroom/sandbox';
import { activeNode } from '../vault/asking';
import type { VaultAct, VaultTarget } from '../vault/VaultTarget';

const name = 'rememberry';

/** The Vault of rememberry in a sandbox in this process, on free ports, with the PostgreSQL it makes users in. */
export async function vaultSandbox(): Promise<VaultTarget> {
  const state = mkdtempSync(join(tmpdir(), 'greenroom-conformance-'));
  const sandbox = await startSandbox({ state, world: { bare: [], databases: 'stacks' } });
  const { vaults, databases, certificateAuthority } = sandbox.endpoints();
  const vault = vaults.find(each => each.name === name);
  const port = databases.find(each => each.name === name)?.nodes[0]?.port;
  const target: VaultTarget = {
    name: 'sandbox',
    nodes: vault?.nodes.map(({ url }) => url) ?? [],
    authority: readFileSync(certificateAuthority, 'utf8'),
    root: vault?.root ?? '',
    database: {
      url: `postgresql://{{username}}:{{password}}@127.0.0.1:${port}/app?sslmode=disable`,
      username: 'vault',
      password: 'x',
      user: 'backup',
    },
    unsealKeys: vault?.unsealKeys,
    async giveUp() {
      sandbox.inject({ target: `vault:${name}`, fault: 'irrevocable' });
    },
    async stop() {
      await sandbox.stop();
      rmSync(state, { recursive: true });
    },
  };
  return { ...target, act: leaderKiller(sandbox, target) };
}

/** Kills the node that leads by its fault, and brings the last one back. */
function leaderKiller(sandbox: Sandbox, target: VaultTarget): (act: VaultAct) => Promise<void> {
  let killed = '';
  return async act => {
    if (act === 'kill-leader') {
      const address = await activeNode(target);
      const nodes = sandbox.endpoints().vaults.flatMap(vault => vault.nodes);
      killed = nodes.find(({ url }) => url === address)?.name ?? '';
    }
    const fault = act === 'kill-leader' ? 'down' : 'none';
    sandbox.inject({ target: `vault:${name}/${killed}`, fault });
  };
}
