import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leasePageKey } from '@greenroom/plugin-vault-leases-common';
import { startSandbox } from '@greenroom/sandbox';
import { ConfigReader } from '@backstage/config';
import { readSources } from './sources';
import { processVaultClock } from './vaultClock';
import type { ConfiguredVault } from './VaultSource';
import { sightSchema, type Sight } from './watching/Sight';

const { signal } = new AbortController();

/** Configured as a portal would be, over sockets, against a Vault of the sandbox. */
describe('a Vault of a sandbox', () => {
  const directory = mkdtempSync(join(tmpdir(), 'vaults-'));
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let vault: ConfiguredVault;
  const role = { vault: 'rememberry', mount: 'database', role: 'deck-api' };
  const page = leasePageKey({ role, page: 0 });

  beforeAll(async () => {
    sandbox = await startSandbox({
      state: directory,
      world: { bare: ['scw-par-1'], databases: 'stacks', leases: 10_000 },
    });
    vault = configured();
  }, 30_000);

  afterAll(async () => {
    await sandbox.stop();
    rmSync(directory, { recursive: true });
  });

  function configured(): ConfiguredVault {
    const { vaults, certificateAuthority } = sandbox.endpoints();
    const place = vaults.find(({ name }) => name === 'rememberry') ?? missing('rememberry');
    const files = { 'role-id': place.viewer.roleId, 'secret-id': place.viewer.secretId };
    Object.entries(files).forEach(([name, text]) => writeFileSync(join(directory, `test-${name}`), text));
    const viewer = {
      appRole: {
        roleIdFile: join(directory, 'test-role-id'),
        secretIdFile: join(directory, 'test-secret-id'),
      },
    };
    const entry = { name: 'rememberry', nodes: place.nodes, caFile: certificateAuthority, viewer };
    const [read] = readSources(new ConfigReader({ vaultLeases: { vaults: [entry] } }), processVaultClock);
    return read ?? missing('rememberry');
  }

  const look = (things: string[] = [''], before?: Sight) => vault.source.look({ things, before, signal });

  it('is seen with its nodes, its roles and a page of leases, and tells no id', async () => {
    const sight = await look(['', page]);
    expect(sightSchema.parse(sight)).toEqual(sight);
    expect(sight.report).toMatchObject({ freshness: 'live', missingPermissions: [] });
    expect(sight.vault).toMatchObject({
      flavour: 'openbao',
      active: 'vault-0',
      failureTolerance: 1,
      unseen: [],
    });
    expect(sight.vault?.nodes.map(({ state }) => state)).toEqual(['active', 'standby', 'standby']);
    expect(sight.roles).toMatchObject([{ ...role, leases: 10_001, coverage: { looked: 50, of: 10_001 } }]);
    expect(sight.pages[page]?.leases).toHaveLength(50);
    expect(JSON.stringify(sight)).not.toMatch(/creds/);
  });
});

function missing(what: string): never {
  throw new TypeError(`there is no ${what}`);
}
