import { limitedAccount, portalAccount } from './catalogue/accounts';
import { newSecret } from '../state/secrets';
import type { StateDirectory } from '../state/StateDirectory';

/** Those that somebody can sign in with. */
export const databaseAccounts = [portalAccount, limitedAccount] as const;

/** Passwords of the accounts of each PostgreSQL, in files of their own: `postgres-<database>-<account>-password`. */
export function keepPasswords(directory: Pick<StateDirectory, 'keep'>) {
  return (database: string, account: string): string | undefined =>
    databaseAccounts.some(known => known === account)
      ? directory.keep(`postgres-${database}-${account}-password`, newSecret)
      : undefined;
}
