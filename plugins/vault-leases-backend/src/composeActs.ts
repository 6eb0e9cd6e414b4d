import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseService, LoggerService } from '@backstage/backend-plugin-api';
import type { Clusters } from '@greenroom/cluster-access';
import { type LedgerSettings, publishedLedger, steadyClock, wallClock } from '@greenroom/plugin-portal-node';
import { Acts } from './acts/Acts';
import { DatabaseActStore } from './acts/DatabaseActStore';
import type { VaultLeasesService } from './VaultLeasesService';

export interface ActsServices {
  knex: Awaited<ReturnType<DatabaseService['getClient']>>;
  vaults: VaultLeasesService;
  ledger: LedgerSettings;
  clusters: Clusters;
  logger: LoggerService;
}

/** The ledger's name in its tables. */
const CHAIN = 'vault_leases';
const LOOK_MS = 10_000;

/** What people do to leases, and the ledger of it. */
export function composeActs({ knex, logger, vaults, ...services }: ActsServices) {
  const { ledger, heads } = publishedLedger({
    database: knex,
    chain: CHAIN,
    settings: services.ledger,
    clusters: services.clusters,
    logger,
  });
  const acts = new Acts({
    store: new DatabaseActStore(knex, ledger),
    vaults,
    newId: randomUUID,
    now: wallClock,
    steady: steadyClock,
    sleep: async ms => sleep(ms),
    logger,
    nowAndThen: task => {
      const timer = setInterval(task, LOOK_MS);
      return () => clearInterval(timer);
    },
  });
  return {
    acts,
    ledger,
    start() {
      heads.start();
      acts.start();
    },
    async stop() {
      await acts.stop();
      await heads.stop();
    },
  };
}
