import { count, Panel } from '@greenroom/plugin-portal-react';
import type { IrrevocableLease } from '@greenroom/plugin-vault-leases-common';
import { IrrevocableList } from '../irrevocable/IrrevocableList';
import styles from './Vault.module.css';

export interface IrrevocablePanelProps {
  leases: readonly IrrevocableLease[];
  /** By the Vault's own count: what a person may not see, or the list leaves out, is in it too. */
  inAll: number | undefined;
}

/** Leases that Vault has given up revoking, above everything else; nothing where there are none. */
export function IrrevocablePanel({ leases, inAll = 0 }: IrrevocablePanelProps) {
  const all = Math.max(inAll, leases.length);
  const others = all - leases.length;
  if (all === 0) {
    return null;
  }
  return (
    <div className={styles.above}>
      <Panel title={`Irrevocable: Vault has given up revoking ${count(all, 'lease')}`}>
        <IrrevocableList leases={leases} withRole />
        {others > 0 && (
          <p className={styles.note}>
            {`${count(others, 'is', 'are')} not listed here: Vault lists them later than it counts them, or you may not see their roles.`}
          </p>
        )}
      </Panel>
    </div>
  );
}
