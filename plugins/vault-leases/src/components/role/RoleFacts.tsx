import { amount, Fact, Facts, RelativeTime, sentenceList } from '@greenroom/plugin-portal-react';
import type { Lease } from '@greenroom/plugin-vault-leases-common';
import { serviceNames } from '../../roles/services';
import type { SaidRole } from '../../roles/said';
import { coverageWords, NOT_LISTED, secondsWords } from '../../words';
import styles from './Role.module.css';

/** What there is to know of a role at a glance, and what its sums were made from. */
export function RoleFacts({ role, leases }: { role: SaidRole; leases: readonly Lease[] }) {
  const { mount, connection, coverage, soonestEnd, oldestIssue, maxTtlSeconds, defaultTtlSeconds } = role;
  const sessions = leases.find(({ sessionsOfRole }) => sessionsOfRole !== undefined)?.sessionsOfRole;
  return (
    <Facts>
      <Fact name="Engine">
        {mount}
        {connection && <span className={styles.second}>users are made in {connection}</span>}
      </Fact>
      <Fact name="Leases now">
        {role.leases === undefined ? NOT_LISTED : amount(role.leases)}
        {role.leases !== undefined && <span className={styles.second}>{coverageWords(coverage)}</span>}
        {coverage.listedAt && (
          <span className={styles.second}>
            listed <RelativeTime at={coverage.listedAt} />
          </span>
        )}
      </Fact>
      <Fact name="Soonest end">
        {soonestEnd ? <RelativeTime at={soonestEnd} /> : 'not known'}
        {soonestEnd && <span className={styles.second}>{ofWhat(role)}</span>}
      </Fact>
      <Fact name="Oldest">{oldestIssue ? <RelativeTime at={oldestIssue} /> : 'not known'}</Fact>
      <Fact name="Ceiling">
        {secondsWords(maxTtlSeconds) ?? 'not known'}
        <span className={styles.second}>
          {[
            'after the issue; nobody renews past it',
            defaultTtlSeconds !== undefined && `a new lease lasts ${secondsWords(defaultTtlSeconds)}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </Fact>
      <Fact name="Sessions of its users">
        {sessions === undefined ? 'nobody can tell' : amount(sessions)}
      </Fact>
      <Fact name="Services">
        {role.entityRefs.length === 0 ? 'none that names it' : sentenceList(serviceNames(role))}
        <span className={styles.second}>
          {role.isWatched
            ? 'watched: looked at also while nobody is here'
            : 'looked at only while somebody is here'}
        </span>
      </Fact>
    </Facts>
  );
}

function ofWhat({ coverage: { looked, of = 0 } }: SaidRole): string {
  return looked < of
    ? `of the ${amount(looked)} that were looked up: another may end sooner`
    : 'of all of them';
}
