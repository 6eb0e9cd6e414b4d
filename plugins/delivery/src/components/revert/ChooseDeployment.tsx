import { Radio, RadioGroup } from '@backstage/ui';
import { type HistoryEntry, shortCommit } from '@greenroom/plugin-delivery-common';
import { RelativeTime } from '@greenroom/plugin-portal-react';
import { deployedBy } from '../../words';
import { CommitLink } from '../CommitLink';
import styles from './ChooseDeployment.module.css';

export interface ChooseDeploymentProps {
  /** Newest first. */
  earlier: readonly HistoryEntry[];
  live: HistoryEntry | undefined;
  chosen: string | undefined;
  choose: (to: string) => void;
}

/** Which earlier deployment to go back to. */
export function ChooseDeployment({ earlier, live, chosen, choose }: ChooseDeploymentProps) {
  return (
    <div className={styles.choose}>
      {live && (
        <p className={styles.live}>
          Live is <CommitLink commit={live.commit} />, deployed <RelativeTime at={live.deployedAt} /> by{' '}
          {deployedBy(live)}.
        </p>
      )}
      <RadioGroup label="Go back to" value={chosen ?? null} onChange={choose}>
        {earlier.map(entry => (
          <Radio key={entry.id} value={entry.commit.sha}>
            {shortCommit(entry.commit.sha)} · deployed <RelativeTime at={entry.deployedAt} /> by{' '}
            {deployedBy(entry)}
          </Radio>
        ))}
      </RadioGroup>
    </div>
  );
}
