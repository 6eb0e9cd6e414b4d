import type { Managed } from '@greenroom/plugin-delivery-common';
import {
  AnswerFailed,
  EmptyState,
  FailedState,
  Loading,
  PortalPage,
  Sentence,
} from '@greenroom/plugin-portal-react';
import { useManaged, useWanted, type Wanted } from '../../hooks/useRevert';
import { RevertOf } from './RevertOf';

/** Going back in git: for a rollout that GitOps would not let be undone, or for an Application of which a deployment was chosen. */
export function RevertPage() {
  const { wanted, choose } = useWanted();
  if (!wanted) {
    return (
      <PortalPage title="Go back in git">
        <FailedState title="This address names nothing to go back with">
          It should name a cluster, a namespace, and a rollout or an Application.
        </FailedState>
      </PortalPage>
    );
  }
  return wanted.kind === 'rollout' ? (
    <RevertOfRollout wanted={wanted} choose={choose} />
  ) : (
    <RevertOf application={wanted.application} to={wanted.to} choose={choose} />
  );
}

interface RolloutProps {
  wanted: Extract<Wanted, { kind: 'rollout' }>;
  choose: (to: string) => void;
}

function RevertOfRollout({ wanted: { rollout, to }, choose }: RolloutProps) {
  const { value, refusal, again } = useManaged(rollout);
  if (value?.application) {
    return <RevertOf application={value.application} to={to} choose={choose} why={value.why} />;
  }
  return (
    <PortalPage title={`Go back with ${rollout.name} in git`}>
      {refusal && (
        <AnswerFailed title="What manages the rollout can not be told" refusal={refusal} again={again} />
      )}
      {!refusal && !value && <Loading lines={4}>Looking for what manages the rollout</Loading>}
      {!refusal && value && <NotManaged managed={value} />}
    </PortalPage>
  );
}

function NotManaged({ managed: { managed, why } }: { managed: Managed }) {
  return managed ? (
    <Sentence>{why}</Sentence>
  ) : (
    <EmptyState title="Git does not manage this rollout">{why} Undo it on its own page.</EmptyState>
  );
}
