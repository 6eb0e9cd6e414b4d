import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { type LedgerSettings, readLedgerSettings } from '@greenroom/plugin-portal-node';

/** `greenroom.delivery.ledger`: with what the ledger's head is signed, and where it is kept outside the database. */
export function readLedgerConfig(config: Config): LedgerSettings {
  return readLedgerSettings(config.getOptionalConfig('greenroom.delivery.ledger'));
}

/**
 * `greenroom.delivery.argoCd`: where a cluster's Argo CD has its pages, without a slash at the end, by the cluster's name.
 * @throws InputError for an address that is none
 */
export function readArgoCdPages(config: Config): ReadonlyMap<string, string> {
  const entries = config.getOptionalConfigArray('greenroom.delivery.argoCd') ?? [];
  return new Map(
    entries.map((entry, index) => {
      const url = entry.getString('url');
      if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
        throw new InputError(
          `greenroom.delivery.argoCd[${index}].url: ${JSON.stringify(url)} is no web address`,
        );
      }
      return [entry.getString('cluster'), url.replace(/\/+$/, '')];
    }),
  );
}
