import { Link } from '@backstage/ui';
import type { ClusterSummary } from '@greenroom/plugin-cluster-health-common';
import {
  EmptyState,
  FailedState,
  LastKnown,
  Loading,
  PageAnswer,
  PageMarks,
  Panel,
  PortalPage,
  TopicBoundary,
  Unreadable,
} from '@greenroom/plugin-portal-react';
import { useParams } from 'react-router-dom';
import { type ClusterView, useCluster } from '../../hooks/useCluster';
import { useHealthLinks } from '../../hooks/useHealthLinks';
import { Problems } from '../problems/Problems';
import { CapacityPanel } from './CapacityPanel';
import styles from './Cluster.module.css';
import { ClusterTabs } from './ClusterTabs';

/** The page of the cluster that the address names. */
export function ClusterPage() {
  const { name = '' } = useParams();
  return <KnownCluster key={name} name={name} />;
}

function KnownCluster({ name }: { name: string }) {
  const { all } = useHealthLinks();
  const cluster = useCluster(name);
  const { view, summary, sources, unreadable } = cluster;
  return (
    <PortalPage
      title={name}
      crumbs={[{ text: 'Clusters', href: all() }]}
      marks={summary && <PageMarks view={view} verdict={summary.verdict} sources={sources} />}
      sentence={summary && <PageAnswer sentence={summary.sentence} since={summary.since} />}
    >
      <TopicBoundary
        view={view}
        loading={<Loading lines={9}>Loading the cluster</Loading>}
        empty={<Nothing name={name} />}
        denied={<Denied name={name} />}
      >
        <Unreadable rows={unreadable} />
        <Details name={name} cluster={cluster} />
      </TopicBoundary>
    </PortalPage>
  );
}

function Details({ name, cluster }: { name: string; cluster: ClusterView }) {
  const { summary, problems, sections, sources } = cluster;
  return (
    <LastKnown sources={sources}>
      <div className={styles.first}>
        <Panel title="Problems, worst first" flush>
          {problems ? (
            <Problems cluster={name} problems={problems} {...inAll(summary)} />
          ) : (
            <Loading lines={4}>Reading the problems</Loading>
          )}
        </Panel>
        {summary && <CapacityPanel summary={summary} measuredAt={sections.measuredAt} sources={sources} />}
      </div>
      <ClusterTabs name={name} sections={sections} unseen={summary?.unseen ?? []} />
    </LastKnown>
  );
}

/** What is wrong and what is only worth knowing are counted whether they are told or not. */
function inAll(summary: ClusterSummary | undefined) {
  const { healthy = 0, degraded = 0, waiting = 0, progressing = 0, unknown = 0 } = summary?.problems ?? {};
  return { wrongInAll: degraded + waiting + progressing + unknown, risksInAll: healthy };
}

function Nothing({ name }: { name: string }) {
  const { all } = useHealthLinks();
  return (
    <EmptyState title={`Nothing is known of ${name}`} action={<Link href={all()}>All clusters</Link>}>
      The cluster answers, and has told nothing yet that you may see.
    </EmptyState>
  );
}

function Denied({ name }: { name: string }) {
  const { all } = useHealthLinks();
  return (
    <FailedState title="You may not see this cluster" action={<Link href={all()}>Clusters you may see</Link>}>
      Who may see a namespace of {name} may see the cluster. Ask the people who run it, and tell them this
      page’s address.
    </FailedState>
  );
}
