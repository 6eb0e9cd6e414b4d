import { amount, Fact, Facts, RelativeTime, sentenceList } from '@greenroom/plugin-portal-react';
import type { Lease } from '@greenroom/plugin-vault-leases-common';
import { serviceNames } from '../../roles/services';
import type { SaidRole } from '../../roles/said';
import { coverageWords, secondsWords } from '../../words';
import styles from './Role.module.css';

/** How many leases it has and when they end, and what these sums were made from. */
export function RoleSums({ role, leases }: { role: SaidRole; leases: readonly Lease[] }) {
  const { coverage, soonestEnd, oldestIssue, sessionsUntold } = role;
  const sessions = leases.find(({ sessionsOfRole }) => sessionsOfRole !== undefined)?.sessionsOfRole;
  return (
    <Facts>
      <Fact name="Leases now">
        {role.leases === undefined ? 'not listed yet' : amount(role.leases)}
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
      <Fact name="Sessions">
        {sessions === undefined ? 'nobody can tell' : amount(sessions)}
        <span className={styles.second}>{sessionsUntold ?? 'of its users, in the database'}</span>
      </Fact>
    </Facts>
  );
}

/** Where its users are made, how long they last, and who gets its credentials from it. */
export function RoleFacts({ role }: { role: SaidRole }) {
  const { mount, connection, maxTtlSeconds, defaultTtlSeconds, entityRefs, isWatched } = role;
  return (
    <Facts>
      <Fact name="Engine">
        {mount}
        {connection && <span className={styles.second}>users are made in {connection}</span>}
      </Fact>
      <Fact name="New lease">{secondsWords(defaultTtlSeconds) ?? 'not known'}</Fact>
      <Fact name="Ceiling">
        {secondsWords(maxTtlSeconds) ?? 'not known'}
        <span className={styles.second}>after the issue: nobody renews past it</span>
      </Fact>
      <Fact name="Services">
        {entityRefs.length === 0 ? 'none that names it' : sentenceList(serviceNames(role))}
        <span className={styles.second}>{isWatched ? 'watched' : 'not watched while nobody is here'}</span>
      </Fact>
    </Facts>
  );
}

function ofWhat({ coverage: { looked, of = 0 } }: SaidRole): string {
  return looked < of
    ? `of the ${amount(looked)} that were looked up: another may end sooner`
    : 'of all of them';
}
