import { ClockTime, type Names } from '@greenroom/plugin-portal-react';
import { type PromotionStanding, votesNeeded } from '@greenroom/plugin-rollouts-common';
import { anyOf } from '../../promotion/people';
import { policyDetails, whoDecides } from '../../promotion/policyWords';
import { openRequest } from '../../promotion/promotionSteps';
import styles from './PromotionPanel.module.css';

/** Who decides, and when: an open request keeps the policy it was made under. */
export function Policy({ standing, names }: { standing: PromotionStanding; names: Names }) {
  const request = openRequest(standing);
  const policy = request?.policy ?? standing.policy;
  const authors = request?.authors ?? standing.authors;
  if (!policy) {
    return null;
  }
  const needed = request?.votesNeeded ?? (authors ? votesNeeded(policy, authors) : policy.votes);
  return (
    <div className={styles.part}>
      <h3 className={styles.heading}>Policy {policy.names.join(', ')}</h3>
      <p className={styles.quiet}>
        {whoDecides(policy, needed, names)}
        {request && (
          <>
            {' '}
            Expires <ClockTime at={request.expiresAt} />.
          </>
        )}
      </p>
      {authors && (
        <p className={styles.quiet}>
          {authors.known
            ? `Made by ${anyOf(authors.people, names)}.`
            : `Who made it is not known (${authors.why.replace(/\.$/, '')}): one more vote, and the first voter counts as requester.`}
        </p>
      )}
      <details className={styles.more}>
        <summary>All of the policy</summary>
        <ul>
          {policyDetails(policy, names).map(line => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}
