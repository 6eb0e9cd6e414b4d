import { Link } from '@backstage/ui';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { ServiceHealth } from '@greenroom/plugin-cluster-health-common';
import type { Source } from '@greenroom/plugin-portal-common';
import {
  Duration,
  FreshnessMark,
  LastKnown,
  Loading,
  Panel,
  sourcesOf,
  TopicBoundary,
  VerdictMark,
} from '@greenroom/plugin-portal-react';
import { useHealthLinks } from '../../hooks/useHealthLinks';
import { useServiceHealth } from '../../hooks/useServiceHealth';
import { unreadableWords } from '../../words';
import { PodDots } from '../pods/PodDots';
import { NothingRuns } from './NothingRuns';
import styles from './Service.module.css';

/** How a service does wherever it runs, worst first, on its overview. */
export function HealthCard() {
  const { entity } = useEntity();
  const { service } = useHealthLinks();
  const { view, places, unreadable } = useServiceHealth();
  return (
    <Panel title="Health" aside={<Link href={service(stringifyEntityRef(entity))}>Pods and logs</Link>}>
      <TopicBoundary view={view} loading={<Loading>Loading the health</Loading>} empty={<NothingRuns />}>
        {unreadable > 0 && <p className={styles.unreadable}>{unreadableWords(unreadable)}</p>}
        <ul className={styles.card}>
          {places.map(health => (
            <CardRow
              key={`${health.cluster}/${health.namespace}`}
              health={health}
              sources={sourcesOf(health, view.sources)}
            />
          ))}
        </ul>
      </TopicBoundary>
    </Panel>
  );
}

function CardRow({ health, sources }: { health: ServiceHealth; sources: readonly Source[] }) {
  const { one } = useHealthLinks();
  const { cluster, namespace, verdict, sentence, since, workloads } = health;
  return (
    <li className={styles.cardRow}>
      <div className={styles.cardHead}>
        <Link href={one(cluster, { tab: 'workloads', namespace })}>
          {cluster} / {namespace}
        </Link>
        <span className={styles.marks}>
          <FreshnessMark sources={sources} />
          <VerdictMark state={verdict.state} />
        </span>
      </div>
      <p className={styles.cardSentence}>
        {sentence}
        {since && (
          <>
            {' · for '}
            <Duration since={since} />
          </>
        )}
      </p>
      <LastKnown sources={sources}>
        <div className={styles.facts}>
          {workloads.map(({ kind, name, pods, replicas }) => (
            <span key={`${kind}/${name}`} className={styles.workloadDots}>
              {name} <PodDots pods={pods} replicas={replicas} />
            </span>
          ))}
        </div>
      </LastKnown>
    </li>
  );
}
