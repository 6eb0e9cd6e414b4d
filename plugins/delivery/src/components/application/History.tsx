import {
  allowedActs,
  type Application,
  earlierDeployments,
  type HistoryEntry,
} from '@greenroom/plugin-delivery-common';
import { Button, ButtonLink } from '@backstage/ui';
import { RelativeTime } from '@greenroom/plugin-portal-react';
import { useId, useState } from 'react';
import type { Rights } from '../../hooks/useRights';
import { useRevertLink } from '../../hooks/useRevertLink';
import { rollbackStep, type Step } from '../../acts/steps';
import { deployedBy } from '../../words';
import { ActDialog } from '../act/ActDialog';
import { CommitLink } from '../CommitLink';
import { CommitWords } from '../CommitWords';
import styles from './History.module.css';

export interface HistoryProps {
  application: Application;
  rights: Rights;
  stale: boolean;
}

/** What was deployed, newest first, each with the way back to it: by Argo CD, or by git where Argo CD would undo it. */
export function History({ application, rights, stale }: HistoryProps) {
  const [opened, setOpened] = useState<Step>();
  const { history, automated } = application;
  const why = useId();
  if (history.length === 0) {
    return null;
  }
  const back = new Set(earlierDeployments(application).map(({ id }) => id));
  return (
    <div className={styles.history}>
      <h3 className={styles.title}>Deployed</h3>
      {automated && back.size > 0 && (
        <p id={why} className={styles.why}>
          {allowedActs(application).rollback.why}.
        </p>
      )}
      <ul className={styles.list}>
        {history.map(entry => (
          <li key={entry.id} className={styles.entry}>
            <CommitLink commit={entry.commit} />
            <CommitWords commit={entry.commit} />
            <span className={styles.more}>
              <RelativeTime at={entry.deployedAt} /> by {deployedBy(entry)}
            </span>
            <span className={styles.act}>
              {entry === history[0] && 'live'}
              {back.has(entry.id) && (
                <GoBack
                  {...{ application, rights, stale, entry }}
                  describedBy={automated ? why : undefined}
                  onOpen={setOpened}
                />
              )}
            </span>
          </li>
        ))}
      </ul>
      {opened && <ActDialog application={application} step={opened} onClose={() => setOpened(undefined)} />}
    </div>
  );
}

interface GoBackProps extends HistoryProps {
  entry: HistoryEntry;
  describedBy: string | undefined;
  onOpen: (step: Step) => void;
}

function GoBack({ application, rights, stale, entry, describedBy, onOpen }: GoBackProps) {
  const link = useRevertLink();
  const commit = entry.commit.sha.slice(0, 8);
  if (application.automated) {
    const { allowed, why } = allowedActs(application).revert;
    return allowed ? (
      <ButtonLink
        variant="secondary"
        size="small"
        href={link(application, entry.commit.sha)}
        aria-label={`Go back in git to ${commit}`}
        aria-describedby={describedBy}
      >
        Go back in git
      </ButtonLink>
    ) : (
      <span className={styles.more}>{why}.</span>
    );
  }
  const step = rollbackStep(application, entry, { right: rights.rollback, stale });
  return (
    <span className={styles.back}>
      <Button
        variant="secondary"
        size="small"
        aria-label={`Go back to ${commit}`}
        isDisabled={!step.allowed.allowed}
        onPress={() => onOpen(step)}
      >
        Go back
      </Button>
      {!step.allowed.allowed && <span className={styles.more}>{step.allowed.why}</span>}
    </span>
  );
}
