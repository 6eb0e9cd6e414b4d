import { Link } from '@backstage/ui';
import { refName } from '@greenroom/plugin-portal-common';
import {
  type ChangeRequest,
  type ChangeRequestState,
  type Hold,
  shortCommit,
} from '@greenroom/plugin-delivery-common';
import { RelativeTime, StateGlyph, VerdictMark } from '@greenroom/plugin-portal-react';
import { changeStates, holdStates } from '../../words';
import styles from './ChangeProgress.module.css';

const way: readonly { state: ChangeRequestState; words: string }[] = [
  { state: 'open', words: 'Pull request opened' },
  { state: 'merged', words: 'Merged' },
  { state: 'synced', words: 'Deployed by Argo CD' },
  { state: 'live', words: 'Live' },
];

/** Nothing of it is deployed: the manifest in the cluster says it. */
const releaseWay = way.filter(({ state }) => state !== 'synced');

/** How far a change request has come, step by step, each with when it was seen. */
export function ChangeProgress({ change }: { change: ChangeRequest }) {
  const { kind, state, text, toRevision, url, number, by, reason, at, seen, hold } = change;
  const { state: look, words } = changeStates[state];
  const isRelease = kind === 'release';
  const title = isRelease ? 'New images in again' : `Back to ${shortCommit(toRevision.sha)}`;
  return (
    <article className={styles.change} aria-label={`${title}: ${words}`}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <VerdictMark state={look}>{words}</VerdictMark>
      </div>
      <p className={styles.text}>
        {text}{' '}
        {url && (
          <Link href={url} target="_blank" rel="noopener noreferrer">
            Pull request {number}
          </Link>
        )}
      </p>
      {hold && <HoldState hold={hold} />}
      <ol className={styles.way}>
        {(isRelease ? releaseWay : way).map(step => {
          const when = seen[step.state];
          return (
            <li key={step.state} data-seen={when !== undefined || undefined}>
              <StateGlyph state={when === undefined ? 'unknown' : 'healthy'} />
              <span>
                {step.words}
                {when ? (
                  <span className={styles.when}>
                    {' '}
                    <RelativeTime at={when} />
                  </span>
                ) : (
                  <span className={styles.when}> not yet</span>
                )}
              </span>
            </li>
          );
        })}
      </ol>
      <p className={styles.asked}>
        {refName(by)} asked <RelativeTime at={at} />: {reason}
      </p>
    </article>
  );
}

/** The pull request without which an image updater undoes the other. */
function HoldState({ hold: { state, repository, number, url } }: { hold: Hold }) {
  const { state: look, words } = holdStates[state];
  return (
    <p className={styles.hold}>
      <span>
        New images are held back by{' '}
        {url ? (
          <Link href={url} target="_blank" rel="noopener noreferrer">
            pull request {number} of {repository}
          </Link>
        ) : (
          `a pull request of ${repository}`
        )}
      </span>
      <VerdictMark state={look}>{words}</VerdictMark>
    </p>
  );
}
