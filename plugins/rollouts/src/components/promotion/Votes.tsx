import { count, RelativeTime, nameOf, type Names } from '@greenroom/plugin-portal-react';
import {
  mayVote,
  type Person,
  type PromotionRequest,
  tally,
  type Vote,
} from '@greenroom/plugin-rollouts-common';
import { anyOf } from '../../promotion/people';
import styles from './PromotionPanel.module.css';

export interface VotesProps {
  request: PromotionRequest;
  person: Person | undefined;
  names: Names;
}

const did = { approve: 'approved', reject: 'refused' };

/** Who voted how, why and when; then how many are still needed, and of whom. */
export function Votes({ request, person, names }: VotesProps) {
  const { approvals, needed } = tally(request);
  const left = Math.max(0, needed - approvals);
  const own = person && request.state === 'waiting' ? mayVote(person, request) : undefined;
  return (
    <div className={styles.part}>
      <h3 className={styles.heading}>
        Votes {approvals}/{needed}
      </h3>
      <ul className={styles.list} aria-label="Votes">
        {request.votes.map(vote => (
          <VoteItem key={`${vote.by} ${vote.vote}`} vote={vote} names={names} />
        ))}
        {left > 0 && (
          <li className={styles.vote}>
            <span className={styles.face} data-vote="open" aria-hidden="true">
              ?
            </span>
            <span className={styles.time}>
              {count(left, 'more approval')} from {anyOf(request.policy.voters, names)}.
              {own?.allowed && ' You may.'}
            </span>
          </li>
        )}
      </ul>
    </div>
  );
}

function VoteItem({ vote: { by, vote, reason, at }, names }: { vote: Vote; names: Names }) {
  const name = nameOf(by, names);
  return (
    <li className={styles.vote}>
      <span className={styles.face} data-vote={vote} aria-hidden="true">
        {name.charAt(0).toLocaleUpperCase('en')}
      </span>
      <span>
        <strong>{name}</strong> {did[vote]}{' '}
        <span className={styles.time}>
          <RelativeTime at={at} />
        </span>
        {reason && <span className={styles.reason}>“{reason}”</span>}
      </span>
    </li>
  );
}
