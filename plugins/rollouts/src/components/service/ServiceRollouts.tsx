import { Link } from '@backstage/ui';
import type { Source } from '@greenroom/plugin-portal-common';
import { type Rollout, rolloutKey } from '@greenroom/plugin-rollouts-common';
import {
  Duration,
  FreshnessMark,
  LastKnown,
  Loading,
  TopicBoundary,
  VerdictPill,
} from '@greenroom/plugin-portal-react';
import { sourcesOf, unreadableWords } from '../../believe';
import { useEntityRollouts } from '../../hooks/useEntityRollouts';
import { useRolloutLinks } from '../../hooks/useRolloutLinks';
import { Analyses } from '../analysis/Analyses';
import { Stage } from '../stage/Stage';
import { NoRollouts } from './NoRollouts';
import styles from './ServiceRollouts.module.css';

/** The Rollout tab of a service: its stage in every cluster it runs in, worst first. */
export function ServiceRollouts() {
  const { view, rollouts, unreadable } = useEntityRollouts();
  return (
    <TopicBoundary
      view={view}
      loading={<Loading lines={7}>Loading the rollouts</Loading>}
      empty={<NoRollouts />}
    >
      {unreadable > 0 && <p className={styles.unreadable}>{unreadableWords(unreadable)}</p>}
      <div className={styles.list}>
        {rollouts.map(rollout => (
          <ServiceRollout
            key={rolloutKey(rollout)}
            rollout={rollout}
            sources={sourcesOf(rollout, view.sources)}
          />
        ))}
      </div>
    </TopicBoundary>
  );
}

function ServiceRollout({ rollout, sources }: { rollout: Rollout; sources: readonly Source[] }) {
  const { one } = useRolloutLinks();
  const { cluster, namespace, name, verdict, sentence, since } = rollout;
  return (
    <section className={styles.rollout} aria-label={`${name} on ${cluster}`}>
      <div className={styles.head}>
        <h2 className={styles.title}>
          <Link href={one(rollout)}>
            {cluster} / {namespace} / {name}
          </Link>
        </h2>
        <VerdictPill state={verdict.state} />
        <FreshnessMark sources={sources} />
      </div>
      <p className={styles.sentence}>
        {sentence}
        {since && (
          <span className={styles.since}>
            {' · for '}
            <Duration since={since} />
          </span>
        )}
      </p>
      <LastKnown sources={sources}>
        <div className={styles.parts}>
          <Stage rollout={rollout} level={3} />
          <Analyses rollout={rollout} level={3} />
        </div>
      </LastKnown>
    </section>
  );
}
