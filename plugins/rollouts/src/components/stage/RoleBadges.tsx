import type { Revision } from '@greenroom/plugin-rollouts-common';
import { roleWords } from '../../words';
import styles from './RoleBadges.module.css';

/** Every role a revision has now; none is said too. */
export function RoleBadges({ roles }: Pick<Revision, 'roles'>) {
  if (roles.length === 0) {
    return <span className={styles.none}>no role</span>;
  }
  return (
    <ul className={styles.roles} aria-label="Roles">
      {roles.map(role => (
        <li key={role} className={styles.role} title={`${roleWords[role].word}: ${roleWords[role].means}`}>
          {roleWords[role].word}
        </li>
      ))}
    </ul>
  );
}
