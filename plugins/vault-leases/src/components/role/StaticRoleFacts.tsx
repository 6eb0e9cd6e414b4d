import { Fact, Facts, Mono, RelativeTime, sentenceList } from '@greenroom/plugin-portal-react';
import type { StaticRole } from '@greenroom/plugin-vault-leases-common';
import { serviceNames } from '../../roles/services';
import { secondsWords } from '../../words';
import styles from './Role.module.css';

/** Whose password it changes, when it did and when it will. */
export function StaticRoleFacts({ role }: { role: StaticRole }) {
  const { mount, connection, username, rotationPeriodSeconds, lastRotationAt, nextRotationAt } = role;
  return (
    <Facts>
      <Fact name="Engine">
        {mount}
        {connection && <span className={styles.second}>its user is in {connection}</span>}
      </Fact>
      <Fact name="User">{username ? <Mono>{username}</Mono> : 'not known'}</Fact>
      <Fact name="Last rotation">{lastRotationAt ? <RelativeTime at={lastRotationAt} /> : 'not known'}</Fact>
      <Fact name="Next rotation">
        {nextRotationAt ? <RelativeTime at={nextRotationAt} /> : 'not known'}
        {rotationPeriodSeconds !== undefined && (
          <span className={styles.second}>every {secondsWords(rotationPeriodSeconds)}</span>
        )}
      </Fact>
      <Fact name="Services">
        {role.entityRefs.length === 0 ? 'none that names it' : sentenceList(serviceNames(role))}
      </Fact>
    </Facts>
  );
}
