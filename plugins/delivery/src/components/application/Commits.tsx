import { Link } from '@backstage/ui';
import type { Application } from '@greenroom/plugin-delivery-common';
import { Mono, RelativeTime, VerdictMark } from '@greenroom/plugin-portal-react';
import { deployedBy, syncStates } from '../../words';
import { CommitLink } from '../CommitLink';
import { CommitWords } from '../CommitWords';
import styles from './Commits.module.css';

/** What git has beside what is live, and where that is written. */
export function Commits({ application }: { application: Application }) {
  const { desired, live, source, sourceCount, sync } = application;
  const { state, words } = syncStates[sync.state];
  return (
    <dl className={styles.facts}>
      <div className={styles.fact}>
        <dt>Desired</dt>
        <dd>
          {desired ? <CommitLink commit={desired} /> : 'Argo CD can not tell'}
          {desired && <CommitWords commit={desired} />}
          {source && (
            <span className={styles.more}>
              the head of <Mono>{source.branch}</Mono>
            </span>
          )}
        </dd>
      </div>
      <div className={styles.fact}>
        <dt>Live</dt>
        <dd>
          {live ? <CommitLink commit={live.commit} /> : 'nothing was deployed yet'}
          {live && <CommitWords commit={live.commit} />}
          {live && (
            <span className={styles.more}>
              deployed <RelativeTime at={live.deployedAt} /> by {deployedBy(live)}
            </span>
          )}
        </dd>
      </div>
      <div className={styles.fact}>
        <dt>Argo CD</dt>
        <dd>
          <VerdictMark state={state}>{words}</VerdictMark>
          {application.comparedAt && (
            <span className={styles.more}>
              compared <RelativeTime at={application.comparedAt} />
            </span>
          )}
        </dd>
      </div>
      <div className={styles.fact}>
        <dt>Written in</dt>
        <dd>{source ? <SourceLink source={source} /> : `${sourceCount} sources`}</dd>
      </div>
    </dl>
  );
}

function SourceLink({
  source: { url, repository, path, chart },
}: {
  source: NonNullable<Application['source']>;
}) {
  const text = [repository, chart ?? path].filter(Boolean).join(' · ');
  return url ? (
    <Link href={url} target="_blank" rel="noopener noreferrer">
      {text}
    </Link>
  ) : (
    <span>{text}</span>
  );
}
