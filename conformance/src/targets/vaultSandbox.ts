import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '@greenroom/sandbox';
import type { VaultTarget } from '../vault/VaultTarget';

/** The Vault of rememberry in a sandbox in this process, on free ports, with the PostgreSQL it makes users in. */
export async function vaultSandbox(): Promise<VaultTarget> {
  const state = mkdtempSync(join(tmpdir(), 'greenroom-conformance-'));
  const sandbox = await startSandbox({ state, world: { bare: [], databases: 'stacks' } });
  const { vaults, databases, certificateAuthority } = sandbox.endpoints();
  const vault = vaults.find(({ name }) => name === 'rememberry');
  const port = databases.find(({ name }) => name === 'rememberry')?.nodes[0]?.port;
  return {
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
    async stop() {
      await sandbox.stop();
      rmSync(state, { recursive: true });
    },
  };
}
