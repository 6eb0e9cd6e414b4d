import type { ConnectionOptions } from 'node:tls';
import type { Dispatcher } from 'undici';

/** How a cluster is reached and as whom, loaded once; what rotates is asked for with each call. */
export interface Credentials {
  /** The API server's URL without a trailing slash. */
  server: string;
  tls: Pick<ConnectionOptions, 'ca' | 'cert' | 'key' | 'passphrase' | 'servername' | 'rejectUnauthorized'>;
  /** Makes a proxy's own way to connect, where one is configured. */
  proxy?: () => Promise<Dispatcher | undefined>;
  /**
   * Headers of one call. Runs a credential plugin or reads a file when that is due.
   * @throws ClusterFailure
   */
  headers(): Promise<Record<string, string>>;
}

/** @throws ClusterFailure of kind `settings` when what is configured can not be used */
export type LoadCredentials = () => Promise<Credentials>;
