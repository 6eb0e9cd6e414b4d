import { Link } from '@backstage/ui';
import type { Source } from '@greenroom/plugin-portal-common';
import { type Rollout, rolloutKey } from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';
import {
  Duration,
  LastKnown,
  Loading,
  Mono,
  Panel,
  TopicBoundary,
  VerdictMark,
} from '@greenroom/plugin-portal-react';
import { sourcesOf, unreadableWords } from '../../believe';
import { useEntityRollouts } from '../../hooks/useEntityRollouts';
import { useRolloutLinks } from '../../hooks/useRolloutLinks';
import { arrange, tagOf } from '../../stage/arrange';
import { ReplicaDots } from '../stage/ReplicaDots';
import { NoRollouts } from './NoRollouts';
import styles from './RolloutCard.module.css';

/** What is live of a service and what waits, in every cluster, on its overview. */
export function RolloutCard() {
  const { view, rollouts, unreadable } = useEntityRollouts();
  return (
    <Panel title="Rollout">
      <TopicBoundary view={view} loading={<Loading>Loading the rollouts</Loading>} empty={<NoRollouts />}>
        {unreadable > 0 && <p className={styles.unreadable}>{unreadableWords(unreadable)}</p>}
        <ul className={styles.list}>
          {rollouts.map(rollout => (
            <CardRow key={rolloutKey(rollout)} rollout={rollout} sources={sourcesOf(rollout, view.sources)} />
          ))}
        </ul>
      </TopicBoundary>
    </Panel>
  );
}

function CardRow({ rollout, sources }: { rollout: Rollout; sources: readonly Source[] }) {
  const { one } = useRolloutLinks();
  const { cluster, namespace, name, verdict, sentence, since } = rollout;
  const { onStage, greenRoom, container } = useMemo(() => arrange(rollout), [rollout]);
  return (
    <li className={styles.row}>
      <LastKnown sources={sources}>
        <div className={styles.head}>
          <Link href={one(rollout)}>
            {cluster} / {namespace} / {name}
          </Link>
          <VerdictMark state={verdict.state} />
        </div>
        <p className={styles.sentence}>
          {sentence}
          {since && (
            <>
              {' · for '}
              <Duration since={since} />
            </>
          )}
        </p>
        <dl className={styles.lanes}>
          <div className={styles.lane}>
            <dt>On stage</dt>
            <dd>
              {onStage ? (
                <>
                  <Mono>{tagOf(onStage.revision, container)}</Mono>{' '}
                  <ReplicaDots revision={onStage.revision} />
                </>
              ) : (
                'nothing'
              )}
            </dd>
          </div>
          {greenRoom && (
            <div className={styles.lane}>
              <dt>In the green room</dt>
              <dd>
                <Mono>{tagOf(greenRoom.revision, container)}</Mono>{' '}
                <ReplicaDots revision={greenRoom.revision} />
              </dd>
            </div>
          )}
        </dl>
      </LastKnown>
    </li>
  );
}
