import { Panel, Reasons } from '@greenroom/plugin-portal-react';
import type { RoleView } from '../../hooks/useRole';
import { IrrevocableList } from '../irrevocable/IrrevocableList';
import styles from './Role.module.css';
import { RoleFacts, RoleSums } from './RoleFacts';
import { StaticRoleFacts } from './StaticRoleFacts';

/** What there is to know of a role beside its leases; those that Vault has given up on top. */
export function RolePanels({ told }: { told: RoleView }) {
  const { role, static: staticRole, irrevocable, leases } = told;
  const verdict = role?.verdict ?? staticRole?.verdict;
  return (
    <div className={styles.panels}>
      {irrevocable.length > 0 && (
        <Panel title="Irrevocable: Vault has given up revoking them">
          <IrrevocableList leases={irrevocable} />
        </Panel>
      )}
      {role && (
        <Panel title="Now">
          <RoleSums role={role} leases={leases} />
        </Panel>
      )}
      {role && (
        <Panel title="What it gives">
          <RoleFacts role={role} />
        </Panel>
      )}
      {staticRole && (
        <Panel title={role ? 'Static role of the same name' : 'Static role'}>
          <StaticRoleFacts role={staticRole} />
        </Panel>
      )}
      {verdict && verdict.reasons.length > 1 && <Reasons verdict={verdict} />}
    </div>
  );
}
