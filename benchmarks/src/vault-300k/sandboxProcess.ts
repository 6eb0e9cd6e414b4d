import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '@greenroom/sandbox';
import { z } from 'zod';
import { pass } from './ahead';
import { leases, VAULT } from './world';

// The sandbox's Vault with all those leases, in a process of its own: what it needs is not counted as the portal's. Tells its
// parent where it is and what it was asked, when it is told to.
const orderSchema = z.union([
  z.object({ tell: z.literal('requests') }),
  z.object({ advance: z.number() }),
  z.object({ stop: z.literal(true) }),
]);

async function main() {
  const state = mkdtempSync(join(tmpdir(), 'vault-300k-'));
  const sandbox = await startSandbox({ state, world: { bare: ['eks-prod'], databases: 'stacks', leases } });
  const requests = () => sandbox.requests().vaults.find(({ vault }) => vault === VAULT);
  process.on('message', async (message: unknown) => {
    const order = orderSchema.parse(message);
    if ('stop' in order) {
      await sandbox.stop();
      rmSync(state, { recursive: true });
      process.exit(0);
    }
    if ('advance' in order) {
      pass(order.advance * 1_000);
      // Its own timers are told anew how long they wait.
      sandbox.setSpeed(1);
    }
    process.send?.({ told: requests() });
  });
  const { vaults, certificateAuthority } = sandbox.endpoints();
  const vault = vaults.find(({ name }) => name === VAULT);
  process.send?.({
    told: { state, nodes: vault?.nodes, caFile: certificateAuthority, root: vault?.root },
  });
}

void main();
