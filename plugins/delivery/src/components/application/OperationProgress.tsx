import { refName } from '@greenroom/plugin-portal-common';
import { type Operation } from '@greenroom/plugin-delivery-common';
import { Duration, RelativeTime, VerdictMark } from '@greenroom/plugin-portal-react';
import { operationNames, operationStates } from '../../words';
import { CommitLink } from '../CommitLink';
import styles from './OperationProgress.module.css';

/** What Argo CD does now, or did last, with what it failed on. Nothing where it never did anything. */
export function OperationProgress({ operation }: { operation: Operation | undefined }) {
  if (!operation) {
    return null;
  }
  const { does, state, commit, by, automated, startedAt, finishedAt, message, problems, objects } = operation;
  const { state: look, words } = operationStates[state];
  const whose = automated ? 'by Argo CD itself' : by && `asked for by ${refName(by)}`;
  return (
    <div className={styles.operation}>
      <div className={styles.head}>
        <h3 className={styles.title}>
          {operationNames[does]}
          {commit && (
            <>
              {' to '}
              <CommitLink commit={commit} />
            </>
          )}
        </h3>
        <VerdictMark state={look}>{words}</VerdictMark>
        {whose && <span className={styles.more}>{whose}</span>}
        {startedAt && !finishedAt && (
          <span className={styles.more}>
            for <Duration since={startedAt} />
          </span>
        )}
        {finishedAt && (
          <span className={styles.more}>
            <RelativeTime at={finishedAt} />
          </span>
        )}
      </div>
      {state === 'running' && objects.all > 0 && (
        <p className={styles.progress}>
          <progress value={objects.done} max={objects.all} aria-label="Objects that are through" />
          {objects.done} of {objects.all} objects
        </p>
      )}
      {message && <p className={styles.message}>{message}</p>}
      {problems.length > 0 && (
        <ul className={styles.problems}>
          {problems.map(problem => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
