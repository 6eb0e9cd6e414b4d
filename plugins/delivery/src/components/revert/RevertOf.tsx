import { worstFreshness } from '@greenroom/plugin-portal-common';
import {
  allowedActs,
  type Application,
  type ApplicationRef,
  type ChangeRequest,
  earlierDeployments,
  isEnded,
} from '@greenroom/plugin-delivery-common';
import {
  EmptyState,
  FreshnessMark,
  Loading,
  PortalPage,
  Section,
  Sentence,
  sourcesOf,
  TopicBoundary,
  Unreadable,
  VerdictPill,
} from '@greenroom/plugin-portal-react';
import { useState } from 'react';
import { useApplication } from '../../hooks/useApplication';
import { useRights } from '../../hooks/useRights';
import { ChangeProgress } from './ChangeProgress';
import { ChooseDeployment } from './ChooseDeployment';
import { RevertForm } from './RevertForm';
import styles from './RevertOf.module.css';

export interface RevertOfProps {
  application: ApplicationRef;
  to: string | undefined;
  choose: (to: string) => void;
  /** What became of a change by hand: why one is here. */
  why?: string;
}

/** The page of one Application: what to go back to, what would be changed in git, and how far that has come. */
export function RevertOf({ application: ref, to, choose, why }: RevertOfProps) {
  const { view, application, changes, unreadable } = useApplication(ref);
  const sources = sourcesOf(ref, view.sources);
  return (
    <PortalPage
      title={`Go back with ${ref.name} in git`}
      marks={
        application && (
          <>
            <VerdictPill state={application.verdict.state} />
            <FreshnessMark sources={sources} />
          </>
        )
      }
      sentence={
        <Sentence>
          {why ?? 'What is written in git is changed by a pull request, and Argo CD deploys that.'}
        </Sentence>
      }
    >
      <TopicBoundary
        view={view}
        loading={<Loading lines={6}>Loading what was deployed</Loading>}
        empty={<EmptyState title={`There is no Application ${ref.name} any more`} />}
      >
        <Unreadable rows={unreadable} />
        {application && (
          <KnownApplication
            application={application}
            changes={changes}
            stale={view.state !== 'live' || worstFreshness(sources) !== 'live'}
            to={to}
            choose={choose}
          />
        )}
      </TopicBoundary>
    </PortalPage>
  );
}

interface KnownProps {
  application: Application;
  changes: readonly ChangeRequest[];
  stale: boolean;
  to: string | undefined;
  choose: (to: string) => void;
}

function KnownApplication({ application, changes, stale, to, choose }: KnownProps) {
  const rights = useRights(application.place);
  const [made, setMade] = useState<ChangeRequest>();
  const earlier = earlierDeployments(application);
  const { allowed, why } = allowedActs(application).revert;
  const chosen = to ?? earlier[0]?.commit.sha;
  const current = changes.find(change => change.id === made?.id) ?? made;
  const shown =
    current ??
    changes.find(
      ({ kind, state, toRevision }) => kind === 'revert' && !isEnded(state) && toRevision.sha === chosen,
    );
  const others = changes.filter(({ id }) => id !== shown?.id);
  return (
    <div className={styles.parts}>
      {shown && <ChangeProgress change={shown} />}
      {!shown && !allowed && <EmptyState title="Nothing can be gone back to in git">{why}.</EmptyState>}
      {!shown && allowed && (
        <>
          <ChooseDeployment earlier={earlier} live={application.live} chosen={chosen} choose={choose} />
          <RevertForm
            key={chosen}
            application={application}
            to={chosen}
            right={rights.rollback}
            stale={stale}
            onMade={setMade}
          />
        </>
      )}
      {others.length > 0 && (
        <Section title="Asked before">
          <div className={styles.parts}>
            {others.slice(0, 5).map(change => (
              <ChangeProgress key={change.id} change={change} />
            ))}
          </div>
        </Section>
      )}
    </div>
  );
}
