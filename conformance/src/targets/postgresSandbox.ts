import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '@greenroom/sandbox';
import type { Act, PostgresTarget } from '../postgres/PostgresTarget';

const faults: Readonly<Record<Act, readonly [target: string, fault: string][]>> = {
  'stop-standby': [['postgres:rememberry', 'standby-stopped']],
  'start-standby': [['postgres:rememberry', 'none']],
  attach: [['postgres:rememberry', 'attach']],
  'kill-primary': [['postgres:rememberry', 'primary-killed']],
  'start-killed': [['postgres:rememberry', 'split-brain']],
  repair: [],
};

/** The pair of a sandbox in this process, on free ports. */
export async function postgresSandbox(): Promise<PostgresTarget> {
  const state = mkdtempSync(join(tmpdir(), 'greenroom-conformance-'));
  const sandbox = await startSandbox({ state, world: { bare: [], databases: 'stacks' } });
  const database = sandbox.endpoints().databases.find(({ name }) => name === 'rememberry');
  const [primary, standby] = database?.nodes ?? [];
  const at = (place?: { port: number }) => ({ host: '127.0.0.1', port: place?.port ?? 0 });
  const login = (name: string) => {
    const found = database?.accounts.find(({ user }) => user === name);
    return { user: name, password: found?.password ?? '' };
  };
  return {
    name: 'sandbox',
    primary: at(primary),
    standby: at(standby),
    pgpool: at(database?.pools[0]),
    monitor: login('portal'),
    guest: login('guest'),
    async act(act) {
      for (const [target, fault] of faults[act]) sandbox.inject({ target, fault });
      // The world begins anew: the primary is again the one that it was.
      if (act === 'repair') await sandbox.reset();
    },
    async stop() {
      await sandbox.stop();
      rmSync(state, { recursive: true });
    },
  };
}
