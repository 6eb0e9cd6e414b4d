import {
  EmptyState,
  FreshnessMark,
  Loading,
  PortalPage,
  Sentence,
  TopicBoundary,
  Unreadable,
} from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { summarise } from '../../all/summary';
import { useAllRollouts } from '../../hooks/useAllRollouts';
import { ViewSwitch } from '../ViewSwitch';
import { FilteredRollouts } from './FilteredRollouts';

/** Every rollout this person may see: how they are in a sentence, then all of them. */
export function AllRollouts() {
  const { view, rows, unreadable } = useAllRollouts();
  const { sources } = view;
  const sentence = useMemo(() => summarise([...rows.values()], sources), [rows, sources]);
  return (
    <PortalPage
      title="Rollouts"
      marks={view.state === 'live' && <FreshnessMark sources={sources} />}
      sentence={
        view.rows && (
          <Sentence>
            <span role="status">{sentence}</span>
          </Sentence>
        )
      }
    >
      <ViewSwitch view="all" />
      <TopicBoundary
        view={view}
        loading={<Loading lines={9}>Loading the rollouts</Loading>}
        empty={
          <EmptyState title="No rollouts">
            In the clusters and namespaces that you may see there is no Argo Rollouts rollout.
          </EmptyState>
        }
      >
        <Unreadable rows={unreadable} noun="rollout" />
        <FilteredRollouts rows={rows} />
      </TopicBoundary>
    </PortalPage>
  );
}
