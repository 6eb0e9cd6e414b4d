import type { Rollout, RolloutEvent, RolloutRef } from '@greenroom/plugin-rollouts-common';
import { Link } from '@backstage/ui';
import { type Source, worstFreshness } from '@greenroom/plugin-portal-common';
import {
  EmptyState,
  FailedState,
  LastKnown,
  PortalPage,
  sourcesOf,
  TopicBoundary,
} from '@greenroom/plugin-portal-react';
import { useRolloutLinks } from '../../hooks/useRolloutLinks';
import { useRollout, useRolloutRef } from '../../hooks/useRollout';
import { ActsMenu } from '../acts/ActsMenu';
import { RolloutDetails } from './RolloutDetails';
import { RolloutLoading } from './RolloutLoading';
import { RolloutMarks, RolloutSentence } from './RolloutHead';

/** The page of the rollout that the address names. */
export function RolloutPage() {
  const ref = useRolloutRef();
  const { all } = useRolloutLinks();
  if (!ref) {
    return (
      <PortalPage title="Rollout" crumbs={[{ text: 'Rollouts', href: all() }]}>
        <FailedState title="This address names no rollout" action={<Link href={all()}>All rollouts</Link>}>
          It should read cluster, namespace, then rollout or canary, then its name.
        </FailedState>
      </PortalPage>
    );
  }
  return <KnownRollout key={`${ref.cluster}/${ref.namespace}/${ref.kind}/${ref.name}`} rolloutRef={ref} />;
}

function KnownRollout({ rolloutRef }: { rolloutRef: RolloutRef }) {
  const { all } = useRolloutLinks();
  const { view, rollout, unreadable, events } = useRollout(rolloutRef);
  const { cluster, namespace, name } = rolloutRef;
  const sources = sourcesOf(rolloutRef, view.sources);
  return (
    <PortalPage
      title={name}
      crumbs={[
        { text: 'Rollouts', href: all() },
        { text: cluster, href: all({ cluster }) },
        { text: namespace, href: all({ cluster, q: namespace }) },
      ]}
      marks={
        rollout && (
          <>
            <RolloutMarks rollout={rollout} view={view} sources={sources} />
            <ActsMenu rollout={rollout} stale={view.state !== 'live' || worstFreshness(sources) !== 'live'} />
          </>
        )
      }
      sentence={rollout && <RolloutSentence rollout={rollout} />}
    >
      <TopicBoundary view={view} loading={<RolloutLoading />} empty={<Gone name={name} />}>
        {unreadable && (
          <FailedState title="This page cannot read what the server sent">
            They are of different versions: reload the page.
          </FailedState>
        )}
        {rollout && <Believed rollout={rollout} events={events} sources={sources} />}
      </TopicBoundary>
    </PortalPage>
  );
}

function Believed(props: { rollout: Rollout; events: readonly RolloutEvent[]; sources: readonly Source[] }) {
  const { rollout, events, sources } = props;
  return (
    <LastKnown sources={sources}>
      <RolloutDetails rollout={rollout} events={events} />
    </LastKnown>
  );
}

function Gone({ name }: { name: string }) {
  const { all } = useRolloutLinks();
  return (
    <EmptyState title={`${name} is not there any more`} action={<Link href={all()}>All rollouts</Link>}>
      Somebody removed it from its cluster.
    </EmptyState>
  );
}
