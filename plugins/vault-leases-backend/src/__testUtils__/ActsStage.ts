import { DatabaseLedger } from '@greenroom/plugin-portal-node';
import { bounded, type OpenDatabase } from '@greenroom/plugin-portal-node/testUtils';
import type { WantedAct } from '../acts/Act';
import { Acts } from '../acts/Acts';
import { DatabaseActStore } from '../acts/DatabaseActStore';
import { knownMigrations } from '../migrations';
import type { ConfiguredVault } from '../VaultSource';
import { FakeOperator } from './FakeOperator';
import { FakeVault, makeLease, makeRole } from './FakeVault';

export const NOW = Date.parse('2026-11-22T10:00:00Z');
export const FINGERPRINT = 'abcdefghijkl';
export const checkout = { vault: 'shop', mount: 'database', role: 'checkout' };
export const ADA = 'user:default/ada';

export function wanting(act: WantedAct['act'], more: Partial<WantedAct> = {}): WantedAct {
  return { act, lease: { ...checkout, fingerprint: FINGERPRINT }, reason: 'it leaked', ...more };
}

/** A process that acts, until it dies. */
export interface Replica {
  acts: Acts;
  isDead: boolean;
  /** It dies at the boundary at which this comes to nought. */
  left: number;
}

/** Replicas that share a database and a Vault, and a clock that moves as a test wants. */
export async function actsStage(open: OpenDatabase) {
  const knex = await open();
  await knex.migrate.latest({ migrationSource: knownMigrations });
  const ledger = new DatabaseLedger({ database: knex, chain: 'vault_leases' });
  const operator = new FakeOperator();
  operator.put(makeLease(checkout, { fingerprint: FINGERPRINT }));
  const clock = { now: NOW };
  let ids = 0;

  /** @param hasOperator otherwise leases can only be looked at */
  const replica = async (hasOperator = true): Promise<Replica> => {
    const client = await open(knex);
    const own = new DatabaseLedger({ database: client, chain: 'vault_leases' });
    const store = new DatabaseActStore(client, own, () => String(clock.now));
    const life = { isDead: false, left: Infinity };
    const pass = async () => {
      life.left -= 1;
      life.isDead ||= life.left === 0;
      if (life.isDead) {
        await new Promise(() => undefined);
      }
    };
    const source = new FakeVault('shop');
    const vault: ConfiguredVault = {
      name: 'shop',
      source,
      ...(hasOperator && { operator: bounded(operator, pass) }),
    };
    const acts = new Acts({
      store: bounded(store, pass),
      vaults: {
        configured: () => vault,
        find: () => ({ role: makeRole(checkout), irrevocable: [] }),
        acted: () => undefined,
      },
      newId: () => `act-${(ids += 1)}`,
      now: () => clock.now,
      steady: () => clock.now,
      sleep: async () => undefined,
      logger: { warn: () => undefined },
      nowAndThen: () => () => undefined,
    });
    return Object.assign(life, { acts });
  };
  const kinds = async () => (await ledger.lines({ limit: 100 })).map(({ kind }) => kind).reverse();
  return { clock, kinds, knex, ledger, operator, replica };
}
