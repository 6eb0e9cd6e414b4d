import type { LoggerService } from '@backstage/backend-plugin-api';
import { type Now, wallClock } from '../clock';
import { DatabaseLedger, type DatabaseLedgerOptions } from './DatabaseLedger';
import { headKeeper } from './headKeeper';
import { HeadPublisher } from './HeadPublisher';
import type { LedgerSettings } from './ledgerSettings';
import { readSigningKey } from './SignedHead';

export interface PublishedLedgerOptions extends Pick<DatabaseLedgerOptions, 'chain' | 'database'> {
  settings: LedgerSettings;
  clusters: Parameters<typeof headKeeper>[0];
  logger: LoggerService;
  now?: Now;
}

/** A feature's ledger, whose head is told to the log and kept in a ConfigMap, soon after it moved, once `heads` is started. */
export function publishedLedger({
  chain,
  clusters,
  database,
  logger,
  now = wallClock,
  settings: { configMap, signingKey },
}: PublishedLedgerOptions): { ledger: DatabaseLedger; heads: HeadPublisher } {
  const ledger: DatabaseLedger = new DatabaseLedger({ database, chain, onAppended: () => heads.changed() });
  const heads = new HeadPublisher({
    ledger,
    chain,
    logger,
    now,
    ...(signingKey !== undefined && { key: readSigningKey(signingKey) }),
    ...(configMap && { publish: headKeeper(clusters, configMap) }),
  });
  return { ledger, heads };
}
