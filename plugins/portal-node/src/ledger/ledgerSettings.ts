import type { Config } from '@backstage/config';
import type { HeadPlace } from './headKeeper';

/** With what the head of a ledger is signed, and where it is kept outside the database. */
export interface LedgerSettings {
  /** PEM of an Ed25519 private key. */
  signingKey?: string;
  /** Where the head of the ledger is kept outside the database. */
  configMap?: HeadPlace;
}

/** The `ledger` of a feature's configuration. */
export function readLedgerSettings(ledger: Config | undefined): LedgerSettings {
  const place = ledger?.getOptionalConfig('configMap');
  const signingKey = ledger?.getOptionalString('signingKey');
  return {
    ...(signingKey !== undefined && { signingKey }),
    ...(place && {
      configMap: {
        cluster: place.getString('cluster'),
        namespace: place.getString('namespace'),
        name: place.getString('name'),
      },
    }),
  };
}
